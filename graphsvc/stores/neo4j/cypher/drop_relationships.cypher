UNWIND $keys AS key
MATCH ()-[r:__TYPE__ {key: key}]->()
WHERE r.dropped_in IS NULL
SET r.dropped_in = $run
RETURN count(r) AS written
