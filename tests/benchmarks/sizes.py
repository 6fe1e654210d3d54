"""How large the stores of a run are. BENCH_FULL=1 loads the full size into Neo4j, too, which takes some minutes."""

from __future__ import annotations

import os
from dataclasses import dataclass

FULL = os.environ.get("BENCH_FULL") == "1"


@dataclass(frozen=True)
class Size:
    """Nodes and relationships."""

    nodes: int
    relationships: int

    def __str__(self) -> str:
        return f"{self.nodes:,} nodes, {self.relationships:,} relationships"


PROMISED = Size(100_000, 1_000_000)
IN_NEO4J = PROMISED if FULL else Size(20_000, 200_000)
FIRST = Size(2_000, 20_000)  # warms a server up
