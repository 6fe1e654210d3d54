"""GraphQL: root fields named after the questions. A field makes a query, asks its use case in a worker and translates.

`schema.py` puts it together, `guard/` says what is too much and how errors look, `router.py` speaks HTTP.
"""
