"""The production store: Neo4j through its official driver, as a typed graph that is a pleasure to browse."""

from graphsvc.stores.neo4j.connection import address
from graphsvc.stores.neo4j.store import Neo4jStore

__all__ = ["Neo4jStore", "address"]
