"""Terms where missed calls have a price or an outside call centre helps, recomputed from plain shifts."""

from __future__ import annotations

import numpy as np
import pytest

from scheduler.check.facts.coverage import on_phone
from scheduler.check.result import check_result
from scheduler.demand.cost.parts import expected_missed
from scheduler.demand.demand import demand_of
from scheduler.demand.queueing.pooled import pooled
from scheduler.demand.queueing.queue import queue_of
from scheduler.demand.queueing.uncertainty import load_distribution
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
    present, (head,) = on_phone(plan, shifts), staffing.head_counts
    curve = sum(int(head.curves[head.curve_of[cell], present[cell]]) for cell in np.flatnonzero(staffing.is_open))
    parts = {part.name: part.units for part in costs_of(plan, shifts).parts}
    assert curve == sum(cost for name, cost in parts.items() if name not in ("pay", "denied_wishes"))
    assert ("outside" in parts) == ("outside" in changes)
    assert ("missed_calls" in parts) == ("objective" in changes) != ("understaffing" in parts)


def test_missed_calls_of_a_roster_by_hand():
    plan = plan_with(objective=MISSED)
    shifts = roster(plan)
    _, missed = expected_missed(plan, pooled([queue_of(plan, None)], [load_distribution(plan, None)]), 3)
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


def test_several_queues_of_the_same_people_miss_as_many_calls_as_one_queue_of_all():
    skilled = [{"id": name, "contract": "free", "skills": "de|fr"} for name in ("anna", "ben", "carl")]
    several = plan_with(operators=skilled, service=QUEUES, objective=MISSED, calls=10)
    one = plan_with(operators=skilled, service={"patience_s": 120}, objective=MISSED, calls=20)
    assert costs_of(several, roster(several)) == costs_of(one, roster(one))
    assert costs_of(several, roster(several)).terms["missed_calls"].amount > 0


def test_calls_that_specialists_miss_are_missed_whoever_else_is_free():
    """Nobody of German is there; the calls of all are few for those of French, but they miss all of the German ones."""
    skilled = [{"id": name, "contract": "free", "skills": skills}
               for name, skills in (("anna", "fr"), ("ben", "fr"), ("carl", "de|fr"))]
    plan = plan_with(operators=skilled, service=QUEUES, objective=MISSED, calls=10)
    shifts = [shift(plan, "2026-12-07T08:00", 120), shift(plan, "2026-12-07T08:00", 120, operator="ben")]
    (german, both) = demand_of(plan).sets
    assert served_of(plan, shifts)[:, 32].tolist() == [0, 2]
    _, alone = expected_missed(plan, german.callers, 10)
    _, together = expected_missed(plan, both.callers, 3)
    beyond = alone[8, 0] - alone[8, german.required[8]]
    assert alone[8, 0] == pytest.approx(10)
    missed = costs_of(plan, shifts).terms["missed_calls"].amount - costs_of(plan, ()).terms["missed_calls"].amount
    assert missed == pytest.approx(-2 * (together[8, 0] - together[8, 2]), abs=0.01)  # no German call is gained by it
    assert costs_of(plan, ()).terms["missed_calls"].amount == pytest.approx(12 * (20 + beyond), abs=0.02)


def test_a_plain_instance_has_the_terms_of_the_requirement():
    assert "missed_calls" not in costs_of(with_forecast({}), ()).terms
    assert instance().outside is None


# --- what a result says was bought ---


def test_a_result_that_says_what_was_bought_is_clean_and_every_untruth_is_found():
    plan = plan_with(outside=HELP)
    shifts = roster(plan)
    right = result(plan, shifts)
    bought = right.outside
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
