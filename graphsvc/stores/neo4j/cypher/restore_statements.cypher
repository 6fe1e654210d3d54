MATCH (c:NodeClaim)
WHERE c.dropped_in > $revision
WITH c LIMIT $page
SET c.dropped_in = null
RETURN count(*) AS done
