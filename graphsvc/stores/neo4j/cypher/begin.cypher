// From here on only the writer with this token can write chunks, whatever an earlier one still tries.
MERGE (w:Writing {name: 'run'})
SET w.token = $token, w.run = $run, w.chunk = 0
