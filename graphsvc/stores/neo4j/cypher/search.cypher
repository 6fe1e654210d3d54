// The TEXT index serves CONTAINS on texts of any length.
MATCH (c:NodeClaim)
USING TEXT INDEX c:NodeClaim(name_key)
WHERE c.name_key CONTAINS $text AND c.added_in <= $revision AND (c.dropped_in IS NULL OR c.dropped_in > $revision)
WITH c.id AS id, min(size(c.name_key)) AS length
RETURN collect(id) AS ids, collect(length) AS lengths
