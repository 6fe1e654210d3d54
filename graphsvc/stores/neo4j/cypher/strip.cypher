// Nobody states these any more; they stay, because relationships of older versions hang on them.
UNWIND $ids AS id
MATCH (n:Entity {id: id})
REMOVE n:__ALL_LABELS__
SET n = {id: id, dropped_in: $run}
