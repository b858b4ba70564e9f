"""`breaks`: the forms of shifts against examples, and against an enumeration of all placements on a small grid."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.instance.breaks import Breaks
from scheduler.rules.basis.break_forms import Form, Order, forms_of, joined
from tests.builders.checked import BREAKS
from tests.builders.properties import examples

CELL = 15
USUAL = Breaks.model_validate(BREAKS)

Placement = tuple[tuple[str, int, int], ...]
"""Breaks in order of time: kind, first cell after the shift's start, and length in cells."""


def kinds(order: Order) -> str:
    """Kinds of the breaks of an order by their first letters."""
    return "".join(each.kind[0] for each in order.breaks)


def windows(order: Order) -> list[tuple[int, int]]:
    """Windows of the starts, in minutes."""
    return [(each.earliest * CELL, each.latest * CELL) for each in order.breaks]


def test_a_short_shift_has_no_break():
    (form,) = forms_of(USUAL, 120, CELL)
    assert [order.breaks for order in form.orders] == [()]
    assert (form.cells, form.paid_minutes) == (8, 120)


def test_one_breather_far_enough_from_both_ends():
    (form,) = forms_of(USUAL, 240, CELL)
    assert [windows(order) for order in form.orders] == [[(75, 150)]]


def test_lunch_may_lie_before_between_and_after_the_breathers_where_there_is_room():
    (form,) = forms_of(USUAL, 480, CELL)
    assert [kinds(order) for order in form.orders] == ["blbb", "bblb", "bbbl"]
    assert form.paid_minutes == 450


@pytest.mark.parametrize(("minutes", "fits"), [(45, True), (30, False), (150, True), (165, False)])
def test_boundary_a_shift_without_breaks_is_one_stretch_of_work(minutes, fits):
    assert bool(forms_of(USUAL, minutes, CELL)) == fits


@pytest.mark.parametrize(("minutes", "breaks"), [(225, None), (240, "b"), (345, None), (360, "blb")])
def test_boundary_of_the_rows_by_length(minutes, breaks):
    rows = {"from_shift_minutes": 240, "breathers": 1}, {"from_shift_minutes": 360, "breathers": 2}
    rules = Breaks.model_validate(BREAKS | {"breathers": {"minutes": 15, "count": rows}})
    found = {kinds(order) for form in forms_of(rules, minutes, CELL) for order in form.orders}
    assert breaks in found if breaks else not found


def test_one_form_for_each_length_of_lunch_that_fits():
    lunch = BREAKS["lunch"] | {"minutes": [30, 45, 240]}
    forms = forms_of(Breaks.model_validate(BREAKS | {"lunch": lunch}), 360, CELL)
    assert [form.paid_minutes for form in forms] == [330, 315]


def test_unpaid_breathers_are_not_paid():
    (form,) = forms_of(Breaks.model_validate({"breathers": BREAKS["breathers"] | {"paid": False}}), 480, CELL)
    assert form.paid_minutes == 435


@st.composite
def break_rules(draw: st.DrawFn) -> Breaks:
    """Any rules that fit shifts of a few hours, with bounds on and off the grid."""
    bound = st.integers(0, 18).map(lambda steps: steps * 5)
    edge, least = draw(bound), draw(bound)
    most = max(5, edge, least) + draw(st.integers(0, 18)) * 5
    last = max(5, edge) + draw(st.integers(0, 18)) * 5
    rules = {"spacing": {"edge_minutes": edge, "min_work_minutes": least, "max_work_minutes": most,
                         "max_last_work_minutes": last}}
    if draw(st.booleans()):
        earliest = draw(bound)
        rules["lunch"] = {
            "minutes": draw(st.lists(st.sampled_from([15, 30, 45]), min_size=1, unique=True)),
            "paid": draw(st.booleans()),
            "from_shift_minutes": draw(st.sampled_from([0, 90])),
            "earliest_minutes": earliest,
            "latest_minutes": earliest + draw(bound),
        }
    if draw(st.booleans()):
        numbers = draw(st.lists(st.integers(0, 3), min_size=1, max_size=2))
        rules["breathers"] = {
            "minutes": draw(st.sampled_from([15, 30])),
            "paid": draw(st.booleans()),
            "count": [{"from_shift_minutes": 90 * row, "breathers": number} for row, number in enumerate(numbers)],
        }
    return Breaks.model_validate(rules)


@settings(max_examples=examples(300))
@given(rules=break_rules(), cells=st.integers(2, 13))
def test_forms_hold_exactly_the_legal_placements(rules, cells):
    minutes = cells * CELL
    lengths = [length for lunch in rules.lunches_of(minutes) for length in lunch.minutes] or [0]
    legal = [(length, set(placements(rules, minutes, length))) for length in lengths]
    legal = [(length, found) for length, found in legal if found]
    forms = forms_of(rules, minutes, CELL)
    assert len(forms) == len(legal)
    for form, (lunch_minutes, expected) in zip(forms, legal, strict=True):
        chained = [set(chain(order)) for order in form.orders]
        assert sum(map(len, chained)) == len(set().union(*chained)), "two orders hold the same placement"
        assert set().union(*chained) == expected
        assert (form.cells, form.paid_minutes) == (cells, minutes - unpaid(rules, minutes, lunch_minutes))
        assert_tight(form, expected)


@settings(max_examples=examples(100))
@given(rules=break_rules(), cells=st.integers(2, 13))
def test_windows_from_the_start_hold_what_shifts_of_every_length_leave_open(rules, cells):
    spacing = rules.spacing
    for order in (order for form in forms_of(rules, cells * CELL, CELL) for order in form.orders):
        reached = set(stretches(0, spacing.edge_minutes, spacing.max_work_minutes))
        for each, window in zip(order.breaks, order.from_start, strict=True):
            if each.kind == "lunch":
                reached = {start for start in reached if in_lunch_window(rules, cells * CELL, start)}
            assert reached == set(range(window[0], window[1] + 1))
            reached = {start for before in reached for start in
                       stretches(before + each.cells, spacing.min_work_minutes, spacing.max_work_minutes)}


def assert_tight(form: Form, legal: set[Placement]) -> None:
    """Every start in every window belongs to some legal placement, the ends of the windows above all."""
    for order in form.orders:
        same = [found for found in legal if [kind for kind, _, _ in found] == [each.kind for each in order.breaks]]
        for place, each in enumerate(order.breaks):
            assert {found[place][1] for found in same} == set(range(each.earliest, each.latest + 1))


def placements(rules: Breaks, minutes: int, lunch_minutes: int) -> Iterator[Placement]:
    """All legal placements, straight from the meaning of the rules, trying every set of starts."""
    cells, breather = minutes // CELL, rules.breathers.minutes // CELL if rules.breathers else 0
    lunches = [(("lunch", start, lunch_minutes // CELL),) for start in range(cells)
               if in_lunch_window(rules, minutes, start)] if rules.lunches_of(minutes) else [()]
    for starts in combinations(range(cells), rules.breathers_of(minutes)):
        breathers = [("breather", start, breather) for start in starts]
        for lunch in lunches:
            found = tuple(sorted((*breathers, *lunch), key=lambda one: one[1]))
            if keeps_spacing(rules, cells, found):
                yield found


def in_lunch_window(rules: Breaks, minutes: int, start: int) -> bool:
    """Whether a lunch may start in a cell."""
    return any(lunch.earliest_minutes <= start * CELL <= lunch.latest_minutes for lunch in rules.lunches_of(minutes))


def keeps_spacing(rules: Breaks, cells: int, found: Placement) -> bool:
    """Whether every stretch of work has a length that is allowed."""
    begins, ends = [0, *(start + length for _, start, length in found)], [*(start for _, start, _ in found), cells]
    work = [(end - begin) * CELL for begin, end in zip(begins, ends, strict=True)]
    spacing = rules.spacing
    return (min(work[0], work[-1]) >= max(0, spacing.edge_minutes)
            and all(stretch >= spacing.min_work_minutes for stretch in work[1:-1])
            and max(work) <= spacing.max_work_minutes and work[-1] <= spacing.max_last_work_minutes)


def stretches(begin: int, least: int, most: int) -> Iterator[int]:
    """Cells in which a stretch of work that begins in a cell may end."""
    return (begin + length for length in range(most // CELL + 1) if length * CELL >= least)


def chain(order: Order) -> Iterator[Placement]:
    """All placements an order holds: starts in their windows, and the bounds of work between two breaks."""
    partial: list[Placement] = [()]
    for each in order.breaks:
        partial = [
            (*found, (each.kind, start, each.cells))
            for found in partial
            for start in range(each.earliest, each.latest + 1)
            if not found or start - found[-1][1] - found[-1][2] in range(order.work[len(found) - 1][0],
                                                                         order.work[len(found) - 1][1] + 1)
        ]
    yield from partial


def unpaid(rules: Breaks, minutes: int, lunch_minutes: int) -> int:
    """Minutes of the unpaid breaks of a shift."""
    lunches, breathers = rules.lunches_of(minutes), rules.breathers
    of_lunch = sum(lunch_minutes for lunch in lunches if not lunch.paid)
    return of_lunch + (rules.breathers_of(minutes) * breathers.minutes if breathers and not breathers.paid else 0)


def test_two_parts_keep_the_breaks_of_their_lengths_and_any_work_beside_the_gap():
    (short,), (long,) = forms_of(USUAL, 120, CELL), forms_of(USUAL, 240, CELL)
    whole = joined(short, long, 4)
    assert (whole.cells, whole.paid_minutes, whole.gap) == (8 + 4 + 16, 360, (8, 4))
    (order,) = whole.orders
    assert [(each.kind, each.earliest, each.latest) for each in order.breaks] == [("gap", 8, 8), ("breather", 17, 22)]
    assert order.work == ((0, 1440),)
    (other,) = joined(long, long, 4).orders
    assert len(other.work) == len(other.breaks) - 1 == 2
