"""What an alternative leaves short, who could step in, and which rules keep the others from it: in one sentence."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scheduler.check.facts.covers import covers, missing_by_start
from scheduler.instance.instance import Instance
from scheduler.instance.words.rules import rule_in_words
from scheduler.model.sessions import settled
from scheduler.operate.judging import Judge
from scheduler.operate.swaps import Candidate, Duty, candidates, shift_of, taken_by
from scheduler.roster import Roster
from scheduler.timegrid import clock

_SHOWN = 3
"""Windows, people and rules named; the others are counted."""
_LEAST_HOURS = 0.005
_WORKS = "one_shift_a_day"


@dataclass(frozen=True)
class Short:
    """A window of time in which more operators are missing than before, and how many operator-hours."""

    start: dt.datetime
    end: dt.datetime
    hours: float


def shortened(instance: Instance, before: Roster, after: Roster) -> tuple[Short, ...]:
    """Windows in which more is missing, in order of time."""
    lacking, now = (missing_by_start(instance, covers(instance, roster)) for roster in (before, after))
    length = dt.timedelta(minutes=instance.grid.interval_minutes)
    found: list[Short] = []
    for start, operators in sorted(now.items()):
        hours = (operators - lacking.get(start, 0.0)) * length / dt.timedelta(hours=1)
        if hours < _LEAST_HOURS:
            continue
        if found and found[-1].end == start:
            found[-1] = Short(found[-1].start, start + length, found[-1].hours + hours)
        else:
            found.append(Short(start, start + length, hours))
    return tuple(found)


def short_in_words(instance: Instance, windows: Sequence[Short]) -> str:
    """``3.20 operator-hours short between 17:00 and 20:00``; of many windows those that lack most."""
    zone, most = instance.grid.zone, sorted(windows, key=lambda each: -each.hours)[:_SHOWN]
    told = [f"{each.hours:,.2f} operator-hours short on {each.start.astimezone(zone):%a} between {clock(each.start, zone)} and "
            f"{clock(each.end, zone)}" for each in most]
    return _listed(told, len(windows) - len(told), "other time")


def who_could(judge: Judge, duty: Duty) -> str:
    """Who could take a shift as it is, at what cost, and which rules keep the others from it."""
    instance = judge.instance
    found = [each for each in candidates(judge, duty) if each.offer is None]
    able = [each for each in found if each.judgement.is_allowed]
    names = {operator.id: operator.label for operator in instance.operators}
    told = [f"{names[each.operator]} ({_cost_of(judge, duty, each):+,.2f})" for each in able[:_SHOWN]]
    head = f"{_listed(told, len(able) - len(told), 'other')} could take the shift as it is" if able else \
        "nobody could take the shift as it is"
    return "; ".join([head, *_kept_from_it(found[len(able):], names)])


def _cost_of(judge: Judge, duty: Duty, taker: Candidate) -> float:
    """By how much the roster's cost rises if somebody takes a shift."""
    own = shift_of(judge.instance, judge.shifts, duty)
    shifts = [taken_by(judge.instance, shift, taker.operator) if shift is own else shift for shift in judge.shifts]
    return judge.judge(settled(judge.instance, shifts), [duty.operator, taker.operator]).cost


def _kept_from_it(others: Sequence[Candidate], names: dict[str, str]) -> Iterator[str]:
    """The others by the first rule that they would break, those rules first that keep few people from it."""
    by_rule: dict[str, list[str]] = defaultdict(list)
    for each in others:
        by_rule[each.judgement.violations[0].rule].append(names[each.operator])
    working = by_rule.pop(_WORKS, [])
    if working:
        yield f"{len(working)} {'works' if len(working) == 1 else 'work'} that day"
    for rule, people in sorted(by_rule.items(), key=lambda each: len(each[1])):
        yield f"{rule_in_words(rule)} keeps {_listed(people[:_SHOWN], len(people) - _SHOWN, 'other')} from it"


def _listed(told: Sequence[str], more: int, what: str) -> str:
    """``A, B and 3 others``."""
    parts = [*told, *([f"{more} {what}{'s' if more > 1 else ''}"] if more > 0 else [])]
    return " and ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else "".join(parts)
