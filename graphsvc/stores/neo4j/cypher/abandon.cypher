MATCH (w:Writing)
DELETE w
