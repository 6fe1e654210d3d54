MATCH (m:Meta {name: 'graph'})
SET m.revision = $number
REMOVE m.locked
CREATE (:Run {number: $number, time: $time, dataset: $dataset, kind: $kind, undoes: $undoes, counts: $counts, token: $token})
WITH m
MATCH (w:Writing)
DELETE w
