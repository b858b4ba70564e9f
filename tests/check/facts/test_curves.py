"""Terms where missed calls have a price or an outside call centre helps, recomputed from plain shifts."""

from __future__ import annotations

import numpy as np
import pytest

from scheduler.check.facts.coverage import on_phone
from scheduler.check.facts.curves import purchases
from scheduler.check.result import check_result
from scheduler.demand.cost.parts import expected_missed
from scheduler.demand.demand import demand_of
from scheduler.demand.queueing.queue import queue_of
from scheduler.demand.queueing.uncertainty import load_distribution
from scheduler.instance.calls_grid import open_cells
from scheduler.roster import Purchase
from tests.builders.checked import instance, result, shift, with_forecast
from tests.builders.derived import costs_of, served_of, staffing_of

TEAM = [{"id": name, "contract": "free"} for name in ("anna", "ben", "carl")]
MISSED = {"missed_call": 4.0}
HELP = {"name": "X", "price_per_hour": 5.0, "capacity_operators": 1}
QUEUES = {"queues": {"de": {"patience_s": 120}, "fr": {"patience_s": 120}}}


def plan_with(calls: float = 40.0, **changes):
    return with_forecast({"operators": TEAM, "service": {"patience_s": 120, "min_operators": 1}} | changes, calls=calls)


def roster(plan):
    return [shift(plan, "2026-12-07T08:00", 240), shift(plan, "2026-12-07T10:00", 510, operator="ben")]


@pytest.mark.parametrize("changes", [
    {"objective": MISSED}, {"outside": HELP}, {"objective": MISSED, "outside": HELP},
    {"objective": MISSED, "outside": {"name": "X", "price_per_call": 1.0, "capacity_calls_per_hour": 3}},
    {"outside": {"name": "X", "price_per_call": 0.1}},
])
def test_terms_are_the_curve_the_engine_sees(changes):
    plan = plan_with(**changes)
    shifts, staffing = roster(plan), staffing_of(plan)
    present, size = on_phone(plan, shifts), plan.grid.cells_per_interval
    curve = sum(int(staffing.curve[0, cell // size, present[cell]]) for cell in np.flatnonzero(staffing.is_open))
    parts = {part.name: part.units for part in costs_of(plan, shifts).parts}
    assert curve == sum(cost for name, cost in parts.items() if name not in ("pay", "denied_wishes"))
    assert ("outside" in parts) == ("outside" in changes)
    assert ("missed_calls" in parts) == ("objective" in changes) != ("understaffing" in parts)


def test_missed_calls_of_a_roster_by_hand():
    plan = plan_with(objective=MISSED)
    shifts = roster(plan)
    _, missed = expected_missed(plan, queue_of(plan, None), load_distribution(plan, None), 3)
    present = on_phone(plan, shifts)
    right = sum(missed[cell // 4, present[cell]] / 4 for cell in range(32, 80))
    term = costs_of(plan, shifts).terms["missed_calls"]
    assert term.unit == "calls"
    assert term.amount == pytest.approx(right, abs=48 * 2 / 24000)
    assert term.cost == pytest.approx(4 * term.amount)


def test_nobody_at_all_misses_every_call_and_the_minimum():
    terms = costs_of(plan_with(objective=MISSED), ()).terms
    assert terms["missed_calls"].amount == pytest.approx(12 * 40, abs=0.02)
    assert (terms["below_minimum"].amount, terms["below_minimum"].cost) == (12, 12 * 36)


def test_outside_operators_stand_in_up_to_their_capacity():
    plan = plan_with(outside=HELP)
    terms = costs_of(plan, ()).terms
    assert (terms["outside"].amount, terms["outside"].cost) == (12, 60)  # one operator in each of 12 hours
    alone = costs_of(plan_with(), ()).terms
    short, helped = (sum(each[name].amount for name in ("understaffing", "understaffing_beyond_10_percent"))
                     for each in (alone, terms))
    assert short - helped == 12


def test_several_queues_are_served_where_most_calls_would_be_missed():
    skilled = [{"id": name, "contract": "free", "skills": "de|fr"} for name in ("anna", "ben", "carl")]
    plan = plan_with(operators=skilled, service=QUEUES, objective=MISSED, calls=10)
    both = [shift(plan, "2026-12-07T08:00", 120), shift(plan, "2026-12-07T08:00", 120, operator="ben")]
    served = served_of(plan, both)
    assert served[:, 32].tolist() == [1, 1]  # alike, so one each
    shifts = roster(plan)
    staffing = staffing_of(plan)
    present = on_phone(plan, shifts)
    least = sum(
        min(int(staffing.curve[0, cell // 4, k] + staffing.curve[1, cell // 4, present[cell] - k])
            for k in range(present[cell] + 1))
        for cell in np.flatnonzero(staffing.is_open)
    )
    parts = {part.name: part.units for part in costs_of(plan, shifts).parts}
    assert parts["missed_calls"] + parts["below_minimum"] == least


def test_a_plain_instance_has_the_terms_of_the_requirement():
    assert "missed_calls" not in costs_of(with_forecast({}), ()).terms
    assert instance().outside is None


# --- what a result says was bought ---


def test_a_result_that_says_what_was_bought_is_clean_and_every_untruth_is_found():
    plan = plan_with(outside=HELP)
    shifts = roster(plan)
    bought = tuple(purchases(plan, demand_of(plan), open_cells(plan), served_of(plan, shifts)))
    right = result(plan, shifts).model_copy(update={"outside": bought})
    assert sum(row.cost for row in bought) == pytest.approx(right.terms["outside"].cost)
    assert sum(row.amount for row in bought) == pytest.approx(right.terms["outside"].amount)
    assert not check_result(plan, right)
    cheaper = bought[0].model_copy(update={"cost": bought[0].cost - 1})
    for wrong in ((), bought[1:], (*bought, bought[0]), (cheaper, *bought[1:]),
                  (bought[0].model_copy(update={"amount": 99.0}), *bought[1:])):
        found = check_result(plan, right.model_copy(update={"outside": wrong}))
        assert {violation.rule for violation in found} == {"outside"}


def test_nothing_can_have_been_bought_where_there_is_nobody_to_buy_of():
    plan = plan_with()
    start = plan.grid.moment(32)
    said = result(plan, roster(plan)).model_copy(update={"outside": (
        Purchase(start=start, queue=None, amount=1, cost=1),)})
    assert {violation.rule for violation in check_result(plan, said)} == {"outside"}
