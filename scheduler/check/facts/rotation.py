"""What rotations ask of an operator on a day, counted anew from the pattern, and whether a day is as they ask."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from itertools import product

from scheduler.check.facts.availability import closed_windows, entries_on
from scheduler.check.facts.opening import opening_spans
from scheduler.check.facts.people import ids
from scheduler.check.facts.templates import is_of_template
from scheduler.check.facts.times import Span, day_of_shift, overlap
from scheduler.instance.contracts import Contract
from scheduler.instance.instance import Instance
from scheduler.instance.operators import Operator
from scheduler.instance.rotations import Rotation
from scheduler.instance.shifts import ShiftTemplate
from scheduler.roster import Shift

_WEEK = 7


@dataclass(frozen=True)
class Left:
    """A day on which somebody does not do what a rotation asks.

    Parameters
    ----------
    day
        Day of the horizon.
    rotation
        The rotation.
    asked
        Its words for the day.
    is_worked
        Whether they work that day.
    """

    day: int
    rotation: Rotation
    asked: tuple[str, ...]
    is_worked: bool


@dataclass(frozen=True)
class Rotations:
    """The rotations of an instance; what does not differ by operator is counted once."""

    instance: Instance

    @cached_property
    def placed(self) -> list[tuple[Rotation, Rotation, set[str]]]:
        """Each as written, with its offsets written out, and ids of the operators it holds for."""
        return [(each, with_places(self.instance, each), ids(self.instance, each.who)) for each in self.instance.rotations]

    @cached_property
    def opening(self) -> list[Span | None]:
        """Opening span of each day of the horizon."""
        return opening_spans(self.instance)


def days_left(rotations: Rotations, operator: Operator, own: Sequence[Shift]) -> Iterator[Left]:
    """Yield each day of the horizon on which an operator is off where a shift is asked for, or works another than is asked."""
    instance = rotations.instance
    of_day: dict[int, list[Shift]] = {}
    for shift in own if instance.rotations else ():
        of_day.setdefault(day_of_shift(instance, shift), []).append(shift)
    for rotation, placed, people in rotations.placed:
        if operator.id not in people:
            continue
        for day in range(instance.horizon.days):
            words, worked = asked_on(instance, placed, operator, day), of_day.get(day, [])
            if not words or "any" in words:
                continue
            if worked:
                kept = "work" in words or all(
                    any(is_of_template(instance, shift, name) for name in words) for shift in worked)
            else:
                kept = "off" in words or not _could_work(rotations, operator, day, words)
            if not kept:
                yield Left(day, rotation, words, bool(worked))


def asked_on(instance: Instance, rotation: Rotation, operator: Operator, day: int) -> tuple[str, ...]:
    """Words of a rotation for a day of one of its operators; empty where it does not hold, or says nothing of them."""
    date = instance.horizon.start + timedelta(days=day)
    if date < rotation.starts or (rotation.ends is not None and date > rotation.ends):
        return ()
    ahead = 0
    if isinstance(offsets := with_places(instance, rotation).offsets, dict):
        name = operator.id if operator.id in offsets else operator.team
        if name not in offsets:
            return ()
        ahead = offsets[name]
    own = [each for each in instance.rotation_changes if each.operator == operator.id and each.on(date)]
    own += [each for each in instance.rotation_changes
            if operator.team is not None and each.team == operator.team and each.on(date)]
    if own:
        return _in_words(rotation, own[0].shift, with_letters=False)
    past = (date - rotation.starts).days
    if rotation.weeks:
        week = rotation.weeks[(past // _WEEK + ahead) % len(rotation.weeks)]
        return _in_words(rotation, week[past % _WEEK])
    pattern = rotation.days or ()
    return _in_words(rotation, pattern[(past + ahead) % len(pattern)])


def with_places(instance: Instance, rotation: Rotation) -> Rotation:
    """A rotation with its offsets written out, where its operators work it in turn.

    As they are written under `who.operators`; else as their teams are under `who.team`; and as they are in the instance.
    """
    if rotation.offsets != "in_turn":
        return rotation
    chosen = ids(instance, rotation.who)
    theirs = [each for each in instance.operators if each.id in chosen]
    if rotation.who.team:
        theirs = [each for team in dict.fromkeys(rotation.who.team) for each in theirs if each.team == team]
    if rotation.who.operators:
        theirs = [each for name in dict.fromkeys(rotation.who.operators) for each in theirs if each.id == name]
    return rotation.model_copy(update={"offsets": {each.id: place for place, each in enumerate(theirs)}})


def _in_words(rotation: Rotation, entry: tuple[str, ...], *, with_letters: bool = True) -> tuple[str, ...]:
    words: list[str] = []
    for each in entry:
        words += rotation.letters[each] if with_letters and each in rotation.letters else [each]
    return tuple({"-": "off", "+": "work", "*": "any"}.get(word, word) for word in words)


def _could_work(rotations: Rotations, operator: Operator, day: int, words: tuple[str, ...]) -> bool:
    """Whether a shift that is asked for lies in the hours of its day, or the day before, and touches no absence."""
    instance, contract = rotations.instance, rotations.instance.contract_of(operator)
    hours = [each for each in rotations.opening[max(0, day - 1):day + 1] if each is not None]
    closed = [window for near in range(day - 1, day + 4) for window in closed_windows(instance, operator.id, near)]
    for template in instance.shifts:
        if "work" not in words and template.name not in words:
            continue
        for start, end in _spans(instance, contract, template, day):
            is_open = template.outside_hours or any(first <= start and end <= last for first, last in hours)
            if is_open and not any(overlap((start, end), window) for window, _ in closed):
                return True
    return False


def _spans(instance: Instance, contract: Contract, template: ShiftTemplate, day: int) -> Iterator[Span]:
    """Start and end, in UTC, of every shift that a template offers on a day."""
    if contract.shifts is not None and template.name not in contract.shifts:
        return
    least, most = contract.shift_minutes or (0, 24 * 60)
    grid = instance.grid
    dates = [day, day + 1] if day == instance.horizon.days - 1 else [day]
    for date, minute, minutes in product(dates, template.start.minutes, template.length.minutes):
        if not least <= minutes <= most or (template.days is not None and grid.date(date).weekday() not in template.days):
            continue
        if template.split is None and template.length.keeps_clock:
            spans = list(product(grid.readings(date, minute), grid.readings(date, minute + minutes)))
        else:
            gaps = [0] if template.split is None else template.split.gaps
            spans = [(start, start + timedelta(minutes=minutes + gap)) for start in grid.instants(date, minute) for gap in gaps]
        yield from (each for each in spans if each[0] < each[1] and (date == day or each[0] < grid.moment(grid.cells)))


def pinned_with_times(instance: Instance, operator: str, day: int) -> bool:
    """Whether a shift of the day is pinned with its times."""
    return any(pin.start is not None for pin in entries_on(instance, operator, "pinned", day))
