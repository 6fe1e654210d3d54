MATCH (n:Entity)<-[r]-(:Entity)
WHERE n.id IN $ids AND ($types = [] OR type(r) IN $types)
  AND r.added_in <= $revision AND ($dropped OR r.dropped_in IS NULL OR r.dropped_in > $revision)
WITH DISTINCT r
RETURN type(r) AS type, startNode(r).id AS start, endNode(r).id AS end, properties(r) AS properties
