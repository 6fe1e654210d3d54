"""Help texts: declared as keys of the catalogue, put into words before the program runs."""

from __future__ import annotations

from typing import Any

from graphsvc.text import Language, text


def in_words(command: Any, lang: Language) -> Any:
    """The same command (of click, as typer makes it), its keys of the catalogue replaced by sentences."""
    if command.help:
        command.help = text(command.help, lang)
    if command.short_help:
        command.short_help = text(command.short_help, lang)
    for parameter in command.params:
        key = getattr(parameter, "help", None)
        if key and key.startswith("help."):
            parameter.help = text(key, lang)
    for panel in (part for part in [command, *command.params] if getattr(part, "rich_help_panel", None)):
        panel.rich_help_panel = text(panel.rich_help_panel, lang)
    for inner in getattr(command, "commands", {}).values():
        in_words(inner, lang)
    return command
