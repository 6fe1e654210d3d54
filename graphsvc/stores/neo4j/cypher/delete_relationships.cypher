MATCH ()-[r:__TYPE__]->()
WHERE r.added_in > $revision
WITH r LIMIT $page
DELETE r
RETURN count(*) AS done
