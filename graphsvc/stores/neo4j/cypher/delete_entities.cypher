// Only of the nodes that the unfinished run touched: those that no statement was ever made about.
UNWIND $ids AS id
MATCH (n:Entity {id: id})
WHERE NOT EXISTS { MATCH (c:NodeClaim {id: id}) } AND NOT (n)--()
DELETE n
