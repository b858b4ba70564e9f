"""`pay`, `coverage`, `wishes`, and their sum."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from scheduler.check.facts.coverage import on_phone
from scheduler.check.facts.wishes import denied_wishes
from scheduler.demand.demand import Demand, QueueDemand
from scheduler.instance.calls_grid import open_cells
from scheduler.instance.objective import UNITS
from tests.builders import derived
from tests.builders.checked import BREAKS, day, instance, shift, with_forecast
from tests.builders.derived import costs_of, staffing_of

TEAM = [{"id": who, "contract": "free"} for who in ("anna", "ben", "carl")]


@pytest.fixture
def required(monkeypatch):
    """Sets the requirement of every interval to a number."""

    def use(number):
        def demand_of(plan):
            needs = (QueueDemand(name, None, None, np.full(plan.grid.intervals, number), ()) for name in plan.queues)
            return Demand(open_cells(plan), tuple(needs))

        monkeypatch.setattr(derived, "demand_of", demand_of)

    return use


def test_the_keys_are_those_of_the_contract(required):
    required(0)
    assert list(costs_of(instance(), ()).terms) == [
        "pay",
        "understaffing",
        "understaffing_beyond_10_percent",
        "overstaffing",
        "denied_wishes",
    ]


def test_pay_is_paid_hours_times_price(required):
    required(0)
    plan = instance(contracts={"free": {"hours_per_week": [0, 40], "cost_per_hour": 12.35}})
    term = costs_of(plan, [shift(plan, day(0), 510)]).terms["pay"]
    assert (term.cost, term.amount, term.unit) == (8 * 12.35, 8, "paid hours")


def test_two_tiers_of_understaffing(required):
    required(25)
    plan = instance(operators=TEAM)
    terms = costs_of(plan, [shift(plan, day(0), 120, operator=who) for who in ("anna", "ben", "carl")]).terms
    assert (terms["understaffing"].amount, terms["understaffing"].cost) == (12 * 2, 12 * 2 * 12)
    beyond = 10 * 23 + 2 * 20
    assert (terms["understaffing_beyond_10_percent"].amount, terms["understaffing_beyond_10_percent"].cost) == (
        beyond,
        beyond * 36,
    )
    assert terms["overstaffing"].amount == 0


@pytest.mark.parametrize(("need", "first"), [(0, 0), (1, 1), (9, 1), (19, 1), (20, 2)])
def test_width_of_the_first_tier(required, need, first):
    required(need)
    plan = instance()
    terms = costs_of(plan, ()).terms
    assert terms["understaffing"].amount == 12 * first
    assert terms["understaffing_beyond_10_percent"].amount == 12 * (need - first)


def test_breaks_leave_the_phone_cell_by_cell(required):
    required(1)
    plan = instance()
    terms = costs_of(plan, [shift(plan, day(0), 240)]).terms
    assert terms["understaffing"].amount == 12 - 4 + 0.25
    assert terms["overstaffing"].amount == 0


def test_closed_cells_cost_nothing(required):
    required(0)
    plan = instance()
    assert (
        costs_of(plan, [shift(plan, day(0, "06:00"), 120), shift(plan, day(0, "20:00"), 120)]).terms["overstaffing"].amount
        == 0
    )
    assert costs_of(plan, [shift(plan, day(0, "07:00"), 120)]).terms["overstaffing"].amount == 1


def test_on_phone_is_clipped_to_the_horizon_and_counts_whole_cells_only():
    plan = instance(hours={"always": True})
    assert on_phone(plan, [shift(plan, day(0, "23:00"), 240)]).sum() == 4
    assert on_phone(plan, [shift(plan, day(-1, "23:00"), 120)]).sum() == 4
    assert on_phone(plan, [shift(plan, day(3), 120)]).sum() == 0
    assert on_phone(plan, [shift(plan, day(0, "08:05"), 120)]).sum() == 7
    away = shift(plan, day(0), 120, (("breather", 35, 15),))
    assert on_phone(plan, [away]).sum() == 6


def test_coverage_over_the_repeated_hour():
    plan = instance(hotline="Europe/Berlin", horizon={"start": "2026-10-25", "days": 1}, hours={"always": True})
    present = on_phone(plan, [shift(plan, "2026-10-25T00:00", 300, ())])
    assert len(present) == 25 * 4
    assert present[:20].all()
    assert not present[20:].any()


def test_agrees_with_the_curve_the_engine_sees():
    plan = with_forecast({"operators": TEAM, "service": {"min_operators": 2}}, calls=40.0)
    shifts = [
        shift(plan, day(0), 240),
        shift(plan, day(0, "10:00"), 510, operator="ben"),
        shift(plan, day(0, "09:00"), 360, operator="carl"),
    ]
    staffing, size = staffing_of(plan), plan.grid.cells_per_interval
    present = on_phone(plan, shifts)
    curve = sum(int(staffing.curve[0, cell // size, present[cell]]) for cell in np.flatnonzero(staffing.is_open))
    parts = {part.name: part.units for part in costs_of(plan, shifts).parts}
    assert curve == sum(parts[name] for name in ("understaffing", "understaffing_beyond_10_percent", "overstaffing"))
    assert curve > 0


def test_the_total_is_exact(required):
    required(1)
    plan = instance(
        contracts={"free": {"hours_per_week": [0, 40], "cost_per_hour": 0.01}},
        availability=[{"operator": "anna", "when": "mon", "kind": "avoid"}],
    )
    total = costs_of(plan, [shift(plan, day(0), 240)])
    assert isinstance(total.units, int)
    assert total.units == 240 + 1200 * 60 * 33 // 4 + 15 * UNITS
    assert total.objective == pytest.approx(float(Fraction(total.units, UNITS)), abs=0)


def test_unpaid_breathers_are_not_paid(required):
    required(0)
    plan = instance(breaks=BREAKS | {"breathers": BREAKS["breathers"] | {"paid": False}})
    assert costs_of(plan, [shift(plan, day(0), 240)]).terms["pay"].amount == 3.75


def wishes(rows, *starts, minutes=240, days=3):
    plan = instance(
        horizon=days,
        availability=[
            dict(zip(("kind", "when", "from", "to"), row, strict=False)) | {"operator": "anna"} for row in rows
        ],
    )
    return len(list(denied_wishes(plan, plan.operators[0], [shift(plan, start, minutes) for start in starts])))


def test_avoid_counts_pairs_that_overlap():
    rows = [("avoid", "mon", "12:00", "14:00")]
    assert wishes(rows, day(0)) == 0
    assert wishes(rows, day(0, "08:15")) == 1
    assert wishes(rows, day(0, "14:00")) == 0
    assert wishes(rows, day(1, "12:00")) == 0
    assert wishes([*rows, ("avoid", "mon")], day(0, "10:00")) == 2


def test_avoid_of_a_night_and_of_two_days():
    assert wishes([("avoid", "mon-tue")], day(0, "22:00")) == 2
    assert wishes([("avoid", "sun", "22:00", "06:00")], day(0, "05:00")) == 1


def test_prefer_is_denied_where_no_shift_of_the_day_touches_it():
    rows = [("prefer", "mon", "12:00", "14:00")]
    assert wishes(rows, day(0, "08:15")) == 0
    assert wishes(rows, day(0)) == 1
    assert wishes(rows) == 1
    assert wishes([("prefer", "mon-wed")], day(0), day(2)) == 1


def test_prefer_asks_for_a_shift_that_starts_that_day():
    assert wishes([("prefer", "tue", "00:00", "04:00")], day(0, "22:00")) == 1
    assert wishes([("prefer", "tue")], day(0, "22:00")) == 1
