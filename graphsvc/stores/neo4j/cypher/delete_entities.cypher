// Of the nodes that the unfinished run touched: those that no finished run ever made a statement about.
UNWIND $ids AS id
MATCH (n:Entity {id: id})
WHERE NOT EXISTS { MATCH (c:NodeClaim {id: id}) WHERE c.added_in <= $revision } AND NOT (n)--()
DELETE n
