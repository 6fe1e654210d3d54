MATCH (r:Run {token: $token})
RETURN count(r) AS runs
