"""A batch: tables named after contract types, as read (raw) and as understood (typed)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True, slots=True)
class RawBatch:
    """What a file said, cell by cell.

    `tables`: type name -> DataFrame; cells are str, bool, int, float, or None (empty and NaN are unknown, too).
    Lists may be typed (list of str) instead of separated by |, dates may be `date` or `datetime`, 2024 may be 2024.0.
    The index of a table is the row number a person sees (header = 1, so the first row is 2; in JSON the first is 1).
    """

    tables: Mapping[str, pd.DataFrame]


@dataclass(frozen=True, slots=True)
class Batch:
    """Valid, typed claims of one dataset.

    `dataset` names who speaks: what a later load of the same dataset no longer says is retired.
    `tables`: type name -> DataFrame with at least one row, one column per contract property present (in the contract's
    order, `from` and `to` first), same index as the raw table.
    Text, dates, vocabularies and units are object columns of str, None for unknown (a date keeps the text it was given
    as, a unit becomes the contract's symbol, its number stays as given); floats are float64 with NaN; booleans and
    integers are object columns of bool or int, None for unknown; lists are object columns of tuples of str, empty when
    unknown.
    Relationship tables have `source` and `grade` filled in (the row's own, else the batch's and D) and `as_of` where
    the batch has one; slot, mode and other defaults are *not* filled in (DOMAIN 3.0: last). Node tables are as given.
    A source that was filled in has a row in `Source` (row 0 when it was added).
    """

    dataset: str
    tables: Mapping[str, pd.DataFrame]
    warnings: tuple[str, ...] = ()
