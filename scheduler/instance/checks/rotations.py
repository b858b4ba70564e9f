"""Checks of rotations: whom and what they name is there, and everybody has one place in one of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from scheduler.instance.base import WEEKDAYS
from scheduler.instance.checks.names import named_in_full, unknown_name, unknown_operator
from scheduler.instance.checks.times import usable_horizon
from scheduler.instance.checks.together import people_are_known
from scheduler.instance.instance import Instance
from scheduler.instance.operators import Operator
from scheduler.instance.rotations import ANY, OFF, SIGNS, WORK, Entry, Rotation, members, rotating
from scheduler.instance.words.paths import FieldPath

Faults = Iterator[tuple[FieldPath, str]]
_OWN_WORDS = (OFF, WORK, ANY)


def rotations_are_known(instance: Instance) -> Faults:
    """Patterns name templates that there are, of the weekday and the contracts of those who work them."""
    names = [each.name for each in instance.shifts]
    for index, template in enumerate(instance.shifts if instance.rotations else ()):
        if template.name in (*_OWN_WORDS, *SIGNS):
            yield ("shifts", index, "name"), (f"found {template.name!r}, which in a rotation means something else; allowed is "
                                              "another name")
    for index, rotation in enumerate(instance.rotations):
        for letter, entry in rotation.letters.items():
            yield from _named(("rotations", index, "letters", letter), entry, names)
        theirs = [operator for operator, _ in rotating(rotation, instance.operators)]
        for path, entry, weekday in _days(rotation):
            unknown = list(_named(("rotations", index, *path), tuple(
                each for each in entry if each not in rotation.letters), names, rotation))
            yield from unknown or _offered(instance, theirs, ("rotations", index, *path), rotation.meaning(entry), weekday)
    for index, change in enumerate(instance.rotation_changes):
        yield from _named(("rotation_changes", index, "shift"), change.shift, names)


def people_of_rotations_are_known(instance: Instance) -> Faults:
    """Whom rotations and their changes name is there; somebody has an offset, and nobody is in two rotations at once."""
    ids, teams = {each.id for each in instance.operators}, {each.team for each in instance.operators if each.team}
    for index, rotation in enumerate(instance.rotations):
        yield from people_are_known(instance, ("rotations", index, "who"), rotation.who)
        yield from _offsets(instance, index, rotation, ids, teams)
    yield from _twice(instance)
    working = {operator.id: operator for rotation in instance.rotations
               for operator, _ in rotating(rotation, instance.operators)}
    for index, change in enumerate(instance.rotation_changes):
        field, name, known = ("operator", change.operator, ids) if change.team is None else ("team", change.team, teams)
        if name not in known:
            yield ("rotation_changes", index, field), (unknown_name("team", str(name), known) if field == "team" else
                                                       unknown_operator(str(name), instance.operators))
        elif not any(change.is_for(each) for each in working.values()):
            yield ("rotation_changes", index, field), f"found {name!r}, who is in no rotation; allowed is somebody in one"
    yield from _changed_twice(instance)


def _days(rotation: Rotation) -> Iterator[tuple[FieldPath, Entry, int | None]]:
    """Each day of a pattern with its place, and its weekday where it has always the same one."""
    for place, day in enumerate(rotation.days or ()):
        yield ("days", place), day, None
    for number, week in enumerate(rotation.weeks):
        yield from ((("weeks", number, place), day, (rotation.starts.weekday() + place) % len(WEEKDAYS))
                    for place, day in enumerate(week))


def _named(path: FieldPath, entry: Entry, names: Sequence[str], rotation: Rotation | None = None) -> Faults:
    for word in entry:
        if word not in (*names, *_OWN_WORDS, *SIGNS):
            if rotation is not None and len(word) == 1:
                known = ", ".join([*rotation.letters, *SIGNS])
                yield path, (f"unknown letter {word!r}; allowed: {known}, or say in `letters` what it stands for, such as "
                             f"letters: {{{word}: {names[0]}}}")
            else:
                yield path, unknown_name("shift", word, [*names, *_OWN_WORDS])


def _offered(
    instance: Instance, theirs: Sequence[Operator], path: FieldPath, entry: Entry, weekday: int | None
) -> Faults:
    """That a day asks for shifts of which somebody could have none, by their contract or the templates' weekdays."""
    if set(entry) & set(_OWN_WORDS):
        return
    templates = [each for each in instance.shifts if each.name in entry]
    told = " or ".join(entry)
    if len(templates) < len(entry):  # an unknown one has been named
        return
    if weekday is not None and all(each.days is not None and weekday not in each.days for each in templates):
        yield path, f"found {told} on {WEEKDAYS[weekday]}, a day on which no shift of it starts; allowed are others, and off"
        return
    for operator in theirs:
        contract = instance.contracts.get(operator.contract)
        if contract is not None and contract.shifts is not None and set(entry).isdisjoint(contract.shifts):
            yield path, (f"found {told}; {operator.id} has contract {operator.contract!r}, which allows "
                         f"{', '.join(contract.shifts)}")
            return


def _offsets(instance: Instance, index: int, rotation: Rotation, ids: set[str], teams: set[str]) -> Faults:
    """Every name in the offsets is one operator or team, and somebody works the pattern."""
    if not isinstance(rotation.offsets, dict):
        return
    theirs = list(members(rotation, instance.operators))
    known = {each.id for each, _ in theirs} | {each.team for each, _ in theirs if each.team}
    for name in rotation.offsets:
        path = ("rotations", index, "offsets", name)
        if name not in known:
            yield path, unknown_name("operator or team", name, known, named_in_full(name, [each for each, _ in theirs]))
        elif name in ids and name in teams:
            yield path, f"found {name!r}, an operator and a team; allowed is a name of one of the two"
    if theirs and all(offset is None for _, offset in theirs):
        yield ("rotations", index, "offsets"), "says nothing of anybody; needed is an offset for each of `who`, or their team"


def without_offset(instance: Instance) -> Faults:
    """Yield a word on everybody of whom the offsets of a rotation say nothing, so that they are outside it."""
    for index, rotation in enumerate(instance.rotations):
        if outside := [operator for operator, offset in members(rotation, instance.operators) if offset is None]:
            names = ", ".join(f"{each.id} (team {each.team})" if each.team else each.id for each in outside)
            are, their = ("are", "their offsets") if len(outside) > 1 else ("is", "an offset")
            yield ("rotations", index, "offsets"), (f"nothing is said of {names}, who {are} outside the rotation and may work "
                                                    f"any shift; write {their}, or of their team, if that is not meant")


def _twice(instance: Instance) -> Faults:
    """Operators who are in two rotations that hold at the same time."""
    taken: dict[str, list[tuple[dt.date, dt.date, str]]] = {}
    for index, rotation in enumerate(instance.rotations):
        first, last = rotation.starts, rotation.ends or dt.date.max
        for operator, _ in rotating(rotation, instance.operators):
            spans = taken.setdefault(operator.id, [])
            both = next((name for begins, ends, name in spans if begins <= last and first <= ends), None)
            if both is not None:
                yield ("rotations", index, "who"), (f"{operator.id} is in rotation {both} at the same time; allowed is one, or "
                                                    "`ends` in the earlier one")
                break
            spans.append((first, last, rotation.name or f"no. {index + 1}"))


def _changed_twice(instance: Instance) -> Faults:
    """Two changes of one day for the same operator, or the same team."""
    if not usable_horizon(instance):
        return
    dates = [instance.horizon.start + dt.timedelta(days=day) for day in range(instance.horizon.days)]
    seen: dict[tuple[str | None, str | None, dt.date], Entry] = {}
    for index, change in enumerate(instance.rotation_changes):
        for date in filter(change.on, dates):
            if seen.setdefault((change.operator, change.team, date), change.shift) != change.shift:
                yield ("rotation_changes", index, "when"), (f"{change.operator or change.team} has another change on {date}; "
                                                            "allowed is one a day")
                break
