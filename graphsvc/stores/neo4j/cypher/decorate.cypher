// A node shows what its visible statements say together. Nothing reads this but people.
UNWIND $rows AS row
MATCH (n:Entity {id: row.id})
REMOVE n:__ALL_LABELS__
SET n = row, n:__LABELS__
