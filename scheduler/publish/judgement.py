"""How good a roster is, in plain words and in numbers; the same for workbook and report."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC

import numpy as np
from numpy.typing import NDArray

from scheduler.check.facts.coverage import on_phone, stretches
from scheduler.check.facts.covers import missing_in_all
from scheduler.instance.calls_grid import interval_of, open_cells
from scheduler.instance.objective import Objective
from scheduler.instance.service import Service
from scheduler.language.words import Language, marked
from scheduler.publish.outside import in_words_of_outside, settings_of_outside
from scheduler.publish.text import one_line
from scheduler.publish.view import RosterView
from scheduler.roster import Term, gap_text

TERMS = {
    "unmanned": marked("Open with nobody there"),
    "minimums": marked("Missing to minimums"),
    "pay": marked("Paid hours"),
    "understaffing": marked("Missing, first 10 %"),
    "understaffing_beyond_10_percent": marked("Missing, beyond 10 %"),
    "overstaffing": marked("Surplus"),
    "missed_calls": marked("Missed calls"),
    "below_minimum": marked("Missing to the minimum"),
    "outside": marked("Outside help"),
    "minimum_purchase": marked("Paid for help, not used"),
    "denied_wishes": marked("Denied wishes"),
    "fairness": marked("Uneven shifts, nights, weekends"),
    "bounds": marked("Bounds of contracts missed"),
    "overtime": marked("Overtime"),
    "time_off": marked("Voluntary time off"),
    "topic_cover": marked("Topics without cover"),
    "together": marked("Rules of people together"),
    "rotation": marked("Days other than in the rotation"),
    "late_work": marked("Work done late"),
    "idle_blocks": marked("Blocks without work"),
}
UNITS = (marked("operator-hours"), marked("paid hours"), marked("wishes"), marked("topic-hours"), marked("hours"),
         marked("cost"), marked("calls"), marked("days"))
"""Units in which amounts of terms are said."""
_UNEVEN = {"shifts": marked("price of uneven shifts"), "nights": marked("price of uneven nights"),
           "weekends": marked("price of uneven weekends")}
_OVER = {"day": marked("over each day"), "week": marked("over each week")}
_STRETCHES_NAMED = 8


def hours_short(view: RosterView) -> float:
    """Operator-hours that are missing over the horizon, to the requirement where missed calls are priced instead."""
    return missing_in_all(view.instance, view.covers) * view.interval_hours


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
    say = view.language.say
    when = [f"{view.language.dated('EEE d MMM', view.local(start))} {view.span(start, end)}"
            for start, end in spans[:_STRETCHES_NAMED]]
    more = [say("and {count} more", count=len(spans) - len(when))] if len(spans) > len(when) else []
    return say("Nobody is on the phone for {hours} h of open time: {when}.", hours=view.language.figure(f"{hours:,.2f}"),
               when=", ".join((*when, *more)))


def in_words(view: RosterView, *, when_unmanned: bool = True) -> str:
    """A sentence for somebody who looks at nothing else; open time with nobody there is one of its own before it.

    What is proven then is said apart as well, after all that is lacking, with the rules under which it holds.

    Parameters
    ----------
    when_unmanned
        Whether to say that; not needed where `in_words_of_unmanned` stands above.
    """
    empty, say, figure = unmanned_hours(view), view.language.say, view.language.figure
    hours = figure(f"{empty:,.1f}")
    nobody = say("Nobody is on the phone for {hours} h of open time.", hours=hours) if when_unmanned and empty >= 0.05 else ""
    bare = view.result.terms["topic_cover"].amount if "topic_cover" in view.result.terms else 0
    topics = say("{hours} h without somebody for a topic", hours=figure(f"{bare:,.1f}")) if bare >= 0.05 else ""
    late = view.result.terms["late_work"].amount if "late_work" in view.result.terms else 0
    work = say("{hours} h of work done late", hours=figure(f"{late:,.1f}")) if late >= 0.05 else ""
    is_proven = bool(empty) and view.result.run.status == "optimal"
    shortage = in_words_of_shortage(view, hours_short(view))
    found = ", ".join(filter(None, (shortage, topics, work, "" if is_proven else closeness(view))))
    more = in_words_of_promise(view), in_words_of_outside(view)
    said = "; ".join(filter(None, (f"{_people(view)}, {_days(view)}", found, *more)))
    proven = say("Proven: no roster that keeps these contracts, absences and rules costs less.")
    return " ".join(filter(None, (nobody, f"{said}. {proven}" if is_proven else said)))


def _people(view: RosterView) -> str:
    people, working = len(view.instance.operators), sum(bool(view.shifts_of(each)) for each in view.instance.operators)
    said = view.language.say_n("{count} operator", "{count} operators", people)
    return said if working == people else view.language.say("{people} ({count} with shifts)", people=said, count=working)


def _days(view: RosterView) -> str:
    return view.language.say_n("{count} day", "{count} days", len(view.dates))


def in_words_of_shortage(view: RosterView, hours: float) -> str:
    """How many operator-hours are short."""
    if hours < 0.05:
        return view.language.say("nobody short")
    return view.language.say("{hours} operator-hours short", hours=view.language.figure(f"{hours:,.1f}"))


def in_words_of_promise(view: RosterView) -> str:
    """What callers are promised where the load is uncertain, in one phrase; empty where it is certain."""
    promise = view.result.promise
    if promise is None:
        return ""
    expected, bad, good, chance = (f"{100 * share:.0f}" for share in (
        promise.expected, promise.bad_day, promise.good_day, promise.chance))
    return view.language.say("{expected} % of the calls in time, {bad} to {good} % on eight days of ten; goal met on "
                             "{chance} % of the days", expected=expected, bad=bad, good=good, chance=chance)


def closeness(view: RosterView) -> str:
    """How far from the best roster this one can be, in words: its gap, where it is not proven to be none."""
    run, say = view.result.run, view.language.say
    if run.status == "optimal":
        return say("proven the best possible")
    return say("gap {gap}", gap=gap(view)) if run.bound > 0 else say("gap unknown, as nothing is proven yet")


def gap(view: RosterView) -> str:
    """The gap in percent, rounded up."""
    return view.language.say("{number} %", number=view.language.figure(gap_text(view.result.run.gap).removesuffix(" %")))


def term_label(view: RosterView, name: str) -> str:
    """What a term of the cost is called."""
    return view.language.say(TERMS[name]) if name in TERMS else one_line(name).replace("_", " ")


def unit(view: RosterView, term: Term) -> str:
    """Unit of the amount of a term."""
    return view.language.say(term.unit) if term.unit in UNITS else one_line(term.unit)


def settings(view: RosterView) -> list[tuple[str, str]]:
    """What the roster was made for and under which prices, as label and value."""
    instance, prices, say, figure = view.instance, view.instance.objective, view.language.say, view.language.figure
    hotline, topics = instance.hotline, instance.service.topics
    first, last = (view.language.dated("y-MM-dd", view.dates[at]) for at in (0, -1))
    return [
        (say("hotline"), one_line(instance.hotline.name)),
        (say("time zone"), instance.hotline.timezone),
        (say("horizon"), say("{first} to {last}", first=first, last=last)),
        (say("interval"), say("{count} min", count=instance.hotline.interval_minutes)),
        (say("break grid"), say("{count} min", count=instance.hotline.break_grid_minutes)),
        *(row for name, goal in instance.queues.items() for row in _goal(view.language, name, goal)),
        *([(say("topics"), ", ".join(map(one_line, topics)))] if topics else []),
        *([(say("seats"), f"{hotline.seats}")] if hotline.seats is not None else []),
        *([(say("lines"), f"{hotline.lines}")] if hotline.lines is not None else []),
        *((label, figure(f"{price:g}")) for label, price in _prices(view.language, prices, has_topics=bool(topics))),
        *((say("price of a day other than in the rotation"), figure(f"{each.price_per_day:g}"))
          for each in instance.rotations if each.price_per_day is not None),
        *settings_of_outside(view),
    ]


def _prices(language: Language, prices: Objective, *, has_topics: bool) -> Iterator[tuple[str, float]]:
    say = language.say
    if prices.missed_call is not None:
        yield say("price of a missed call"), prices.missed_call
        yield say("price of an operator-hour missing to the minimum"), prices.understaffing_beyond_10_percent_per_hour
    else:
        yield say("price of a missing operator-hour"), prices.understaffing_per_hour
        yield say("price beyond 10 % missing"), prices.understaffing_beyond_10_percent_per_hour
        yield say("price of a surplus operator-hour"), prices.overstaffing_per_hour
    yield say("price of a denied wish"), prices.denied_wish
    if has_topics:
        yield say("price of an hour without a topic"), prices.missing_topic_per_hour
    yield from ((say(_UNEVEN[kind]), price) for kind, price in prices.fairness.priced.items())
    if prices.unmanned_per_hour:
        yield say("price of an open hour with nobody there"), prices.unmanned_per_hour


def _goal(language: Language, name: str | None, goal: Service) -> Iterator[tuple[str, str]]:
    """Settings of one queue; the label names it where it has a name."""
    say, figure = language.say, language.figure

    def label(text: str) -> str:
        return say(text) if name is None else say("{setting} of {queue}", setting=say(text), queue=one_line(name))

    seconds, share = figure(f"{goal.answer_within_s:g}"), figure(f"{goal.target_percent:g}")
    text = say("{share} % answered within {seconds} s", share=share, seconds=seconds)
    over = "" if goal.goal_over == "interval" else say(_OVER[goal.goal_over])
    yield label(marked("service goal")), f"{text}, {over}" if over else text
    if goal.certainty_percent is not None:
        yield label(marked("on so many days")), say("{number} %", number=figure(f"{goal.certainty_percent:g}"))
    yield label(marked("mean patience")), say("callers never hang up") if goal.patience_s is None else say(
        "{seconds} s", seconds=figure(f"{goal.patience_s:g}"))
    if goal.redials is not None:
        yield label(marked("redials")), say(
            "{share} % of those not answered, after {seconds} s", share=figure(f"{goal.redials.percent:g}"),
            seconds=figure(f"{goal.redials.delay_s:g}"))
    if goal.concurrency > 1:
        yield label(marked("contacts an operator handles at a time")), f"{goal.concurrency}"
    yield label(marked("largest occupancy")), say("{number} %", number=figure(f"{goal.max_occupancy_percent:g}"))
    yield label(marked("least operators")), say("{count} (hard)", count=goal.least_operators) if goal.hard_operators else str(
        goal.least_operators)
    yield label(marked("shrinkage")), say("{number} %", number=figure(f"{goal.shrinkage_percent:g}"))


def origin(view: RosterView) -> list[tuple[str, str]]:
    """How the roster came about, as label and value."""
    run, say = view.result.run, view.language.say
    return [
        (say("seed"), str(run.seed)),
        (say("workers"), str(run.workers)),
        (say("seconds"), say("not recorded") if run.seconds is None else view.language.figure(f"{run.seconds:.1f}")),
        (say("interrupted"), say("yes") if run.interrupted else say("no")),
        *((say("version of {program}", program=name), one_line(version)) for name, version in sorted(run.versions.items())),
        (say("instance"), one_line(view.result.instance.name)),
        (say("instance sha256"), one_line(view.result.instance.sha256)),
    ]
