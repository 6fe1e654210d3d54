// The index gives the ids in their order, so a page of the first ones is done early. Ids are ASCII: code points agree.
MATCH (c:NodeClaim)
USING INDEX c:NodeClaim(id)
WHERE c.id > $after AND c.type IN $types AND c.added_in <= $revision AND (c.dropped_in IS NULL OR c.dropped_in > $revision)
WITH DISTINCT c.id AS id ORDER BY id LIMIT $limit
RETURN collect(id) AS ids
