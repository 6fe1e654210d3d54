MATCH (c:NodeClaim)
WHERE c.added_in > $revision
WITH c LIMIT $page
DELETE c
RETURN count(*) AS done
