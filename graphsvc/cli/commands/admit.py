"""Who may ask the service: keys create, list, revoke."""

from __future__ import annotations

from dataclasses import asdict
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Annotated

import typer

from graphsvc.cli import options as typed
from graphsvc.cli.answering import Wish, to_stdout
from graphsvc.cli.failure import say
from graphsvc.cli.tables.page import DEFAULT_WIDTH, Reader, columns, note, printed
from graphsvc.errors import WrongUse
from graphsvc.settings import Settings
from graphsvc.text import Language, day, text

if TYPE_CHECKING:
    from graphsvc.access.keys import Key, KeyFile

PANEL = "help.panel.deliver"
ROLES = "official|analyst|planner|admin"
YEARS = 10
HEADS = ("prefix", "key_name", "role", "created", "expires", "last_used", "state")

Name = Annotated[str, typer.Argument(help="help.keys.name", metavar="NAME")]
RoleName = Annotated[str, typer.Option("--role", help="help.keys.role", metavar=ROLES)]
Days = Annotated[int, typer.Option(help="help.keys.days", min=1, max=366 * YEARS)]
Prefix = Annotated[str, typer.Argument(help="help.keys.prefix", metavar="PREFIX")]
Form = Annotated[str, typer.Option("--format", help="help.format", metavar="table|json")]


def register(program: typer.Typer) -> None:
    """Add the commands of this file."""
    group = typer.Typer(help="help.keys.about", no_args_is_help=True)
    group.command("create", help="help.keys.create")(create)
    group.command("list", help="help.keys.list")(list_keys)
    group.command("revoke", help="help.keys.revoke")(revoke)
    program.add_typer(group, name="keys", rich_help_panel=PANEL)


def create(command: typer.Context, name: Name, role: RoleName, days: Days = 365) -> None:
    from graphsvc.access.principal import Role

    settings: Settings = command.obj
    if role not in tuple(Role):
        raise WrongUse("not-among", option="role", got=role, allowed=", ".join(Role))
    key = _keys(settings).create(name, Role(role), days)
    say(text("keys.created", settings.language, name=name, role=role, days=days))
    to_stdout(f"{key}\n")  # alone on standard output, so that it can be piped to where it is kept


def list_keys(command: typer.Context, form: Form = "table", lang: typed.Lang = None) -> None:
    found = _keys(command.obj).all()
    if form == "json":
        import orjson

        rows = [asdict(key) for key in found]
        to_stdout(orjson.dumps(rows, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE).decode())
    elif form == "table":
        to_stdout(_table(found, Wish(None, form, None, lang).language(command.obj)))
    else:
        raise WrongUse("not-among", option="format", got=form, allowed="table, json")


def revoke(command: typer.Context, prefix: Prefix) -> None:
    settings: Settings = command.obj
    key = _keys(settings).revoke(prefix.removeprefix("gsk_"))
    say(text("keys.revoked", settings.language, name=key.name, prefix=key.prefix))


def _keys(settings: Settings) -> KeyFile:
    from graphsvc.access.keys import KeyFile

    return KeyFile(settings.keys)


def _table(found: list[Key], lang: Language) -> str:
    reader = Reader(lang, get_terminal_size((DEFAULT_WIDTH, 24)).columns, True, {}, {})
    if not found:
        return printed([note(reader.say("keys.none"))], reader)
    table = columns(reader, "column", HEADS)
    for key in found:
        times = (day(time, lang) for time in (key.created, key.expires))
        used = day(key.last_used, lang) if key.last_used else reader.say("keys.never")
        table.add_row(f"gsk_{key.prefix}", key.name, key.role, *times, used, reader.say(f"keys.{_state(key)}"))
    return printed([table], reader)


def _state(key: Key) -> str:
    from graphsvc.access.keys import utc_now

    if key.revoked:
        return "withdrawn"
    return "valid" if utc_now().isoformat(timespec="seconds") < key.expires else "expired"
