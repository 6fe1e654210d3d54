MATCH (c:NodeClaim)
USING INDEX c:NodeClaim(id)
WHERE c.id < coalesce($after, '\uFFFF') AND c.type IN $types AND c.added_in <= $revision AND (c.dropped_in IS NULL OR c.dropped_in > $revision)
WITH DISTINCT c.id AS id ORDER BY id DESC LIMIT $limit
RETURN collect(id) AS ids
