"""DOMAIN 3.1.4, first half: shares that come from tables which do not fit together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from fractions import Fraction

from tests.oracles.semantics.cells import more
from tests.oracles.semantics.claims import Settled
from tests.oracles.semantics.question import GRADES
from tests.oracles.semantics.sources import FirmTotal, Named

Shares = Mapping[str, Fraction]
Stated = Mapping[str, Settled[Fraction]]
Group = tuple[str, date | None]


def fitted_shares(
    named: Named, around: Mapping[str, frozenset[str]], tolerance: Fraction
) -> tuple[Shares, tuple[str, ...]]:
    """Known shares of firm options and totals, and of place options, each made to fit on its own; and warnings."""
    firm_names = [maker.name for maker in named.firms] + [total.name for total in named.totals]
    firm_shares, firm_warnings = fit(
        _of(named.shares, firm_names), lambda known: firm_sum(known, named.totals), tolerance
    )
    sites = {maker.name: str(maker.site) for maker in named.places}
    place_shares, place_warnings = fit(
        _of(named.shares, sites), lambda known: place_sum(known, sites, around), tolerance
    )
    warnings = [f"firms: {w}" for w in firm_warnings] + [f"places: {w}" for w in place_warnings]
    return {**firm_shares, **place_shares}, tuple(warnings)


def firm_sum(known: Shares, totals: Iterable[FirmTotal]) -> Fraction:
    """ "the known shares of x's firm options (totals included, less the known shares of their sites)" """
    whole = {total.name: total for total in totals}
    own = sum((share for name, share in known.items() if name not in whole), Fraction(0))
    return own + sum((rest_of_total(total, known) for total in whole.values() if total.name in known), Fraction(0))


def rest_of_total(total: FirmTotal, known: Shares) -> Fraction:
    """What a firm's total leaves for its sites of unknown share."""
    return max(Fraction(0), known[total.name] - sum(known.get(site, Fraction(0)) for site in total.sites))


def place_sum(known: Shares, sites: Mapping[str, str], around: Mapping[str, frozenset[str]]) -> Fraction:
    """ "a place inside another known one not added again" """

    def outermost(name: str) -> bool:
        return not any(sites[other] in around[sites[name]] for other in known if other != name)

    return sum((share for name, share in known.items() if outermost(name)), Fraction(0))


def fit(stated: Stated, sum_of: Callable[[Shares], Fraction], tolerance: Fraction) -> tuple[Shares, list[str]]:
    """Keeps all shares if they fit, else those of one (source, as_of) group, scaled to 1 if it alone is too much."""
    known: Shares = {name: settled.value for name, settled in stated.items()}
    if not more(sum_of(known), 1 + tolerance):
        return known, []
    groups: dict[Group, dict[str, Settled[Fraction]]] = {}
    for name, settled in stated.items():
        groups.setdefault((settled.claim.source, settled.claim.as_of), {})[name] = settled
    chosen = min(groups, key=lambda group: _preference(group, groups[group], sum_of))
    known = {name: settled.value for name, settled in groups[chosen].items()}
    warnings = [f"do not fit: kept {_label(chosen)}, not {_label(other)}" for other in sorted(groups, key=_label)
                if other != chosen]  # fmt: skip
    whole = sum_of(known)
    if more(whole, 1 + tolerance):
        known = {name: share / whole for name, share in known.items()}
        warnings.append(f"scaled to 1: {_label(chosen)}")
    return known, warnings


def _preference(group: Group, rows: Stated, sum_of: Callable[[Shares], Fraction]) -> tuple[int, int, Fraction, str]:
    """ "best grade of a row, then newest, then the larger sum, then source id" """
    source, as_of = group
    grade = min(GRADES.index(settled.claim.grade) for settled in rows.values())
    age = -as_of.toordinal() if as_of else 1
    return grade, age, -sum_of({name: settled.value for name, settled in rows.items()}), source


def _label(group: Group) -> str:
    source, as_of = group
    return f"{source} {as_of or 'undated'}"


def _of(stated: Stated, names: Iterable[str]) -> Stated:
    return {name: stated[name] for name in names if name in stated}
