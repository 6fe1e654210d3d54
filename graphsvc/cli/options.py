"""What can be typed after several commands: the common options of INTERFACE 3, each declared once.

Help texts are keys of the catalogue (see helping.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeAlias, get_args

import typer

from graphsvc.text import LANGUAGES

if TYPE_CHECKING:
    from graphsvc.usecases.asking import Options

    Asked: TypeAlias = Options
else:
    Asked = Any  # where typer looks at it; importing the use cases takes longer than many an answer

Form = Literal["table", "json", "csv", "parquet"]
FORMS: tuple[Form, ...] = get_args(Form)
ASKED, SHOWN = "help.panel.asked", "help.panel.shown"

Store = Annotated[str | None, typer.Option(help="help.store", metavar="ADDRESS", rich_help_panel=SHOWN)]
Format = Annotated[str, typer.Option("--format", help="help.format", metavar="|".join(FORMS), rich_help_panel=SHOWN)]
Output = Annotated[Path | None, typer.Option(help="help.output", metavar="FILE", rich_help_panel=SHOWN)]
Lang = Annotated[str | None, typer.Option(help="help.lang", metavar="|".join(LANGUAGES), rich_help_panel=SHOWN)]

Home = Annotated[str, typer.Option(help="help.home", metavar="PLACE,…", rich_help_panel=ASKED)]
Horizon = Annotated[str, typer.Option(help="help.horizon", metavar="immediate|sustained", rich_help_panel=ASKED)]
Qualification = Annotated[
    str, typer.Option(help="help.qualification", metavar="lab|pilot|first_batch|volume", rich_help_panel=ASKED)
]
MinSurvivingShare = Annotated[float, typer.Option(help="help.min_surviving_share", rich_help_panel=ASKED)]
MinGrade = Annotated[str, typer.Option(help="help.min_grade", metavar="A|B|C|D", rich_help_panel=ASKED)]
Reading = Annotated[str, typer.Option(help="help.reading", metavar="confirmed|likely|possible", rich_help_panel=ASKED)]
AsOf = Annotated[str | None, typer.Option(help="help.as_of", metavar="DATE", rich_help_panel=ASKED)]
KnownAt = Annotated[str | None, typer.Option(help="help.known_at", metavar="DATE", rich_help_panel=ASKED)]
By = Annotated[str, typer.Option(help="help.by", metavar="KIND,…", rich_help_panel=ASKED)]
MaxOrder = Annotated[int, typer.Option(help="help.max_order", rich_help_panel=ASKED)]
Targets = Annotated[list[str] | None, typer.Argument(help="help.targets", metavar="TARGET…")]

DEFAULT_BY = "firm,country,embargo"


def several(typed: str) -> tuple[str, ...]:
    """`a,b` as its parts, blanks dropped."""
    return tuple(part.strip() for part in typed.split(",") if part.strip())


def options(home: str = "CN", **others: Any) -> Options:
    """The options as use cases take them, which check them: WrongUse for a word that is not allowed."""
    from graphsvc.usecases import asking

    return asking.Options(home=several(home), **others)


def words(typed: Sequence[str] | None) -> tuple[str, ...]:
    """Arguments as a tuple; typer gives None for none."""
    return tuple(typed or ())
