// The first SET takes the lock, so what is read after it is final: a repeated chunk sees that it has been written.
MATCH (w:Writing {name: 'run'})
SET w.asked = $number
WITH w, w.token AS token, w.chunk AS chunk
SET w.chunk = $number
RETURN token, chunk
