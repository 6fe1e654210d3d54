"""Names of the types as constants, so that no label or relationship is spelled a second time in Python."""

from __future__ import annotations

import re

from schema.model import Contract

GENERATED = "Generated from the contract by `python -m schema.generate`; do not edit."
HEAD = f'"""{GENERATED} Names of types and groups of types."""'


def generate(contract: Contract) -> str:
    """A Python module: `RAW_INPUT = "RawInput"`, `SUPPLIES = "SUPPLIES"`, …"""
    names = [*contract.groups, *(type_.name for type_ in contract.types())]
    constants = [f'{_constant(name)} = "{name}"' for name in names]
    return "\n".join([HEAD, "", *constants]) + "\n"


def _constant(name: str) -> str:
    return name if name.isupper() else re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).upper()
