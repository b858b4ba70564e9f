"""Standby lists in the report: a row for each window, in a table of their own and on the days that it touches."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from scheduler.publish.standby import listed, people_in_words
from scheduler.publish.view import RosterView


@dataclass(frozen=True)
class StandbyRow:
    """A window of a list: its day, times, and who is called in which order.

    Parameters
    ----------
    days
        Days that it touches.
    is_short
        Whether a place of it is empty.
    """

    date: str
    name: str
    times: str
    people: str
    days: frozenset[dt.date]
    is_short: bool


def standby_rows(view: RosterView) -> list[StandbyRow]:
    """Every window of every list, in order of time."""
    return [StandbyRow(
        view.language.dated("EEE d MMM", each.date), each.name, view.span(each.start, each.end), people_in_words(view, each),
        frozenset((each.date, view.local(each.end - dt.timedelta(minutes=1)).date())), None in each.people)
        for each in listed(view)]
