"""Other work is held: by whom, how often, how long and when the instance says, beside breaks, and together where it says so."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence

from scheduler.check import activity_places
from scheduler.check.facts.availability import closed_windows, entries_on, entry_span
from scheduler.check.facts.led import without_led
from scheduler.check.facts.people import ids
from scheduler.check.facts.shifts import shifts_by_operator
from scheduler.check.facts.spans import Stretch, calendar_weeks, months, whole
from scheduler.check.facts.times import Span, day_of_shift, distance, minutes_between, number, overlap, span
from scheduler.check.facts.words import clock, shift_text
from scheduler.check.violation import Violation
from scheduler.instance.activities import Activity
from scheduler.instance.instance import Instance
from scheduler.instance.operators import Operator
from scheduler.roster import Break, Shift

NAME = "activities"
_DAY = 24 * 60
Days = dict[int, list[Shift]]


def check(instance: Instance, shifts: Sequence[Shift]) -> Iterator[Violation]:
    """Yield a violation for each activity that is missing, too many, too long or short, or at a wrong time.

    Amounts are activities, minutes, or the operators who are not where the others are. An activity belongs to the day of its
    shift. Stretches of work go on through it: that is a matter of `breaks`. Of a shift pinned with its breaks only the count of
    its activities is judged, as its pin says which it has.
    """
    by_name = {each.name: each for each in instance.activities}
    who = {name: ids(instance, each.who) - {each.facilitator} if each.is_one_to_one
           else ids(instance, each.who) | {each.facilitator or ""} for name, each in by_name.items()}
    days_of = {name: _days(instance, each) for name, each in by_name.items()}
    for operator, own in shifts_by_operator(instance, without_led(instance, shifts)):  # `activity_places` knows of these
        days: Days = {}
        for shift in own:
            days.setdefault(day_of_shift(instance, shift), []).append(shift)
            if not _is_pinned(instance, shift):
                own_work = {name: each for name, each in by_name.items() if operator.id in who[name]}
                yield from _of_shift(instance, shift, own_work, days_of)
        for activity in (each for each in instance.activities if operator.id in who[each.name]):
            judge = _missing if activity.per is None else _off_count
            yield from judge(instance, operator, activity, days_of[activity.name], days)
    for activity in (each for each in instance.activities if each.together and each.at_once is None):
        yield from _apart(instance, activity, shifts)
    yield from activity_places.check(instance, shifts)


def _of_shift(
    instance: Instance, shift: Shift, own: dict[str, Activity], days_of: dict[str, list[int]]
) -> Iterator[Violation]:
    """Activities of a shift that are wrong in themselves; `own` are those of its operator, by name."""
    deferrable = {each.name for each in instance.deferrable}  # a rule of its own
    where, found = shift_text(instance, shift), [each for each in shift.activities if each.name not in deferrable]
    for each in found:
        activity = own.get(each.name or "")
        if activity is None or day_of_shift(instance, shift) not in days_of[activity.name]:
            yield Violation(NAME, 1, "activities", f"{where}: {each.name} is not theirs on this day")
            continue
        others = [other for other in shift.breaks if other is not each]
        away = sum(overlap(span(each), span(other)) for other in others) + minutes_between(each.start, each.end) - overlap(
            span(each), span(shift))
        off = distance(minutes_between(each.start, each.end), activity.minutes)
        if away or off:
            yield Violation(NAME, number(away + off), "min", f"{where}: {_text(instance, each)} lies beside breaks, inside the "
                            f"shift, and lasts {activity.minutes} min in a right roster")
        if not _is_in_time(instance, shift, activity, each):
            yield Violation(NAME, 1, "activities", f"{where}: {_text(instance, each)}; allowed is {_allowed(activity)}")
    counts = Counter(each.name for each in found)
    for name, count in counts.items():
        if count > 1:
            yield Violation(NAME, count - 1, "activities", f"{where}: {name} {count} times; allowed is once a day")
    counted = [name for name in counts if name in own and own[name].per is not None]
    if len(counted) > 1:
        yield Violation(NAME, len(counted) - 1, "activities",
                        f"{where}: {', '.join(counted)} on one day; allowed is one of them")


def _is_in_time(instance: Instance, shift: Shift, activity: Activity, held: Break) -> bool:
    """Whether an activity starts when it may, by the clock of its shift's day."""
    local, date = held.start.astimezone(instance.grid.zone), instance.grid.date(day_of_shift(instance, shift))
    minute = (local.date() - date).days * _DAY + local.hour * 60 + local.minute
    if local.second or local.microsecond:
        return False
    if activity.at is not None:
        return minute == activity.at
    windows = [(each.start, each.end if each.end > each.start else each.end + _DAY) for each in activity.between] or [(0, _DAY)]
    return any(first <= minute and minute + activity.minutes <= last and (minute - first) % activity.every_minutes == 0
               for first, last in windows)


def _allowed(activity: Activity) -> str:
    return activity.told() if activity.at is not None else f"{activity.told()}, every {activity.every_minutes} min"


def _days(instance: Instance, activity: Activity) -> list[int]:
    """Days of the horizon on which an activity may lie: its dates, or those of its weekdays that are open.

    Where it is held for one after the other, they leave its facilitator a time.
    """
    dates = {day: instance.grid.date(day) for day in range(instance.horizon.days)}
    if activity.on:
        found = [day for day, date in dates.items() if date in activity.on]
    else:
        found = [day for day, date in dates.items()
                 if (activity.days is None or date.weekday() in activity.days) and instance.is_open_on(day)]
    leader = activity.facilitator
    if leader is None or not activity.is_one_to_one:
        return found
    closed = _closed(instance, leader)
    return [day for day in found if _has_time(instance, leader, activity, day, closed)]


def _missing(
    instance: Instance, operator: Operator, activity: Activity, its_days: list[int], days: Days
) -> Iterator[Violation]:
    """Days on which the operator works without an activity they have, or is off although nobody may be."""
    needed = activity.everyone or activity.facilitator == operator.id
    for day in its_days:
        who = f"{operator.id}, {instance.grid.date(day)}"
        for shift in days.get(day, []):
            if all(each.name != activity.name for each in shift.breaks) and not _is_pinned(instance, shift):
                yield Violation(NAME, 1, "activities", f"{shift_text(instance, shift)}: {activity.name} is missing")
        if needed and day not in days and not _is_away(instance, operator, day):
            yield Violation(NAME, 1, "activities", f"{who}: is off, and nobody may be at {activity.name}")


def _off_count(
    instance: Instance, operator: Operator, activity: Activity, its_days: list[int], days: Days
) -> Iterator[Violation]:
    """Spans in which the operator has an activity too often, or not often enough."""
    least, most = activity.times or (0, 0)
    closed = _closed(instance, operator.id) if least else []
    if least and activity.facilitator and activity.is_one_to_one:
        closed += _closed(instance, activity.facilitator)
    may = {day for day in its_days if least and _may_have_it(instance, operator.id, activity, day, closed)}
    for stretch in _stretches(instance, activity):
        held = [each for day in stretch.days for shift in days.get(day, []) for each in shift.breaks]
        count = sum(each.name == activity.name for each in held)
        due = 0 if stretch.has_begun or stretch.goes_on else min(least, sum(day in may for day in stretch.days))
        off = max(due - count, count - most)
        if off > 0:
            first, last = (instance.grid.date(stretch.days[place]) for place in (0, -1))
            told = f"{operator.id}, {stretch.name} {first} to {last}: {activity.name} {count} times; allowed is {due} to {most}"
            yield Violation(NAME, off, "activities", told)


def _closed(instance: Instance, operator: str) -> list[Span]:
    """Windows in which an operator does not work."""
    return [window for day in range(-1, instance.horizon.days + 2) for window, _ in closed_windows(instance, operator, day)]


def _may_have_it(instance: Instance, operator: str, activity: Activity, day: int, closed: Sequence[Span]) -> bool:
    """Whether pins and absences leave an operator a time for an activity on a day."""
    pins = entries_on(instance, operator, "pinned", day)
    if any(pin.fixes_breaks for pin in pins):
        return any(pause.kind == f"activity {activity.name}" for pin in pins for pause in pin.breaks or ())
    return _has_time(instance, operator, activity, day, closed)


def _has_time(instance: Instance, operator: str, activity: Activity, day: int, closed: Sequence[Span]) -> bool:
    """Whether the times of pinned shifts, and absences, leave a time for an activity on a day."""
    pins = entries_on(instance, operator, "pinned", day)
    for start in activity.starts:
        later, minute = divmod(start, _DAY)
        begins = instance.grid.window(day + later, minute, _DAY)[0]
        held = begins, begins + dt.timedelta(minutes=activity.minutes)
        inside = all(overlap(held, entry_span(instance, pin, day)) == activity.minutes for pin in pins if pin.start is not None)
        if inside and not any(overlap(held, window) for window in closed):
            return True
    return False


def _stretches(instance: Instance, activity: Activity) -> list[Stretch]:
    if activity.per == "week":
        return list(calendar_weeks(instance))
    return list(months(instance)) if activity.per == "month" else [whole(instance)]


def _apart(instance: Instance, activity: Activity, shifts: Sequence[Shift]) -> Iterator[Violation]:
    """Days on which not everybody has an activity when most have it; a pin at a time it may not have stands for itself."""
    starts: dict[int, Counter[Break]] = {}
    for shift in shifts:
        for each in shift.breaks:
            if each.name == activity.name and not (
                    _is_pinned(instance, shift) and not _is_in_time(instance, shift, activity, each)):
                at = each.model_copy(update={"start": span(each)[0], "end": span(each)[1]})
                starts.setdefault(day_of_shift(instance, shift), Counter())[at] += 1
    for day, found in sorted(starts.items()):
        if len(found) > 1:
            (most, count), told = found.most_common(1)[0], ", ".join(clock(instance, each.start) for each in found)
            yield Violation(NAME, found.total() - count, "operators",
                            f"{instance.grid.date(day)}: {most.name} is held together, and begins at {told}")


def _is_pinned(instance: Instance, shift: Shift) -> bool:
    """Whether a shift is pinned with its breaks."""
    pins = entries_on(instance, shift.operator, "pinned", day_of_shift(instance, shift))
    return any(pin.fixes_breaks for pin in pins)


def _is_away(instance: Instance, operator: Operator, day: int) -> bool:
    """Whether an operator is away for the whole of a day."""
    return any(each.is_absence and each.start is None and each.on(instance.grid.date(day))
               for each in instance.availability_of.get(operator.id, ()))


def _text(instance: Instance, held: Break) -> str:
    return f"{held.name} {clock(instance, held.start)}-{clock(instance, held.end)}"
