MATCH (c:NodeClaim)
WHERE c.added_in > $revision OR c.dropped_in > $revision
RETURN collect(DISTINCT c.id) AS ids
