"""A small world with a plan: one breakthrough asks for the resist that a single firm makes."""

from __future__ import annotations

from tests.graphs.notation import batch, made, needs

SAID = {"source": "src-a", "grade": "A"}
PLAN = {
    **batch(made("resist", "f@JP 1"), made("ore", "g@CN 1"), needs("s", "resist")),
    "Programme": [
        {"id": "plan", "kind": "plan"},
        {"id": "duty", "kind": "duty", "parent": "plan"},
        {"id": "breakthrough", "kind": "breakthrough", "number": 3, "parent": "duty"},
        {"id": "term", "kind": "term", "parent": "breakthrough"},
        {"id": "loose-term", "kind": "term"},
    ],
    "Department": [{"id": "science"}, {"id": "industry"}],
    "Zone": [{"id": "zone"}],
    "TARGETS": [
        {"from": "term", "to": "resist", "clause": "3.3", "relation": "includes", "status": "gap", **SAID},
        {"from": "loose-term", "to": "ore", **SAID},
    ],
    "LEADS": [{"from": "science", "to": "duty", **SAID}],
    "SUPPORTS": [{"from": "industry", "to": "duty", **SAID}],
    "FOCUSES_ON": [{"from": "zone", "to": "resist", "clause": "3.1", **SAID}],
    "COVERS": [{"from": "zone", "to": "gd", **SAID}],
}
