// The key of a node statement begins with its type, so a type is a range of keys; a node has one type at a time.
UNWIND $types AS type
MATCH (c:NodeClaim)
USING INDEX c:NodeClaim(key)
WHERE c.key > type + '/' AND c.key < type + '0'
  AND c.added_in <= $revision AND (c.dropped_in IS NULL OR c.dropped_in > $revision)
RETURN count(DISTINCT c.id) AS nodes
