"""Who called: callers told apart by their number, and which of their calls are redials."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from scheduler.demand.forecast.redials import WINDOW_S, Redialling, measured, redials
from scheduler.errors import Fault, InputError
from scheduler.read.call_log.located import Located
from scheduler.read.call_log.options import LogOptions
from scheduler.read.call_log.titles import CALLERS, words
from scheduler.read.call_log.words import is_blank, plain

_WITHHELD = frozenset(words(
    "unknown anonymous anonym anonymus private withheld restricted unavailable hidden blocked unbekannt unterdruckt inconnu "
    "masque desconocido oculto privato sconosciuto onbekend anoniem tidak_diketahui not_available no_number"
))
_OF_MANY, _LEAST = 0.1, 30
"""A number that makes more than this share of the calls, and so many, is a switchboard's: it tells nobody apart."""


def callers_of(table: Located, options: LogOptions) -> tuple[pd.Series, str | None]:
    """Caller of each row, None where nobody is told apart, and the title of the column; None: there is none.

    Raises
    ------
    InputError
        If a column was named that is not there.
    """
    nobody = pd.Series(None, table.cells.index, dtype=object)
    if options.columns.caller is not None:
        column = table.named(options.columns.caller, "caller")
    else:
        known = [name for name in CALLERS if table.keys.count(name) == 1 and name not in table.system.legs]
        if not known:
            return nobody, None
        column = table.keys.index(known[0])
    return table.cells[column].map(_caller).astype(object), table.title(column)


def _caller(cell: object) -> str | None:
    """A number or name as text, None where it was withheld."""
    if is_blank(cell):
        return None
    text = str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell).strip()
    word = plain(text)
    return None if not word or not word.strip("0_") or word in _WITHHELD else text


def with_redials(frame: pd.DataFrame, title: str | None, options: LogOptions, place: str) -> tuple[pd.DataFrame, list[str]]:
    """Calls with a column `again`, whether they are redials, in place of `caller`; and what was found, in words.

    Raises
    ------
    InputError
        If first attempts are asked for, and nothing tells callers apart.
    """
    caller, shared = _single(frame["caller"])
    number, _ = pd.factorize(caller)
    plain_frame = frame.drop(columns="caller")
    if title is None or not (number >= 0).any():
        if options.first_attempts:
            raise InputError([Fault(place, "caller", "nothing tells callers apart, and so no first attempts from redials; name "
                                    "the column of their number with --caller, or say --every-call")])
        return plain_frame.assign(again=False), []
    start = _seconds(frame["start"])
    ended = start + frame["wait_s"].fillna(0.0).to_numpy(dtype=float)
    answered = (frame["outcome"] == "answered").to_numpy()
    again = redials(number, start, ended, answered)
    found = measured(number, start, ended, answered)
    return plain_frame.assign(again=again), [*shared, *_words(found, title, options, int((number >= 0).sum()), again)]


def _single(caller: pd.Series) -> tuple[pd.Series, list[str]]:
    """Callers without numbers that are of many."""
    counts = caller.value_counts()
    many = counts[(counts > _OF_MANY * len(caller)) & (counts >= _LEAST)]
    if many.empty:
        return caller, []
    named = ", ".join(f"{name} ({count:,} calls)" for name, count in many.items())
    return caller.where(~caller.isin(many.index)), [f"{named}: a number of many callers, which tells nobody apart"]


def _seconds(start: pd.Series) -> NDArray[np.float64]:
    since = (start.dt.tz_convert("UTC").dt.tz_localize(None) if start.dt.tz is not None else start) - pd.Timestamp(1970, 1, 1)
    return np.asarray(since / pd.Timedelta(seconds=1), dtype=np.float64)


def _words(
    found: Redialling | None, title: str, options: LogOptions, known: int, again: NDArray[np.bool_]
) -> list[str]:
    """What was found of redials, and what is counted; nothing where too few calls tell, and nobody asked."""
    told = f"callers told apart by {title} ({known:,} of {len(again):,} calls)"
    others = "" if known == len(again) else "; calls without a number are among them"
    counted = f"{int(again.sum()):,} redials left out; {int((~again).sum()):,} first attempts are counted{others}"
    if found is None:
        few = f"{told}, too few of them unanswered to say how many call again; {counted}"
        return [few] if options.first_attempts else []
    share, within = found.called_again / found.unanswered, f"{WINDOW_S / 3600:g} h"
    lines = [f"{told}: of {found.unanswered:,} not answered {found.called_again:,} called again within {within} ({share:.0%}; "
             f"of those answered {found.after_answer:.0%})"]
    if found.delay_s is not None:
        percent, delay_s = round(100 * found.share), max(10, round(found.delay_s / 10) * 10)
        lines.append(f"for `service`: redials: {{percent: {percent}, delay_s: {delay_s}}}")
    return [*lines, counted if options.first_attempts else
            f"{int(again.sum()):,} redials are counted as calls; --first-attempts leaves them out, as `redials` asks for"]
