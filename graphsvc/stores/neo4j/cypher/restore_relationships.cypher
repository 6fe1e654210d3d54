MATCH ()-[r:__TYPE__]->()
WHERE r.dropped_in > $revision
WITH r LIMIT $page
SET r.dropped_in = null
RETURN count(*) AS done
