// The key of a version begins with its claim, so the unique index of a type finds all versions of a claim.
UNWIND $beginnings AS beginning
MATCH (a:Entity)-[r:__TYPE__]->(b:Entity)
USING INDEX r:__TYPE__(key)
WHERE r.key STARTS WITH beginning AND r.added_in <= $revision
RETURN a.id AS start, b.id AS end, properties(r) AS properties
