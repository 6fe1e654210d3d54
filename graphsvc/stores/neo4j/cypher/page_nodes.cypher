// The key of a node statement begins with its type, so a type is a range of keys.
MATCH (c:NodeClaim)
USING INDEX c:NodeClaim(key)
WHERE c.key > $after AND c.key < $until
  AND c.added_in >= $added_from AND c.added_in <= $added_to
  AND coalesce(c.dropped_in, $never) >= $dropped_from AND coalesce(c.dropped_in, $never) <= $dropped_to
WITH c ORDER BY c.key LIMIT $page
WITH collect(c) AS cs
RETURN cs[-1].key AS last, [name IN $names | [c IN cs | c[name]]] AS columns
