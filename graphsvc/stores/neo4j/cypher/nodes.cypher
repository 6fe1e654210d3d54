MATCH (c:NodeClaim)
USING INDEX c:NodeClaim(id)
WHERE c.id IN $ids AND c.added_in <= $revision AND (c.dropped_in IS NULL OR c.dropped_in > $revision)
WITH collect(c) AS cs
RETURN [name IN $names | [c IN cs | c[name]]] AS columns
