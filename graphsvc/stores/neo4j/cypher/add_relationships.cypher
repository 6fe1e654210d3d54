// A row is a list, its ends first: names of properties sent and set once a row take a quarter of the time.
UNWIND $rows AS row
MATCH (a:Entity {id: row[0]})
MATCH (b:Entity {id: row[1]})
CREATE (a)-[r:__TYPE__ {__PROPERTIES__}]->(b)
RETURN count(r) AS written
