"""`rotation`: each day is worked, or off, as the pattern asks, or at a price; what goes before the pattern."""

from __future__ import annotations

import pytest

from scheduler.model.published import Published
from scheduler.rules import rotation
from scheduler.rules.basis.shift_table import rows_of_template, shift_table
from scheduler.rules.basis.statement import Forbid, Price
from tests.builders.checked import shift
from tests.builders.derived import costs_of
from tests.builders.hotline import FREE
from tests.builders.rosters import allows, on, price
from tests.builders.rotations import EARLY, LATE, rotating


def early(*days):
    return [on(day, "08:00") for day in days]


def late(*days):
    return [on(day, "16:00") for day in days]


WEEK = early(*range(5))


def test_boundary_the_pattern_itself_and_nothing_else():
    plan = rotating()
    assert allows(rotation, plan, *WEEK, *late(*range(7, 12)))
    assert not allows(rotation, plan, *WEEK, *late(*range(7, 11)))
    assert not allows(rotation, plan, *WEEK, *late(*range(7, 11)), on(11))
    assert not allows(rotation, plan, *WEEK, on(5), *late(*range(7, 12)))


@pytest.mark.parametrize(("row", "kept", "broken"), [
    ({"when": "2026-12-08", "kind": "leave"}, early(0, 2, 3, 4), early(0, 1, 2, 3)),
    ({"when": "2026-12-08", "kind": "unavailable", "from": "11:00", "to": "12:00"}, early(0, 2, 3, 4), early(0, 2, 3)),
    ({"when": "2026-12-08", "kind": "pinned", "from": "16:00", "to": "20:00"}, [*early(0, 2, 3, 4), *late(1)], late(0, 1)),
    ({"when": "2026-12-12", "kind": "pinned"}, [*WEEK, *late(5)], [*WEEK, *late(6)]),
])
def test_absences_and_pins_go_before_the_pattern(row, kept, broken):
    plan = rotating(7, availability=[row | {"operator": "anna"}])
    assert allows(rotation, plan, *kept)
    assert not allows(rotation, plan, *broken)


def test_closed_days_and_hours_too_short_go_before_it():
    hours = {"weekly": {"mon-fri": ["08:00-20:00"]}, "exceptions": {"2026-12-08": [], "2026-12-09": ["09:00-20:00"]}}
    plan = rotating(7, hours=hours)
    assert allows(rotation, plan, *early(0, 3, 4))
    assert not allows(rotation, plan, *early(0, 3))
    outside = rotating(7, hours=hours, shifts=[EARLY | {"outside_hours": True}, LATE])
    assert not allows(rotation, outside, *early(0, 3, 4))


def test_shifts_that_the_contract_has_not_are_asked_of_nobody():
    short = {"contracts": {"free": FREE | {"shift_minutes": [60, 120]}}}
    assert allows(rotation, rotating(7, **short))


def test_a_day_that_is_not_as_asked_has_its_price_also_if_it_is_pinned():
    pinned = [{"operator": "anna", "when": "2026-12-08", "kind": "pinned", "from": "16:00", "to": "20:00"},
              {"operator": "anna", "when": "2026-12-09", "kind": "leave"}]
    plan = rotating(7, {"price_per_day": 2.5}, availability=pinned)
    roster = [*early(0, 5), *late(1)]
    assert price(rotation, plan, *roster) == 4 * 2.5 * 6000
    shifts = [shift(plan, *each) for each in roster]
    term = costs_of(plan, [*shifts, *(shift(plan, *each, operator="ben") for each in WEEK)]).terms["rotation"]
    assert (term.cost, term.amount, term.unit) == (10, 4, "days")


def test_overtime_that_a_repair_may_ask_for_goes_before_the_pattern_at_its_price():
    contract = {"contracts": {"free": FREE | {"overtime_minutes_per_day": 60}}}
    for changes in ({}, {"price_per_day": 2.5}):
        plan = rotating(1, changes, **contract)
        published, longer = (shift(plan, on(0, "08:00")[0], minutes, ()) for minutes in (240, 300))
        table = shift_table(plan, Published.of(plan, [published], published.start, asked=[(longer, 60)]).rows)
        told = list(rotation.state(plan, plan.operators[0], table))
        asked = table.extra_minutes > 0
        assert asked.sum() == 1
        assert not any(each.rows[asked].any() for each in told if isinstance(each, Forbid))
        assert [each.rows[asked].tolist() for each in told if isinstance(each, Price)] == [[15000]] * bool(changes)


def test_a_shift_pinned_with_its_breaks_is_of_its_template():
    pin = {"operator": "anna", "when": "2026-12-07", "kind": "pinned", "from": "08:00", "to": "12:00",
           "breaks": "breather 10:00-10:15"}
    breaks = {"breathers": {"minutes": 15, "paid": True, "count": [{"from_shift_minutes": 240, "breathers": 1}]},
              "spacing": {"edge_minutes": 30, "min_work_minutes": 30, "max_work_minutes": 240}}
    plan = rotating(1, {"price_per_day": 1}, availability=[pin], breaks=breaks)
    table = shift_table(plan)
    assert rows_of_template(plan, table, "early").tolist() == (table.start == table.start.min()).tolist()
    assert table.placed.any()
