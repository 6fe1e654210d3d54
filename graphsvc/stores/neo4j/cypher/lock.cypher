// Writing to Meta holds the lock until the transaction ends, or its connection dies.
MATCH (m:Meta {name: 'graph'})
SET m.locked = true
WITH m
OPTIONAL MATCH (w:Writing)
RETURN m.contract AS contract, m.revision AS revision, w IS NOT NULL AS unfinished
