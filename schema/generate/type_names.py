"""Names of the types as constants, so that no label or relationship is spelled a second time in Python."""

from __future__ import annotations

import re

from schema.model import Contract

GENERATED = "Generated from the contract by `python -m schema.generate`; do not edit."
HEAD = f'"""{GENERATED} Names of node and relationship types."""'


def generate(contract: Contract) -> str:
    """A Python module: `RAW_INPUT = "RawInput"`, `SUPPLIES = "SUPPLIES"`, …"""
    constants = [f'{_constant(type_.name)} = "{type_.name}"' for type_ in contract.types()]
    return "\n".join([HEAD, "", *constants]) + "\n"


def _constant(name: str) -> str:
    return name if name.isupper() else re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).upper()
