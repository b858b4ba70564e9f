"""Days on which more call than can be answered, in words: what callers meet, and what one operator more would give."""

from __future__ import annotations

import math
from dataclasses import dataclass

from scheduler.check.facts.coverage import means, on_phone_of_sets
from scheduler.check.facts.queue_sets import staffed_sets
from scheduler.demand.surge import OneMore, Surge, surges
from scheduler.publish.text import one_line
from scheduler.publish.view import RosterView
from scheduler.timegrid import clock

_DAYS_NAMED = 3
_COUNTLESS = 100
"""So many calls of one caller are no number any more: all call again, and not all can be answered."""


@dataclass(frozen=True)
class SurgeFigures:
    """One such day, as the report has it."""

    day: str
    callers: str
    in_time: str
    answered: str
    wait: str
    attempts: str
    redials: str
    one_more: str


def surges_of(view: RosterView) -> tuple[Surge, ...]:
    """Days of a roster on which more call than all on the phone can answer."""
    sets = staffed_sets(view.instance)
    alone = [number for number, each in enumerate(sets) if each.stands_alone]
    on_phone = means(view.instance, on_phone_of_sets(view.instance, view.result.shifts))
    return surges(view.instance, [sets[number].queues for number in alone], on_phone[alone])


def surge_figures(view: RosterView) -> list[SurgeFigures]:
    """The same, ready to be shown."""
    return [SurgeFigures(
        day=f"{view.dates[each.day]:%a %d %b}", callers=f"{each.callers:,.0f}", in_time=_percent(each.in_time),
        answered=_percent(each.answered), wait=_wait(each), attempts=_calls_each(each), redials=_redials(each),
        one_more="; ".join(_one_more(view, hour) for hour in each.hours),
    ) for each in surges_of(view)]


def in_words_of_surges(view: RosterView) -> list[str]:
    """One sentence for each such day, of the first few; none where everybody can be answered."""
    found = surges_of(view)
    lines = [_in_words(view, each) for each in found[:_DAYS_NAMED]]
    more = len(found) - _DAYS_NAMED
    return [*lines, f"and on {more} more day{'s' if more > 1 else ''}: see the report"] if more > 0 else lines


def _in_words(view: RosterView, each: Surge) -> str:
    day = view.dates[each.day]
    again = f" after {_calls_each(each)} calls each" if each.redials >= 0.5 else ""
    hour = f"; {_one_more(view, each.hours[0])}" if each.hours else ""
    return (f"{day:%a} {day.day} {day:%b}: more call than can be answered: of {each.callers:,.0f} callers "
            f"{_percent(each.answered)} are answered at last{again}, mean wait {_wait(each)}{hour}")


def _one_more(view: RosterView, hour: OneMore) -> str:
    of = "" if hour.queues == (None,) else f" for {one_line(' + '.join(map(str, hour.queues)))}"
    return (f"one operator more{of} in the hour from {clock(hour.start, view.zone)} answers {hour.answered:,.0f} of "
            f"{hour.lost:,.0f} lost")


def _calls_each(each: Surge) -> str:
    mean = each.attempts / each.callers
    return f"{mean:.1f}" if mean < _COUNTLESS else f"more than {_COUNTLESS}"


def _redials(each: Surge) -> str:
    return f"{each.redials:,.0f}" if each.attempts < _COUNTLESS * each.callers else "without end"


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"


def _wait(each: Surge) -> str:
    return "without end" if math.isinf(each.mean_wait_s) else f"{each.mean_wait_s:,.0f} s"
