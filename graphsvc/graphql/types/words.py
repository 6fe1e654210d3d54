"""Enums of the closed vocabularies, made of the constants that the rest of the service uses: no word is typed again.

Their names are the words of the JSON answers, so both faces print the same. In Python a member is a `str`, which is
what type checkers are told.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias, get_args, get_type_hints

import strawberry

from analytics.facts import KINDS as FACT_KINDS
from analytics.facts import Ending
from analytics.readings import READINGS
from analytics.supply_graph import GRADES, QUALIFICATIONS
from analytics.units import COALITION, KINDS
from analytics.units import Horizon as HorizonWord
from graphsvc.text import LANGUAGES
from graphsvc.usecases.changes import Change as ChangeWord
from graphsvc.usecases.dependency_paths import Mode as ModeWord
from graphsvc.usecases.evidence import About as AboutWord
from graphsvc.usecases.evidence import State
from graphsvc.usecases.field_coverage import Subject as SubjectWord
from graphsvc.usecases.settling import REASONS
from graphsvc.usecases.settling import Verdict as VerdictWord
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
    Verdict: TypeAlias = str
    Because: TypeAlias = str
    ClaimState: TypeAlias = str
    About: TypeAlias = str
    Change: TypeAlias = str
    Subject: TypeAlias = str
    FactKind: TypeAlias = str
    FactEnding: TypeAlias = str
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
    Verdict = _enum("Verdict", get_args(VerdictWord))
    Because = _enum("Because", REASONS)
    ClaimState = _enum("ClaimState", get_args(State))
    About = _enum("About", get_args(AboutWord))
    Change = _enum("Change", get_args(ChangeWord))
    Subject = _enum("Subject", get_args(SubjectWord))
    FactKind = _enum("FactKind", FACT_KINDS)
    FactEnding = _enum("FactEnding", get_args(Ending))
    Language = _enum("Language", LANGUAGES)

#: Vocabulary of the contract whose labels describe the values of an enum.
OF_THE_CONTRACT = {"Mode": "mode", "Grade": "grade", "Qualification": "qualification", "UnitKind": "unit_kind"}
