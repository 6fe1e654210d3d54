"""Enums of the closed vocabularies, made of the constants that the rest of the service uses: no word is typed again.

Their names are the words of the JSON answers, so both faces print the same. In Python a member is a `str`, which is
what type checkers are told.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias, get_args, get_type_hints

import strawberry

from analytics.readings import READINGS
from analytics.supply_graph import GRADES, QUALIFICATIONS
from analytics.units import COALITION, KINDS
from analytics.units import Horizon as HorizonWord
from graphsvc.text import LANGUAGES
from graphsvc.usecases.dependency_paths import Mode as ModeWord
from graphsvc.usecases.show import ClaimRow
from graphsvc.usecases.single_source import Kind

if TYPE_CHECKING:
    from graphsvc.text import Language as Language

    Reading: TypeAlias = str
    Grade: TypeAlias = str
    Qualification: TypeAlias = str
    Horizon: TypeAlias = str
    Mode: TypeAlias = str
    UnitKind: TypeAlias = str
    DependencyKind: TypeAlias = str
    Direction: TypeAlias = str
else:

    def _enum(name: str, words: Iterable[str]) -> type[StrEnum]:
        return strawberry.enum(StrEnum(name, {word: word for word in words}))

    Reading = _enum("Reading", READINGS)
    Grade = _enum("Grade", GRADES)
    Qualification = _enum("Qualification", QUALIFICATIONS)
    Horizon = _enum("Horizon", get_args(HorizonWord))
    Mode = _enum("Mode", get_args(ModeWord))
    UnitKind = _enum("UnitKind", (*KINDS, COALITION, "all"))
    DependencyKind = _enum("DependencyKind", get_args(Kind))
    Direction = _enum("Direction", get_args(get_type_hints(ClaimRow)["direction"]))
    Language = _enum("Language", LANGUAGES)

#: Vocabulary of the contract whose labels describe the values of an enum.
OF_THE_CONTRACT = {"Mode": "mode", "Grade": "grade", "Qualification": "qualification", "UnitKind": "unit_kind"}
