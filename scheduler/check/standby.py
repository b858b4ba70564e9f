"""Places on standby lists against what the instance says: whoever has one could come in, and would break no rest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import combinations

from scheduler.check.facts.availability import closed_windows
from scheduler.check.facts.people import ids
from scheduler.check.facts.standby import ListWindow, key_of, list_windows
from scheduler.check.facts.times import Span, day_of, exact, minutes_between, number, overlap, span
from scheduler.check.facts.weeks import weeks
from scheduler.check.facts.words import shift_text, week_text, window_text
from scheduler.check.violation import Violation
from scheduler.instance.instance import Instance
from scheduler.instance.operators import Operator
from scheduler.roster import Roster, Shift, StandbyPlace

_RULE = "standby"


def check_standby(instance: Instance, result: Roster) -> Iterator[Violation]:
    """Yield a violation for each place that is none of its list's, or whose holder could not come.

    Who could not come is absent in a part of the window, works in it, or would have less than the contract's rest before or
    after it, were they called; nobody has two places at the same time, or more in a week than a list allows. That a place is
    empty is no breach.
    """
    if (result.standby_status is None) == bool(instance.standby):
        yield Violation(_RULE, 1, "statuses", f"standby_status is {result.standby_status!r}, and the instance has "
                        f"{len(instance.standby)} standby lists")
    windows = {window.key: window for window in list_windows(instance)}
    people = {each.name: ids(instance, each.who) for each in instance.standby}
    for each in result.standby:
        window = windows.get(key_of(each))
        if window is None:
            yield Violation(_RULE, 1, "places", f"{_text(instance, each)}: no list has this name and window")
        elif each.operator not in people[each.name]:
            yield Violation(_RULE, 1, "places", f"{_text(instance, each)}: is none of the people of this list")
    yield from _order(instance, result.standby, windows)
    for operator in instance.operators:
        own = [each for each in result.standby if each.operator == operator.id]
        shifts = [shift for shift in result.shifts if shift.operator == operator.id]
        for each in own:
            yield from _not_there(instance, each)
            yield from _without_rest(instance, operator, each, shifts)
        yield from _too_many(instance, own, windows)


def _order(
    instance: Instance, places: Sequence[StandbyPlace], windows: dict[tuple[str, Span], ListWindow]
) -> Iterator[Violation]:
    """Windows whose places are not the first, the second and so on, each once, as far as the list goes."""
    found: dict[tuple[str, Span], list[StandbyPlace]] = defaultdict(list)
    for each in places:
        found[key_of(each)].append(each)
    for key, own in found.items():
        numbers, most = sorted(each.place for each in own), windows[key].of.places if key in windows else len(own)
        if numbers != list(range(1, len(own) + 1)) or len(own) > most:
            told = f"{key[0]} {_when(instance, key[1])}: found the places {', '.join(map(str, numbers))}"
            yield Violation(_RULE, 1, "windows", f"{told}; allowed are 1 to {most} at most, each once, and none without those "
                            "before it")


def _not_there(instance: Instance, place: StandbyPlace) -> Iterator[Violation]:
    first, last = day_of(instance, place.start), day_of(instance, place.end)
    for day in range(first - 1, last + 1):
        for window, text in closed_windows(instance, place.operator, day, past=False):
            if common := overlap(span(place), window):
                yield Violation(_RULE, number(common), "min", f"{_text(instance, place)}: {text} on {instance.grid.date(day)}")


def _without_rest(
    instance: Instance, operator: Operator, place: StandbyPlace, shifts: Sequence[Shift]
) -> Iterator[Violation]:
    """Shifts that overlap a place, or lie too near before or after it; also the last one that the history knows."""
    least = exact(instance.contract_of(operator).rest_hours) * 60
    start, end = span(place)
    gaps = [(max(minutes_between(span(shift)[1], start), minutes_between(end, span(shift)[0])), shift_text(instance, shift))
            for shift in shifts]
    history = instance.history_of.get(operator.id)
    last, until = (_aware(instance, getattr(history, name, None)) for name in ("last_end", "standby_until"))
    if last is not None:
        gaps.append((minutes_between(last, start), "the last shift before the horizon"))
    if until is not None and (common := minutes_between(start, until)) > 0:
        yield Violation(_RULE, number(common), "min", f"{_text(instance, place)}: is on standby from before the horizon until "
                        f"{until.isoformat()}")
    for found, other in gaps:
        if found < least:
            yield Violation(_RULE, number(least - found), "min", f"{_text(instance, place)} and {other}: {number(found)} min "
                            f"of rest, if called in; allowed are at least {number(least)} min")


def _aware(instance: Instance, written: datetime | None) -> datetime | None:
    """A time of the history, which may be one of the wall clock."""
    return written if written is None or written.tzinfo else written.replace(tzinfo=instance.grid.zone)


def _too_many(
    instance: Instance, own: Sequence[StandbyPlace], windows: dict[tuple[str, Span], ListWindow]
) -> Iterator[Violation]:
    """Two places of one person at the same time, and more in a week than a list allows."""
    for one, other in combinations(own, 2):
        if common := overlap(span(one), span(other)):
            yield Violation(_RULE, number(common), "min", f"{_text(instance, one)}: is on {other.name} at the same time")
    days: dict[str, list[int]] = defaultdict(list)
    for each in own:
        if window := windows.get(key_of(each)):
            days[each.name].append(window.day)
    for of in instance.standby:
        for week in weeks(instance) if of.max_per_week is not None else ():
            count, most = sum(day in week for day in days[of.name]), of.max_per_week or 0
            if count > most:
                told = f"{own[0].operator}, {week_text(instance, week)}: {count} places on {of.name}; allowed are {most}"
                yield Violation(_RULE, count - most, "places", told)


def _when(instance: Instance, window: Span) -> str:
    return f"{instance.grid.date(day_of(instance, window[0]))} {window_text(instance, window)}"


def _text(instance: Instance, place: StandbyPlace) -> str:
    return f"{place.operator}, {place.name} {_when(instance, span(place))}, place {place.place}"
