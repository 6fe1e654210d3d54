"""A large synthetic batch: firms, materials, places and sources with Chinese names, and claims that overlap.

100k nodes and 1M relationships at the full size, six or seven properties each. One claim in six restates another with
another source and date, so that settling has something to decide.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from schema.batch import RawBatch

Ids = npt.NDArray[np.object_]
Frame = pd.DataFrame

SYLLABLES = np.array(
    list("镓锗铟锑钨钼钽铌锂钴镍铜铝钛硅碳硼磷氟氮钒铬锰铁锌锆铪铼钌铑钯银铂金铅铋华新科宏安德"), dtype=object
)
TAILS = {"Firm": "股份有限公司", "Material": "靶材", "Sector": "产业", "Place": "工业园", "Source": "年报"}
SHARE_OF_NODES = {"Firm": 0.4, "Sector": 0.005, "Place": 0.006, "Source": 0.004}  # the rest are materials
SHARE_OF_CLAIMS = {"SUPPLIES": 0.58, "REQUIRES": 0.36, "PRODUCES": 0.06}  # beside headquarters and parts of places
RESTATED = 6  # one row in so many says again what another says
QUALIFICATIONS = ("volume", "volume", "volume", "first_batch", "pilot", None)
DATES = (*(f"{year}-{month:02d}" for year in range(2016, 2026) for month in range(1, 13)), "2024", "2024-06-30")
NOTES = ("据企业年报", "据海关统计", "行业协会估计", None)


def batch(n_nodes: int, n_relationships: int, seed: int = 11) -> RawBatch:
    """A batch that keeps the contract, of so many nodes and just so many relationships."""
    rng = np.random.default_rng(seed)
    sizes = {kind: max(4, round(share * n_nodes)) for kind, share in SHARE_OF_NODES.items()}
    sizes["Material"] = n_nodes - sum(sizes.values())
    ids = {kind: _ids(kind, size) for kind, size in sizes.items()}
    tables = {kind: _nodes(kind, ids[kind], rng) for kind in sizes}
    tables["PART_OF"] = _claims(
        {"from": ids["Place"][1:], "to": _any(rng, ids["Place"][:1], sizes["Place"] - 1)}, ids, rng
    )
    tables["HEADQUARTERED_IN"] = _claims({"from": ids["Firm"], "to": _any(rng, ids["Place"], sizes["Firm"])}, ids, rng)
    left = n_relationships - sizes["Firm"] - sizes["Place"] + 1
    for name, share in SHARE_OF_CLAIMS.items():
        tables[name] = MAKE[name](round(share * left), ids, rng)
    return RawBatch(tables)


def _ids(kind: str, size: int) -> Ids:
    return np.array([f"{kind.lower()}-{number:06d}" for number in range(size)], dtype=object)


def _any(rng: np.random.Generator, choices: Sequence[object] | Ids, size: int) -> Ids:
    """So many of them, drawn evenly."""
    return np.array(choices, dtype=object)[rng.integers(0, len(choices), size)]


def _popular(rng: np.random.Generator, ids: Ids, size: int) -> Ids:
    """So many of them, the first ones far more often: the degrees have a long tail."""
    return ids[np.minimum((len(ids) * rng.random(size) ** 2.5).astype(np.int64), len(ids) - 1)]


def _share(rng: np.random.Generator, size: int, known: float) -> npt.NDArray[np.float64]:
    """Shares in hundredths, NaN where unknown."""
    share = rng.integers(1, 60, size) / 100
    return np.where(rng.random(size) < known, share, np.nan)


def _nodes(kind: str, ids: Ids, rng: np.random.Generator) -> Frame:
    word = _any(rng, SYLLABLES, len(ids)) + _any(rng, SYLLABLES, len(ids)) + _any(rng, SYLLABLES, len(ids))
    nodes = Frame({"id": ids, "name_zh": word + TAILS[kind], "name_en": kind + " " + ids, "aliases": word + "|" + ids})
    if kind == "Place":
        nodes["level"] = ["country", *["city"] * (len(ids) - 1)]
    if kind == "Source":
        nodes = nodes.assign(title=nodes["name_zh"], year=2024, kind=None)
    return nodes


def _claims(columns: Mapping[str, Ids], ids: dict[str, Ids], rng: np.random.Generator) -> Frame:
    """A table of claims with their provenance; `from`, `to` and more are given."""
    claims = Frame(dict(columns))
    size = len(claims)
    return claims.assign(
        source=_any(rng, ids["Source"], size),
        locator=_any(rng, [f"第{page}页" for page in range(1, 200)], size),
        as_of=_any(rng, DATES, size),
        grade=_any(rng, tuple("ABCD"), size),
    )


def _restated(size: int, key: dict[str, Ids], rng: np.random.Generator) -> dict[str, Ids]:
    """The key columns with some rows repeated; what their source and date make equal as well is rare, and dropped."""
    again = np.arange(size)
    again[: size // RESTATED] = rng.integers(size // RESTATED, size, size // RESTATED)
    return {name: values[again] for name, values in key.items()}


def _unique(make: Frame, key: list[str], size: int) -> Frame:
    kept = make.drop_duplicates([*key, "source", "as_of"])
    assert len(kept) >= size
    return kept.iloc[len(kept) - size :].reset_index(drop=True)


def _supplies(size: int, ids: dict[str, Ids], rng: np.random.Generator) -> Frame:
    more = size + size // 50 + 20
    site = _any(rng, ids["Place"], more)
    site[rng.random(more) < 0.4] = None
    key = {"from": _popular(rng, ids["Firm"], more), "to": _popular(rng, ids["Material"], more), "site": site}
    claims = _claims(_restated(more, key, rng), ids, rng)
    claims["share"] = _share(rng, more, 0.5)
    claims["qualification"] = _any(rng, QUALIFICATIONS, more)
    return _unique(claims, list(key), size)


def _requires(size: int, ids: dict[str, Ids], rng: np.random.Generator) -> Frame:
    more = size + size // 50 + 20
    made = np.concatenate((ids["Sector"], ids["Material"][: len(ids["Material"]) * 4 // 5]))
    slot = _any(rng, ["衬底", "外延", "靶材", "气体", "设备", None], more)
    key = {"from": _any(rng, made, more), "to": _popular(rng, ids["Material"][::-1], more), "slot": slot}
    claims = _claims(_restated(more, key, rng), ids, rng)
    claims["mode"] = _any(rng, ["consumed", "consumed", "durable"], more)
    claims["essential"] = _any(rng, ["true", None, "false"], more)
    return _unique(claims, list(key), size)


def _produces(size: int, ids: dict[str, Ids], rng: np.random.Generator) -> Frame:
    more = size + size // 20 + 20
    key = {"from": _any(rng, ids["Place"], more), "to": _any(rng, ids["Material"], more)}
    claims = _claims(_restated(more, key, rng), ids, rng)
    claims["share"] = _share(rng, more, 0.8)
    claims["note"] = _any(rng, NOTES, more)
    return _unique(claims, list(key), size)


MAKE = {"SUPPLIES": _supplies, "REQUIRES": _requires, "PRODUCES": _produces}
