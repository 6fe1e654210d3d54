UNWIND $keys AS key
MATCH (c:NodeClaim {key: key})
WHERE c.dropped_in IS NULL
SET c.dropped_in = $run
RETURN count(c) AS written, collect(c.id) AS ids
