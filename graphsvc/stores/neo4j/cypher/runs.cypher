MATCH (r:Run)
RETURN r.number AS number, r.time AS time, r.dataset AS dataset, r.kind AS kind, r.undoes AS undoes, r.counts AS counts
ORDER BY r.number
