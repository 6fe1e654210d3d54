UNWIND $rows AS row
CREATE (c:NodeClaim)
SET c = row
