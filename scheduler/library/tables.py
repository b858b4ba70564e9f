"""pandas tables to rows of an instance, and back: an empty cell is a value left out, never a zero."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from scheduler.errors import Fault, InputError

Rows = list[dict[str, Any]]


def rows_of(table: pd.DataFrame, topic: str) -> Rows:
    """Rows of a table, each a mapping from the names of its columns; empty cells are left out.

    Parameters
    ----------
    topic
        What the table is, for messages.

    Raises
    ------
    InputError
        If a column has no name of its own.
    """
    names = [str(name) for name in table.columns]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise InputError([Fault("", topic, f"found the column {name!r} twice; allowed is one of each name") for name in twice])
    records = table.set_axis(names, axis="columns").to_dict("records")
    return [{str(name): _plain(value) for name, value in record.items() if not _is_empty(value)} for record in records]


def with_rows(topics: Mapping[str, Any]) -> dict[str, Any]:
    """Topics of an instance with the rows of every table in place of it; calls in a table are the forecast."""
    plain: dict[str, Any] = {}
    for name, value in topics.items():
        if isinstance(value, pd.DataFrame):
            rows = rows_of(value, name)
            plain[name] = {"forecast": rows} if name == "calls" else rows
        elif isinstance(value, Mapping):
            plain[name] = {key: rows_of(inner, f"{name}.{key}") if isinstance(inner, pd.DataFrame) else inner
                           for key, inner in value.items()}
        else:
            plain[name] = value
    return plain


def table_of(rows: Iterable[Mapping[str, Any]], columns: Iterable[str]) -> pd.DataFrame:
    """A table with these columns in this order, also where there are no rows."""
    return pd.DataFrame(list(rows), columns=list(columns))


def _is_empty(value: object) -> bool:
    return value is None or value is pd.NaT or value is pd.NA or (isinstance(value, float) and np.isnan(value))


def _plain(value: object) -> object:
    if isinstance(value, pd.Timestamp):
        moment = value.to_pydatetime()
        # A day in a column of times has no time of its own.
        return moment.date() if moment.tzinfo is None and moment.time() == dt.time() else moment
    return value.item() if isinstance(value, np.generic) else value
