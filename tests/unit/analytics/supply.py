"""The options of one item in words: `options_of("f@fab .6", "P:JP 1").lines()` = {"f@fab 0.6", "others@JP 0.4"}."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from analytics.choices import choices
from analytics.options import ItemOptions, Option, Total
from analytics.readings import Makers, Reading, makers
from analytics.supply_graph import NOT_STATED, QUALIFICATIONS, SupplyGraph
from tests.graphs.notation import Row, batch, made
from tests.snapshots import snapshot


@dataclass(frozen=True)
class Seen:
    """The options of item x, named."""

    graph: SupplyGraph
    found: ItemOptions

    def lines(self) -> set[str]:
        """One line an option: who@where share, "?" = unknown place, "-" = unknown share."""
        return {self.line(option) for option in self.found.options}

    def line(self, option: Option) -> str:
        share = "-" if option.share is None else f"{option.share:.4g}"
        return f"{self.who(option)} {share}"

    def who(self, option: Option | None) -> str:
        """firm@place, place alone, or others@place; an unnamed maker is "unnamed"."""
        if option is None:
            return "unnamed"
        place = "?" if option.place == NOT_STATED else self.graph.place_names[option.place]
        if option.firm == NOT_STATED:
            return f"{'others' if option.others else 'all'}@{place}"
        return f"{self.graph.firm_names[option.firm]}@{place}"

    def totals(self) -> set[str]:
        """One line a total: share of who may hold it."""
        return {self._total(total) for total in self.found.totals}

    def _total(self, total: Total) -> str:
        return f"{total.share:.4g} of {self.these(total.members)}"

    def these(self, positions: Iterable[int]) -> str:
        options = (*self.found.options, None)
        return " ".join(sorted(self.who(options[n]) for n in positions)) or "nobody"

    def holders(self) -> str:
        """Who could hold the unassigned part."""
        return self.these(self.found.holders)

    def notices(self) -> list[str]:
        return [notice.code for notice in self.found.notices]

    def read(self, reading: Reading) -> Makers:
        return makers(self.found, reading)

    def elements(self, reading: Reading) -> set[str]:
        """Makers that count in a reading, with the share each carries itself."""
        return {f"{self.who(e.option)} {e.share:.4g}" for e in self.read(reading).elements if e.counts}

    def groups(self, reading: Reading) -> set[str]:
        """Shares lost by group: share, rule, members."""
        read = self.read(reading)
        who = [self.who(element.option) for element in read.elements]
        return {
            f"{group.share:.4g} {group.rule}: {' '.join(sorted(who[n] for n in group.members))}"
            for group in read.groups
        }


def options_of(*lines: str, also: Iterable[Row] = (), at: str = "volume") -> Seen:
    """The options of x, made as the lines say, at a qualification."""
    graph = snapshot(batch(made("x", *lines), also)).all_claims
    return Seen(graph, choices(graph, QUALIFICATIONS.index(at))[graph.item("x")])
