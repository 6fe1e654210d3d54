"""A graph that is awkward to list: unknown values, ties, dates of several precisions, two datasets on one node."""

from __future__ import annotations

from random import Random
from typing import Any

from graphsvc.stores.port import Store
from tests.stores.batches import say

Row = dict[str, Any]

DATES = ["2020", "2021-06", "2021-06-30", "2022-02-28", None]
NAMES = ["Alpha", "alpha works", "Ｂeta", "贝塔", "𠀀石", None]
MATERIALS = [f"material-{n}" for n in range(8)]
COMPONENTS = [f"component-{n}" for n in range(5)]


def _some(random: Random, **values: list[Any]) -> Row:
    """One value of each, the unknown ones left out."""
    drawn = {name: random.choice(choices) for name, choices in values.items()}
    return {name: value for name, value in drawn.items() if value is not None}


def _firms(random: Random) -> list[Row]:
    sectors = ["chips", "metals", None]
    return [
        {"id": f"firm-{n:02}", **_some(random, name_en=NAMES, sector=sectors, as_of=DATES, grade=["A", "C", None])}
        for n in range(37)
    ]


def _supplies(random: Random) -> list[Row]:
    found: dict[tuple[Any, ...], Row] = {}
    for _ in range(150):
        row = {
            "from": f"firm-{random.randrange(30):02}",
            "to": random.choice(MATERIALS + COMPONENTS),
            "grade": random.choice("ABCD"),
            **_some(
                random,
                share=[0.1, 0.3, 0.3, 0.55, 1.0, None],
                site=["tokyo", "JP", None],
                as_of=DATES,
                qualification=["pilot", "volume", None],
            ),
        }
        if random.random() < 0.4:
            row |= {"capacity": float(random.randrange(1, 9)), "capacity_unit": random.choice(["t", "kg"])}
        found.setdefault((row["from"], row["to"], row.get("site"), row.get("as_of")), row)
    return list(found.values())


RANDOM = Random(7)
FIRMS, SUPPLIES = _firms(RANDOM), _supplies(RANDOM)
#: What a later dataset adds to some firms.
RENAMED = [{"id": "firm-03", "name_en": "Renamed"}, {"id": "firm-04", "sector": "chips"}]
NODES: dict[str, list[Row]] = {
    "Material": [{"id": id, "formula": "Ga₂O₃"} if id == "material-3" else {"id": id} for id in MATERIALS],
    "Component": [{"id": id, "name_en": f"Part {id[-1]}"} for id in COMPONENTS],
    "Place": [{"id": "JP", "level": "country"}, {"id": "tokyo", "level": "city"}],
    "Rule": [{"id": "ban", "kind": "export_ban"}],
    "Observation": [
        {"id": f"price-{year}", "measure": "price", "value": 1.0, "unit": "USD/kg", "as_of": year, "source": "survey"}
        for year in ("2020", "2022")
    ],
    "Source": [{"id": "survey", "title": "A survey", "year": 2022}],
}


def put(store: Store) -> None:
    """Load it."""
    say(
        store,
        "survey",
        Firm=FIRMS,
        SUPPLIES=SUPPLIES,
        PART_OF=[{"from": "tokyo", "to": "JP"}],
        RESTRICTS=[{"from": "ban", "to": "material-3", "as_of": "2022"}],
        HAS_OBSERVATION=[{"from": "material-3", "to": "price-2022", "as_of": "2022"}],
        REQUIRES=[{"from": "component-0", "to": id} for id in MATERIALS],
        **NODES,
    )
    say(store, "renaming", 1, Firm=RENAMED)


def firms() -> dict[str, Row]:
    """What all datasets say about each firm."""
    found = {row["id"]: dict(row) for row in FIRMS}
    for row in RENAMED:
        found[row["id"]] |= row
    return found
