// Without the hint the planner may take the index on added_in, and sort every page.
// One record a page, columns as lists: records are slow, lists are not. Ordered and bounded by the unique key.
MATCH (:Entity)-[r:__TYPE__]->(:Entity)
USING INDEX r:__TYPE__(key)
WHERE r.key > $after
  AND r.added_in >= $added_from AND r.added_in <= $added_to
  AND coalesce(r.dropped_in, $never) >= $dropped_from AND coalesce(r.dropped_in, $never) <= $dropped_to
WITH r ORDER BY r.key LIMIT $page
WITH collect(r) AS rs
RETURN rs[-1].key AS last,
  CASE WHEN $from THEN [r IN rs | startNode(r).id] END AS from,
  CASE WHEN $to THEN [r IN rs | endNode(r).id] END AS to,
  [name IN $names | [r IN rs | r[name]]] AS columns
