"""Breaks by windows of the clock: what is left of forms at each start is what the checker allows, placement by placement."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest

from scheduler.check.rules.breaks import check
from scheduler.instance.instance import Instance
from scheduler.roster import Break, BreakKind, Shift
from scheduler.rules.basis.break_clock import BreakClock, spans_of
from scheduler.rules.basis.break_forms import Form, Placement
from tests.builders.hotline import hotline
from tests.builders.plans import placements

LUNCH = {"minutes": 60, "from_shift_minutes": 240}
NOON = LUNCH | {"clock": ["11:00-13:00"]}
TWO = [LUNCH | {"clock": ["11:00-12:00", "12:30-13:30"]}, LUNCH | {"clock": ["14:00-16:00"]}]
PAUSES = {"minutes": 30, "count": [{"from_shift_minutes": 0, "breathers": 1}]}
HALF_HOURS = {"name": "Helpline", "timezone": "Asia/Jakarta", "interval_minutes": 60, "break_grid_minutes": 30}
BERLIN = HALF_HOURS | {"timezone": "Europe/Berlin"}


def place(hour: float, hours: float, breaks: dict[str, object], **changes: object) -> tuple[Instance, int, int]:
    """An instance, the first cell of a shift of its first day, and its minutes."""
    plan = hotline(**{"hotline": HALF_HOURS, "breaks": breaks, "hours": {"always": True}} | changes)
    return plan, plan.grid.cell(plan.grid.instants(0, int(hour * 60))[-1]), int(hours * 60)


def allowed(plan: Instance, first: int, minutes: int) -> set[Placement]:
    """All placements of breaks in a shift in which the checker finds nothing."""
    cells = minutes // plan.grid.cell_minutes
    kinds: dict[BreakKind, int] = {"lunch": len(plan.breaks.lunches_of(minutes)), "breather": plan.breaks.breathers_of(minutes)}
    long: dict[BreakKind, int] = {"lunch": 60 // plan.grid.cell_minutes, "breather": 30 // plan.grid.cell_minutes}
    each = [kind for kind, count in kinds.items() for _ in range(count)]
    found = set[Placement]()
    for starts in product(range(cells), repeat=len(each)):
        pauses = tuple(sorted(((kind, at, long[kind]) for kind, at in zip(each, starts, strict=True)), key=lambda one: one[1]))
        ends = [at + cells for _, at, cells in pauses]
        if not pauses or (max(ends) <= cells and all(end <= at for end, (_, at, _) in zip(ends, pauses[1:], strict=False))):
            moment = plan.grid.moment
            shift = Shift(operator="anna", start=moment(first), end=moment(first + cells), breaks=tuple(
                Break(kind=kind, start=moment(first + at), end=moment(first + at + more)) for kind, at, more in pauses))
            found |= set() if list(check(plan, [shift])) else {pauses}
    return found


def held(forms: tuple[Form, ...]) -> Iterator[Placement]:
    return (placement for form in forms for order in form.orders for placement in placements(order))


SHIFTS = {
    "lunch at noon": (8, 6, {"lunch": NOON}, {}),
    "lunch at noon in a shift that just reaches it": (6, 6, {"lunch": NOON}, {}),
    "a window and minutes from the start": (8, 6, {"lunch": NOON | {"earliest_minutes": 210, "latest_minutes": 300}}, {}),
    "two windows that touch are one": (8, 6, {"lunch": LUNCH | {"clock": ["11:00-12:00", "12:00-13:30"]}}, {}),
    "off the grid": (8, 6, {"lunch": LUNCH | {"clock": ["11:10-13:20"]}}, {}),
    "two lunches": (11, 5, {"lunch": TWO}, {}),
    "a breather, in one of two windows": (8, 6, {"breathers": PAUSES | {"clock": ["09:00-10:00", "12:00-13:30"]}}, {}),
    "lunch and breather, with bounds of work": (8, 5, {
        "lunch": NOON, "breathers": PAUSES | {"clock": ["08:00-10:30", "12:30-14:00"]},
        "spacing": {"edge_minutes": 30, "min_work_minutes": 60, "max_work_minutes": 180}}, {}),
    "over midnight": (21, 7, {"lunch": LUNCH | {"clock": ["23:00-01:30"]}}, {}),
    "on the next day": (21, 7, {"lunch": LUNCH | {"clock": ["01:00-02:30"]}}, {}),
    "in the hour that repeats": (23, 6, {"lunch": LUNCH | {"clock": ["02:00-03:00"]}},
                                 {"hotline": BERLIN, "horizon": {"start": "2026-10-24", "days": 1}}),
    "after the hour that is skipped": (23, 6, {"lunch": LUNCH | {"clock": ["01:30-04:00"]}},
                                       {"hotline": BERLIN, "horizon": {"start": "2026-03-28", "days": 1}}),
}


@pytest.mark.parametrize("name", SHIFTS)
def test_a_start_leaves_exactly_the_placements_that_the_checker_allows(name):
    hour, hours, breaks, changes = SHIFTS[name]
    plan, first, minutes = place(hour, hours, breaks, **changes)
    found = list(held(BreakClock(plan).narrowed(first, minutes)))
    assert found
    assert len(found) == len(set(found)), "two orders hold the same placement"
    assert set(found) == allowed(plan, first, minutes)


@pytest.mark.parametrize(("hour", "fits"), [(6.5, False), (7, True), (12, True), (12.5, False)])
def test_boundary_the_first_and_the_last_start_whose_lunch_lies_in_the_window(hour, fits):
    plan, first, minutes = place(hour, 5, {"lunch": NOON})
    assert bool(BreakClock(plan).forms(first, minutes)) == fits == bool(allowed(plan, first, minutes))


def test_without_a_clock_forms_are_those_of_any_start():
    plan, first, minutes = place(8, 6, {"lunch": LUNCH | {"earliest_minutes": 60, "latest_minutes": 180}})
    clock = BreakClock(plan)
    assert not clock.spans
    assert clock.forms(first, minutes) == clock.forms(first + 5, minutes) == clock.narrowed(first, minutes)


def test_a_placed_form_is_one_only_where_its_breaks_lie_in_their_windows():
    plan, first, minutes = place(8, 6, {"lunch": NOON})
    clock = BreakClock(plan)
    assert clock.placed(first, minutes, (("lunch", 6, 2),)) is not None
    assert clock.placed(first, minutes, (("lunch", 5, 2),)) is None
    assert clock.placed(first + 2, minutes, (("lunch", 6, 2),)) is not None
    assert clock.placed(first + 4, minutes, (("lunch", 8, 2),)) is None


def test_breaks_that_come_free_stay_in_their_windows_of_the_clock():
    plan, first, minutes = place(8, 6, {"lunch": NOON})
    clock = BreakClock(plan)
    placed = clock.placed(first, minutes, (("lunch", 6, 2),))
    assert placed is not None
    ((order,),) = (clock.loosened(first, placed, 4).orders,)
    assert [(each.earliest, each.latest, each.clock) for each in order.breaks] == [(4, 10, plan.breaks.lunch[0].clock)]
    assert clock.loosened(first, placed, 7).orders[0].breaks[0] == placed.orders[0].breaks[0]


def test_spans_are_of_every_day_and_merged_where_windows_touch():
    plan = hotline(hotline=HALF_HOURS, breaks={"lunch": LUNCH | {"clock": ["11:00-12:00", "23:00-01:00", "12:00-13:20"]}})
    assert spans_of(plan.grid, plan.breaks.lunch[0].clock) == (
        (-26, -22), (-2, 2), (22, 26), (46, 50), (70, 74), (94, 98), (118, 122), (142, 146))


def test_the_parts_of_a_split_shift_have_their_windows_of_the_clock():
    plan, first, _ = place(8, 1, {"lunch": LUNCH | {"from_shift_minutes": 180, "clock": ["09:00-10:00", "15:00-17:00"]}})
    clock = BreakClock(plan)
    (form,) = clock.narrowed(first, 540, (180, 180))
    (order,) = form.orders
    assert [(each.kind, each.earliest, each.latest) for each in order.breaks] == [
        ("lunch", 2, 2), ("gap", 6, 6), ("lunch", 14, 16)]
    assert clock.forms(first + 4, 540, (180, 180)) == ()
    placement = ("lunch", 2, 2), ("gap", 6, 6), ("lunch", 15, 2)
    placed = clock.placed(first, 540, placement)
    assert placed is not None
    assert (placed.placed, placed.gap) == (True, (6, 6))
    assert clock.placed(first, 540, (("lunch", 3, 2), *placement[1:])) is None
    loose = clock.loosened(first, placed, 8).orders[0].breaks
    assert [(each.earliest, each.latest) for each in loose] == [(2, 2), (6, 6), (12, 16)]
