"""Checks of deferrable work: it can be told apart, is of known people, lies on the grid, and comes when it can be done."""

from __future__ import annotations

from collections.abc import Iterator

from scheduler.instance.backlog import due_of, rows_of
from scheduler.instance.calls_grid import moment_of
from scheduler.instance.checks.names import unknown_name
from scheduler.instance.checks.times import Faults, usable_grid
from scheduler.instance.checks.together import people_are_known
from scheduler.instance.deferrable import DeferrableWork, apart
from scheduler.instance.instance import Instance
from scheduler.instance.operators import Availability
from scheduler.instance.pinned_breaks import break_moments
from scheduler.timegrid import TimeGrid, elapsed_minutes


def names_of_work_differ(instance: Instance) -> Faults:
    """No two kinds of deferrable work, or an activity and one of them, have one name."""
    first = {each.name.lower(): "an activity" for each in instance.activities}
    for index, work in enumerate(instance.deferrable):
        if taken := first.get(work.name.lower()):
            yield ("deferrable", index, "name"), f"found {work.name!r}, which is the name of {taken}, too"
        first[work.name.lower()] = "other deferrable work"


def people_of_work_are_known(instance: Instance) -> Faults:
    """Who may do the work are operators of the instance, and somebody is."""
    for index, work in enumerate(instance.deferrable):
        unknown = [*people_are_known(instance, ("deferrable", index, "who"), work.who)]
        yield from unknown
        if not unknown and instance.operators and not any(map(work.is_for, instance.operators)):
            yield ("deferrable", index, "who"), f"names nobody who could do {work.name}; needed is at least one operator"


def blocks_on_the_grid(instance: Instance) -> Faults:
    """Blocks are multiples of the break grid."""
    grid = instance.hotline.break_grid_minutes
    for index, work in enumerate(instance.deferrable):
        for place, minutes in enumerate(work.block_minutes):
            if minutes % grid:
                yield ("deferrable", index, "block_minutes", place), (
                    f"found {minutes} min, not a multiple of the break grid of {grid} min")


def pinned_blocks_may_be(instance: Instance) -> Faults:
    """Blocks that pins name are of people who do the work, and as long as blocks are."""
    people = {each.id: each for each in instance.operators}
    for index, pin in enumerate(instance.availability if usable_grid(instance) else ()):
        if (who := people.get(pin.operator)) is None or not pin.breaks:
            continue
        for work in instance.deferrable:
            least, most = work.block_minutes
            for minutes in dict.fromkeys(_pinned_lengths(instance.grid, pin, work)):
                if not work.is_for(who):
                    yield ("availability", index, "breaks"), f"names {work.name}, which {pin.operator} does not do"
                elif not least <= minutes <= most:
                    yield ("availability", index, "breaks"), (
                        f"found {work.name} of {minutes} min; allowed are {least} to {most} min")


def _pinned_lengths(grid: TimeGrid, pin: Availability, work: DeferrableWork) -> Iterator[int]:
    """Minutes that pass in each block of a pin on its days; those that touch are one."""
    for day in (each for each in range(grid.days) if pin.on(grid.date(each))):
        moments = break_moments(grid, day, pin.breaks or (), grid.window(day, *pin.window)[0])
        blocks = apart((begins, ends) for each, begins, ends in moments if each.kind == work.kind)
        yield from (elapsed_minutes(begins, ends) for begins, ends in blocks)


def backlog_is_of_known_work(instance: Instance) -> Faults:
    """Every row names deferrable work, or none where there is only one, and all work has contacts."""
    names = [work.name for work in instance.deferrable]
    for index, row in enumerate(instance.backlog):
        path = ("backlog", index, "work")
        if not names:
            yield path, "stands without `deferrable`; needed is there what the contacts are: name, aht_s and a deadline"
            return
        if row.work is None and len(names) > 1:
            yield path, f"is missing; allowed: {', '.join(names)}"
        elif row.work is not None and row.work not in names:
            yield path, unknown_name("work", row.work, names)
    for index, work in enumerate(instance.deferrable):
        if work.per_day is None and next(rows_of(instance, work), None) is None:
            yield ("deferrable", index), (f"per_day: is missing, and so are rows of {work.name} in `backlog`; needed is one of "
                                          "the two: contacts of a day, or when they come")


def backlog_can_be_done(instance: Instance) -> Faults:
    """Contacts come before the horizon ends, at times that exist, and are due after it begins."""
    if not usable_grid(instance):
        return
    grid = instance.grid
    last = grid.moment(grid.cells)
    for work in instance.deferrable:
        for index in rows_of(instance, work):
            path, row = ("backlog", index, "start"), instance.backlog[index]
            try:
                arrives = moment_of(row.start, grid.zone)
            except ValueError as error:
                yield path, f"found {row.start.isoformat()}: {error}"
                continue
            if arrives >= last:
                yield path, (f"found {row.start.isoformat()}, after the horizon; allowed: before "
                             f"{last.isoformat(timespec='minutes')}")
            elif row.contacts and due_of(instance, work, arrives) <= grid.origin:
                yield path, (f"found {row.start.isoformat()}: due {work.told()}, before the horizon begins; allowed are "
                             "contacts that can still be handled in time, or the begin of the horizon for those that are late")


def work_stands_with(instance: Instance) -> Faults:
    """What deferrable work is not planned beside."""
    if not instance.deferrable:
        return
    if instance.outside is not None and instance.outside.minimum_purchase:
        yield ("deferrable",), ("stands beside outside.minimum_purchase; allowed is one of the two: their costs over the whole "
                                "plan are not weighed against each other")
    for index, activity in enumerate(instance.activities):
        if activity.is_common and activity.at is None:
            yield ("activities", index), (
                f"the planner chooses the time of {activity.name} beside `deferrable`; allowed is a time, by `at`, or one of "
                "the two")
        elif activity.is_one_to_one:
            yield ("activities", index, "facilitator"), (
                f"holds {activity.name} at times that follow from those who have it, beside `deferrable`; allowed is a time, "
                "by `at`, nobody who holds it, or one of the two")


def backlog_said_twice(instance: Instance) -> Faults:
    """Rows of one moment and work as a row before: all count, which may not be meant where a table was pasted twice."""
    seen, again = set[tuple[object, ...]](), list[int]()
    for index, row in enumerate(instance.backlog):
        key = row.start, row.contacts, row.work
        if key in seen:
            again.append(index)
        seen.add(key)
    if again:
        more = f", and so do {len(again) - 1} more" if again[1:] else ""
        yield ("backlog", again[0]), f"says the same as a row before{more}; the contacts of all of them count"
