// Into an empty store: what is said here is all that is said, so the node gets its labels and properties at once.
UNWIND $rows AS row
MERGE (n:Entity {id: row.id})
SET n:__LABELS__, n += row
