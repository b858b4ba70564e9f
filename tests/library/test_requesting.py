"""Requests of a roster that was planned with load factors are judged with them, and their answers keep them."""

from __future__ import annotations

from itertools import permutations

import pytest

import scheduler
from scheduler.check.cost import costs
from scheduler.check.result import check_result
from scheduler.demand.demand import demand_of
from scheduler.demand.effective_load import with_load_factors
from scheduler.errors import InputError
from scheduler.library.instance import ref_of
from scheduler.operate.requests import Request
from scheduler.operate.swaps import Duty, swapped
from tests.builders.published import EXACT, published, published_with_factors


@pytest.fixture(scope="module")
def plan():
    found = published_with_factors()
    assert found.cost != pytest.approx(published().cost), "the factors tell"
    return found


def keeps_factors(plan, after) -> bool:
    truth = after.roster.truth
    return truth is not None and truth.load_factors == plan.roster.truth.load_factors and truth.simulated is not None


def test_a_swap_costs_what_it_does_with_the_factors(plan):
    duties = [Duty(shift.operator, shift.start.date()) for shift in plan.roster.shifts]
    pairs = ((one, other) for one, other in permutations(duties, 2) if one.operator != other.operator)
    found = next(each for one, other in pairs if (each := scheduler.swap(plan, str(one), str(other))).judgement.is_allowed)
    loaded = with_load_factors(plan.instance, plan.roster.load_factors)
    right = costs(loaded, demand_of(loaded), swapped(plan.instance, plan.roster.shifts, found.one, found.other)).objective
    assert found.judgement.cost == pytest.approx(right - plan.cost)
    after = found.grant()
    assert after.cost == pytest.approx(right)
    assert keeps_factors(plan, after)
    assert not check_result(after.instance, after.roster, ref_of(after.instance))


def test_a_repair_of_nothing_is_no_dearer_and_keeps_the_factors(plan):
    found = scheduler.repair(plan, now="2026-12-07", **EXACT)
    assert found.repaired.bound <= found.after.cost + found.repaired.change_cost <= plan.cost + 1e-9
    assert keeps_factors(plan, found.after)


def test_why_compares_like_with_like(plan):
    shift = plan.roster.shifts[0]
    found = scheduler.why(plan, shift.operator, shift.start.date(), seconds=0.5)
    least, most = found.cost
    assert least <= most
    assert keeps_factors(plan, found.after)
    worse = found.after.cost + found.repaired.change_cost - plan.cost
    assert most == pytest.approx(worse)


def test_what_is_granted_says_of_which_request_and_the_rest_stays(tmp_path):
    plan, table = published(), tmp_path / "asked.csv"
    table.write_text("id,operator,kind,date,to,start,template,minutes\n"
                     "r1,folake,off,2026-12-07,,,,\n,kavya,shift,2026-12-07,,11:00,,\n,more1,lunch,2026-12-09,,,,45\n")
    found = scheduler.requests(plan, table)
    assert [each.status for each in found.answers] == ["granted", "granted", "refused"]
    after = found.grant()
    assert not scheduler.check(after.instance, after)
    assert after.cost == pytest.approx(plan.cost + sum(each.judgement.cost for each in found.granted))
    assert after.bound == pytest.approx(plan.bound), "nothing more is allowed than before"
    rows = [(row.operator, row.kind, row.note) for row in after.instance.availability]
    assert rows == [("kavya", "pinned", "request 2: shift from 11:00 on Mon 2026-12-07"),
                    ("folake", "unavailable", "request r1: day off on Mon 2026-12-07")]
    assert scheduler.requests(plan, table, allowance=0).grant().cost < after.cost
    assert scheduler.requests(plan, []).grant() is plan


def test_a_bound_of_which_leave_takes_hours_is_no_longer_claimed():
    found = scheduler.requests(published(), [Request(operator="folake", kind="leave", date="2026-12-07")])
    assert found.grant().bound == 0


def test_a_wrong_request_is_refused_with_row_column_value_and_what_is_allowed(tmp_path):
    table = tmp_path / "asked.csv"
    table.write_text("operator,kind,date\nfolake,holiday,2026-12-07\n")
    with pytest.raises(InputError, match=r"row 2.*column kind.*holiday.*leave"):
        scheduler.requests(published(), table)
    table.write_text("operator,kind,date\nfolake,off,2026-12-07\n\nnobody,off,2026-12-07\n")
    with pytest.raises(InputError, match=r"line 4.*column operator: operator: found 'nobody', no operator; allowed: divya"):
        scheduler.requests(published(), table)
    with pytest.raises(InputError, match="requests:row 1: operator: found 'nobody'"):
        scheduler.requests(published(), [Request(operator="nobody", kind="off", date="2026-12-07")])
    with pytest.raises(InputError, match="allowance: found -1; allowed is a whole number from 0"):
        scheduler.requests(published(), [], allowance=-1)
