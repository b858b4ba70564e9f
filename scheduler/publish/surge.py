"""Days on which more call than can be answered, in words: what callers meet, and what one operator more would give."""

from __future__ import annotations

import math
from dataclasses import dataclass

from scheduler.check.facts.coverage import means, on_phone_of_sets
from scheduler.check.facts.queue_sets import staffed_sets
from scheduler.demand.surge import OneMore, Surge, surges
from scheduler.language.words import Language
from scheduler.publish.text import one_line
from scheduler.publish.view import RosterView

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
        day=view.language.dated("EEE dd MMM", view.dates[each.day]), callers=view.language.figure(f"{each.callers:,.0f}"),
        in_time=view.language.percent(each.in_time), answered=view.language.percent(each.answered),
        wait=_wait(view.language, each), attempts=_calls_each(view.language, each), redials=_redials(view.language, each),
        one_more="; ".join(_one_more(view, hour) for hour in each.hours),
    ) for each in surges_of(view)]


def in_words_of_surges(view: RosterView) -> list[str]:
    """One sentence for each such day, of the first few; none where everybody can be answered."""
    found = surges_of(view)
    lines = [_in_words(view, each) for each in found[:_DAYS_NAMED]]
    more = len(found) - _DAYS_NAMED
    last = view.language.say_n("and on {count} more day: see the report", "and on {count} more days: see the report", more)
    return [*lines, last] if more > 0 else lines


def _in_words(view: RosterView, each: Surge) -> str:
    language, say = view.language, view.language.say
    values = {"day": language.dated("EEE d MMM", view.dates[each.day]), "callers": language.figure(f"{each.callers:,.0f}"),
              "share": language.percent(each.answered), "calls": _calls_each(language, each), "wait": _wait(language, each)}
    if each.redials >= 0.5:
        said = say("{day}: more call than can be answered: of {callers} callers {share} are answered at last after {calls} "
                   "calls each, mean wait {wait}", **values)
    else:
        said = say("{day}: more call than can be answered: of {callers} callers {share} are answered at last, mean wait {wait}",
                   **values)
    return f"{said}; {_one_more(view, each.hours[0])}" if each.hours else said


def _one_more(view: RosterView, hour: OneMore) -> str:
    say, figure = view.language.say, view.language.figure
    values = {"clock": view.language.clock(hour.start, view.zone), "answered": figure(f"{hour.answered:,.0f}"),
              "lost": figure(f"{hour.lost:,.0f}")}
    if hour.queues == (None,):
        return say("one operator more in the hour from {clock} answers {answered} of {lost} lost", **values)
    return say("one operator more for {queues} in the hour from {clock} answers {answered} of {lost} lost",
               queues=one_line(" + ".join(map(str, hour.queues))), **values)


def _calls_each(language: Language, each: Surge) -> str:
    mean = each.attempts / each.callers
    return language.figure(f"{mean:.1f}") if mean < _COUNTLESS else language.say("more than {count}", count=_COUNTLESS)


def _redials(language: Language, each: Surge) -> str:
    is_countable = each.attempts < _COUNTLESS * each.callers
    return language.figure(f"{each.redials:,.0f}") if is_countable else language.say("without end")


def _wait(language: Language, each: Surge) -> str:
    if math.isinf(each.mean_wait_s):
        return language.say("without end")
    return language.say("{seconds} s", seconds=language.figure(f"{each.mean_wait_s:,.0f}"))
