"""From a valid batch to a run in a store, and back."""

from graphsvc.ingest.known import known_nodes
from graphsvc.ingest.loading import load
from graphsvc.ingest.report import Counts, LoadReport
from graphsvc.ingest.unloading import unload

__all__ = ["Counts", "LoadReport", "known_nodes", "load", "unload"]
