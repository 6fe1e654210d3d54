"""Nodes and claims, with the labels of the contract beside its names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from strawberry.scalars import JSON

from graphsvc import text
from graphsvc.graphql.translate.around import around
from graphsvc.graphql.translate.names import Names
from graphsvc.graphql.types import nodes
from graphsvc.graphql.types.answers import SearchAnswer
from graphsvc.text import Language
from graphsvc.usecases.answer import Answer
from graphsvc.usecases.conflicts import Conflict, Opinion
from graphsvc.usecases.search import SearchRow
from graphsvc.usecases.show import ClaimRow
from schema.load import contract
from schema.model import Property


def search(found: Answer[SearchRow], language: Language) -> SearchAnswer:
    """Nodes that answer to a text."""
    names = Names(found.names, language)
    return SearchAnswer(
        **around(found, names),
        more=found.extra["more"],
        rows=[
            nodes.FoundNode(
                id=row.id,
                label=names.of(row.id),
                type=row.type,
                type_label=type_label(row.type, language),
                name_zh=row.name_zh,
                name_en=row.name_en,
                aliases=list(row.aliases),
                formula=row.formula,
                score=row.score,
            )
            for row in found.rows
        ],
        did_you_mean=[
            nodes.NearNode(
                id=one.id,
                label=names.of(one.id),
                type=one.type,
                type_label=type_label(one.type, language),
                score=one.score,
            )
            for one in found.extra["did_you_mean"]
        ],
    )


def claim(row: ClaimRow, names: Names) -> nodes.Claim:
    """A claim seen from a node."""
    return nodes.Claim(
        claim=row.claim,
        type=row.type,
        type_label=type_label(row.type, names.language),
        direction=row.direction,
        other=row.other,
        other_label=names.of(row.other),
        properties=properties(row.type, row.values, names),
        dataset=row.dataset,
        source=row.source,
        source_label=names.maybe(row.source),
        locator=row.locator,
        as_of=row.as_of,
        recorded_at=row.recorded_at,
        grade=row.grade,
        note=row.note,
    )


def conflict(found: Conflict, names: Names) -> nodes.Conflict:
    """Claims that disagree in a property."""
    return nodes.Conflict(
        type=found.type,
        type_label=type_label(found.type, names.language),
        start=found.start,
        start_label=names.of(found.start),
        end=found.end,
        end_label=names.maybe(found.end),
        key=JSON(dict(found.key)),
        property=found.property,
        property_label=property_label(found.type, found.property, names),
        base=found.base,
        spread=found.spread,
        same_date=found.same_date,
        opinions=[_opinion(opinion, names) for opinion in found.opinions],
    )


def _opinion(found: Opinion, names: Names) -> nodes.Opinion:
    return nodes.Opinion(
        value=found.value,
        unit=found.unit,
        verdict=found.verdict,
        because=found.because,
        claim=found.claim,
        dataset=found.dataset,
        source=found.source,
        source_label=names.maybe(found.source),
        locator=found.locator,
        as_of=found.as_of,
        recorded_at=found.recorded_at,
        grade=found.grade,
    )


def property_label(type: str, name: str, names: Names) -> str:
    """The label of a property; the end of a relationship is none and keeps its name."""
    known = contract().type(type).properties.get(name)
    return text.label(known.label, names.language) if known else name


def value_label(type: str, name: str, value: Any, names: Names) -> str | None:
    """The word for a term, the names of nodes referred to, the end by name; None where the value speaks for itself."""
    known = contract().type(type).properties.get(name)
    return worded_value(known, value, names) if known else names.of(str(value))


def properties(type: str, values: Mapping[str, Any], names: Names) -> list[nodes.Property]:
    """The known ones, in the order of the contract."""
    return [
        nodes.Property(
            name=known.name,
            label=text.label(known.label, names.language),
            value=values[known.name],
            value_label=worded_value(known, values[known.name], names),
            unit=known.unit if known.unit != "1" else None,
        )
        for known in contract().type(type).properties.values()
        if known.name in values
    ]


def worded_value(of: Property, value: Any, names: Names) -> str | None:
    """The word for a term of a vocabulary, the names of nodes referred to; None where the value speaks for itself."""
    if of.vocabulary:
        return text.label(contract().vocabularies[of.vocabulary].terms[value].label, names.language)
    if of.reference:
        ids: Iterable[str] = (value,) if isinstance(value, str) else value
        return text.listed(names.all(ids), names.language)
    return None


def type_label(type: str, language: Language) -> str:
    """The label of a node or relationship type."""
    return text.label(contract().type(type).label, language)
