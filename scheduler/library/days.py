"""Days as callers say them."""

from __future__ import annotations

import datetime as dt

from scheduler.errors import Fault, InputError
from scheduler.instance.quantities import day_of_text


def day(said: dt.date | str, field: str) -> dt.date:
    """A day as it was said; of a moment its date.

    Raises
    ------
    InputError
        If it is none, or a week.
    """
    if isinstance(said, dt.datetime):
        return said.date()
    try:
        return said if isinstance(said, dt.date) else day_of_text(said)
    except (AttributeError, TypeError, ValueError):
        raise InputError([Fault("", field, f"found {said!r}; allowed is a date such as 2026-12-07")]) from None
