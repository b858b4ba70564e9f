"""How good a roster is, in plain words and in numbers; the same for workbook and report."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from datetime import UTC

import numpy as np
from numpy.typing import NDArray

from scheduler.check.facts.coverage import on_phone, stretches
from scheduler.check.facts.covers import missing_in_all
from scheduler.instance.calls_grid import interval_of, open_cells
from scheduler.instance.objective import Objective
from scheduler.instance.service import Service
from scheduler.publish.outside import in_words_of_outside, settings_of_outside
from scheduler.publish.text import one_line
from scheduler.publish.view import RosterView
from scheduler.roster import gap_text

TERMS = {
    "unmanned": "Open with nobody there",
    "minimums": "Missing to minimums",
    "pay": "Paid hours",
    "understaffing": "Missing, first 10 %",
    "understaffing_beyond_10_percent": "Missing, beyond 10 %",
    "overstaffing": "Surplus",
    "missed_calls": "Missed calls",
    "below_minimum": "Missing to the minimum",
    "outside": "Outside help",
    "minimum_purchase": "Paid for help, not used",
    "denied_wishes": "Denied wishes",
    "fairness": "Uneven shifts, nights, weekends",
    "bounds": "Bounds of contracts missed",
    "topic_cover": "Topics without cover",
    "together": "Rules of people together",
}
_STRETCHES_NAMED = 8
_SHORT = ("understaffing", "understaffing_beyond_10_percent")


def hours_short(view: RosterView) -> float:
    """Operator-hours that are missing over the horizon, to the requirement where missed calls are priced instead."""
    terms = view.result.terms
    if "missed_calls" in terms or view.result.pools:
        return missing_in_all(view.instance, view.covers) * view.interval_hours
    return sum(terms[name].amount for name in _SHORT if name in terms)


def unmanned_hours(view: RosterView) -> float:
    """Open hours that require somebody, of whom nobody is on the phone and nothing is bought outside."""
    return float(unmanned(view).sum()) * view.instance.grid.cell_minutes / 60


def unmanned(view: RosterView) -> NDArray[np.bool_]:
    """Cells of those hours; shape (cells,)."""
    instance, size = view.instance, view.instance.grid.cells_per_interval
    needed = np.zeros(instance.grid.cells, dtype=np.bool_)
    bought = {(row.start.astimezone(UTC), row.queue) for row in view.result.outside}
    for row in view.result.intervals:
        if row.required > 0 and (row.start.astimezone(UTC), row.queue) not in bought:
            first = interval_of(row.start, instance.grid) * size
            needed[first : first + size] = True
    nobody: NDArray[np.bool_] = on_phone(instance, view.result.shifts) == 0
    return needed & open_cells(instance) & nobody


def in_words_of_unmanned(view: RosterView) -> str:
    """When nobody is on the phone in open time, in one sentence; empty where that never happens."""
    hours, grid = unmanned_hours(view), view.instance.grid
    if not hours:
        return ""
    spans = [(grid.moment(first).astimezone(UTC), grid.moment(end).astimezone(UTC))
             for first, end in stretches(unmanned(view))]
    when = [f"{_day_text(view.local(start))} {view.span(start, end)}" for start, end in spans[:_STRETCHES_NAMED]]
    more = [f"and {len(spans) - len(when)} more"] if len(spans) > len(when) else []
    return f"Nobody is on the phone for {hours:,.2f} h of open time: {', '.join((*when, *more))}."


def _day_text(moment: dt.datetime) -> str:
    return f"{moment:%a} {moment.day} {moment:%b}"


def in_words(view: RosterView, *, when_unmanned: bool = True) -> str:
    """A sentence for somebody who looks at nothing else; open time with nobody there is one of its own before it.

    What is proven then is said apart as well, after all that is lacking, with the rules under which it holds.

    Parameters
    ----------
    when_unmanned
        Whether to say that; not needed where `in_words_of_unmanned` stands above.
    """
    empty = unmanned_hours(view)
    nobody = f"Nobody is on the phone for {empty:,.1f} h of open time. " if when_unmanned and empty >= 0.05 else ""
    working = sum(bool(view.shifts_of(operator)) for operator in view.instance.operators)
    short = hours_short(view)
    shortage = f"{short:,.1f} operator-hours short" if short >= 0.05 else "nobody short"
    bare = view.result.terms["topic_cover"].amount if "topic_cover" in view.result.terms else 0
    topics = f"{bare:,.1f} h without somebody for a topic" if bare >= 0.05 else ""
    proven = ". Proven: no roster that keeps these contracts, absences and rules costs less." if (
        empty and view.result.run.status == "optimal") else ""
    bought = in_words_of_outside(view)
    promised = in_words_of_promise(view)
    people = _count(len(view.instance.operators), "operator") + ("" if working == len(view.instance.operators) else
                                                                 f" ({working} with shifts)")
    found = ", ".join(filter(None, (shortage, topics, "" if proven else closeness(view))))
    said = "; ".join(filter(None, (f"{people}, {_count(len(view.dates), 'day')}", found, promised, bought)))
    return f"{nobody}{said}{proven}"


def in_words_of_promise(view: RosterView) -> str:
    """What callers are promised where the load is uncertain, in one phrase; empty where it is certain."""
    promise = view.result.promise
    if promise is None:
        return ""
    expected, bad, good, chance = (f"{100 * share:.0f}" for share in (
        promise.expected, promise.bad_day, promise.good_day, promise.chance))
    return f"{expected} % of the calls in time, {bad} to {good} % on eight days of ten; goal met on {chance} % of the days"


def closeness(view: RosterView) -> str:
    """How far from the best roster this one can be, in words: its gap, where it is not proven to be none."""
    run = view.result.run
    if run.status == "optimal":
        return "proven the best possible"
    return f"gap {gap_text(run.gap)}" if run.bound > 0 else "gap unknown, as nothing is proven yet"


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def settings(view: RosterView) -> list[tuple[str, str]]:
    """What the roster was made for and under which prices, as label and value."""
    instance, prices = view.instance, view.instance.objective
    hotline, topics = instance.hotline, instance.service.topics
    return [
        ("hotline", one_line(instance.hotline.name)),
        ("time zone", instance.hotline.timezone),
        ("horizon", f"{view.dates[0]} to {view.dates[-1]}"),
        ("interval", f"{instance.hotline.interval_minutes} min"),
        ("break grid", f"{instance.hotline.break_grid_minutes} min"),
        *(row for name, goal in instance.queues.items() for row in _goal(name, goal)),
        *([("topics", ", ".join(map(one_line, topics)))] if topics else []),
        *([("seats", f"{hotline.seats}")] if hotline.seats is not None else []),
        *([("lines", f"{hotline.lines}")] if hotline.lines is not None else []),
        *_staffing_prices(prices),
        ("price of a denied wish", f"{prices.denied_wish:g}"),
        *([("price of an hour without a topic", f"{prices.missing_topic_per_hour:g}")] if topics else []),
        *((f"price of uneven {kind}", f"{price:g}") for kind, price in prices.fairness.priced.items()),
        *([("price of an open hour with nobody there", f"{prices.unmanned_per_hour:g}")] if prices.unmanned_per_hour else []),
        *settings_of_outside(view),
    ]


def _staffing_prices(prices: Objective) -> list[tuple[str, str]]:
    if prices.missed_call is not None:
        return [("price of a missed call", f"{prices.missed_call:g}"),
                ("price of an operator-hour missing to the minimum", f"{prices.understaffing_beyond_10_percent_per_hour:g}")]
    return [
        ("price of a missing operator-hour", f"{prices.understaffing_per_hour:g}"),
        ("price beyond 10 % missing", f"{prices.understaffing_beyond_10_percent_per_hour:g}"),
        ("price of a surplus operator-hour", f"{prices.overstaffing_per_hour:g}"),
    ]


def _goal(name: str | None, goal: Service) -> Iterator[tuple[str, str]]:
    """Settings of one queue; the label names it where it has a name."""
    of_queue = "" if name is None else f" of {one_line(name)}"
    patience = "callers never hang up" if goal.patience_s is None else f"{goal.patience_s:g} s"
    over = "" if goal.goal_over == "interval" else f", over each {goal.goal_over}"
    yield f"service goal{of_queue}", f"{goal.target_percent:g} % answered within {goal.answer_within_s:g} s{over}"
    if goal.certainty_percent is not None:
        yield f"on so many days{of_queue}", f"{goal.certainty_percent:g} %"
    yield f"mean patience{of_queue}", patience
    if goal.redials is not None:
        yield f"redials{of_queue}", f"{goal.redials.percent:g} % of those not answered, after {goal.redials.delay_s:g} s"
    yield f"largest occupancy{of_queue}", f"{goal.max_occupancy_percent:g} %"
    yield f"least operators{of_queue}", f"{goal.least_operators}{' (hard)' if goal.hard_operators else ''}"
    yield f"shrinkage{of_queue}", f"{goal.shrinkage_percent:g} %"


def origin(view: RosterView) -> list[tuple[str, str]]:
    """How the roster came about, as label and value."""
    run = view.result.run
    return [
        ("seed", str(run.seed)),
        ("workers", str(run.workers)),
        ("seconds", "not recorded" if run.seconds is None else f"{run.seconds:.1f}"),
        ("interrupted", "yes" if run.interrupted else "no"),
        *((f"version of {name}", one_line(version)) for name, version in sorted(run.versions.items())),
        ("instance", one_line(view.result.instance.name)),
        ("instance sha256", one_line(view.result.instance.sha256)),
    ]
