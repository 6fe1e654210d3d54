UNWIND $ids AS id
OPTIONAL MATCH (n:Entity {id: id})
WITH id WHERE n IS NULL
RETURN collect(id) AS missing
