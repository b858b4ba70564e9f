"""Swaps and candidates: each answer is the checker's verdict and the recomputed cost."""

from __future__ import annotations

import random

import pytest

import scheduler
from scheduler.check.cost import costs
from scheduler.check.hard import check_shifts
from scheduler.demand.demand import demand_of
from scheduler.errors import CheckError, InputError
from scheduler.operate.answers import answers
from scheduler.operate.judging import Judge
from scheduler.operate.requests import Request
from scheduler.operate.swaps import Duty, candidates, swapped
from tests.builders.activities import busy, held
from tests.builders.checked import day, shift
from tests.builders.hotline import document
from tests.builders.published import published
from tests.builders.rotations import rotating


def duties(plan):
    return [Duty(shift.operator, shift.start.date()) for shift in plan.roster.shifts]


def test_the_answer_is_the_checkers_and_the_cost_that_of_all_shifts():
    plan, dice, seen = published(), random.Random(1), set()
    judge, demand = Judge(plan.instance, plan.roster.shifts), demand_of(plan.instance)
    for _ in range(15):
        one, other = dice.sample(duties(plan), 2)
        after = swapped(plan.instance, plan.roster.shifts, one, other)
        found = judge.judge(after, {one.operator, other.operator})
        assert found.is_allowed == (not check_shifts(plan.instance, after))
        assert found.cost == pytest.approx(costs(plan.instance, demand, after).objective - plan.cost)
        assert str(found).startswith("yes" if found.is_allowed else "no: ")
        seen.add(found.is_allowed)
    assert seen == {True, False}


def test_a_swap_that_leaves_a_rotation_worked_in_turn_is_refused_whoever_is_touched():
    plan = rotating(1, {"offsets": "in_turn"}, operators=[{"id": each, "contract": "free"} for each in ("anna", "ben", "carl")])
    shifts = [shift(plan, day(0, start), 240, (), operator=each)
              for each, start in (("anna", "08:00"), ("ben", "16:00"), ("carl", "08:00"))]
    one, other = Duty("ben", plan.horizon.start), Duty("carl", plan.horizon.start)
    found = Judge(plan, shifts).judge(swapped(plan, shifts, one, other), {"ben", "carl"})
    assert [each.rule for each in found.violations] == ["rotation", "rotation"]
    assert Judge(plan, shifts).judge(swapped(plan, shifts, Duty("anna", one.date), other), {"anna", "carl"}).is_allowed


def test_a_granted_swap_is_a_clean_roster_with_pins_that_say_why():
    plan = published()
    allowed = (scheduler.swap(plan, str(one), str(other)) for one in duties(plan) for other in duties(plan)
               if one.operator != other.operator)
    found = next(each for each in allowed if each.judgement.is_allowed)
    after = found.grant()
    assert not scheduler.check(after.instance, after)
    assert after.cost == pytest.approx(plan.cost + found.judgement.cost)
    notes = {row.note for row in after.instance.availability if row.kind == "pinned"}
    assert notes == {f"swap of {found.one} and {found.other}"}
    assert {(shift.operator, shift.start.date()) for shift in after.roster.shifts} >= {
        (found.other.operator, found.one.date), (found.one.operator, found.other.date)}


def test_a_swap_is_granted_where_others_have_the_same_shifts_with_the_same_breaks():
    lunch = {"minutes": 30, "from_shift_minutes": 240, "earliest_minutes": 120, "latest_minutes": 120}
    twice = {"name": "any", "start": {"from": "08:00", "to": "10:00", "every_minutes": 120},
             "length": {"from_minutes": 360, "to_minutes": 360}}
    plan = scheduler.solve(scheduler.Instance.model_validate(document(
        operators=4, hours={"weekly": {"mon": ["08:00-16:00"]}}, breaks={"lunch": lunch}, shifts=[twice],
        calls={"per_day": 100, "shape": "flat", "aht_s": 300})), deterministic=True, seconds=1)
    first, *others = plan.roster.shifts
    assert sorted(sum(shift.start == one.start for shift in plan.roster.shifts) for one in plan.roster.shifts) == [2, 2, 2, 2]
    other = next(shift for shift in others if shift.start != first.start)
    after = scheduler.swap(plan, f"{first.operator}@2026-12-07", f"{other.operator}@2026-12-07").grant()
    assert after.cost == pytest.approx(plan.cost)


def test_a_swap_that_breaks_a_rule_is_told_and_not_granted():
    plan = published()
    both = [(one, other) for one in duties(plan) for other in duties(plan) if one.operator != other.operator
            and one.date != other.date and Duty(one.operator, other.date) in duties(plan)]
    found = scheduler.swap(plan, *map(str, both[0]))
    assert "one shift a day" in str(found)
    with pytest.raises(CheckError):
        found.grant()


def test_candidates_are_ranked_and_the_others_have_their_reason():
    plan = published()
    vacant = duties(plan)[0]
    found = candidates(Judge(plan.instance, plan.roster.shifts), vacant)
    assert {each.operator for each in found} == {each.id for each in plan.instance.operators} - {vacant.operator}
    able = [each for each in found if each.judgement.is_allowed]
    assert [each.judgement.cost for each in able] == sorted(each.judgement.cost for each in able)
    assert list(found[: len(able)]) == able
    for each in found[len(able):]:
        assert each.judgement.violations
    works = {shift.operator for shift in plan.roster.shifts if shift.start.date() == vacant.date} - {vacant.operator}
    assert {each.operator for each in found if [one.rule for one in each.judgement.violations] == ["one_shift_a_day"]} == works


@pytest.mark.parametrize(("text", "told"), [
    ("anna", "ID@DATE"), ("nobody@2026-12-07", "no operator"), ("@2026-12-07", "ID@DATE")])
def test_what_is_no_shift_is_refused(text, told):
    with pytest.raises(InputError, match=told):
        scheduler.swap(published(), text, str(duties(published())[0]))


def test_who_takes_a_shift_has_no_meeting_of_others_and_lacks_their_own():
    meeting = {"name": "talk", "minutes": 60, "at": "10:00", "who": {"operators": "anna"}, "on": "2026-12-07"}
    plan = busy(meeting, horizon=2, calls={"per_day": 50, "aht_s": 240},
                operators=[{"id": name, "contract": "free"} for name in ("anna", "ben")])
    shifts = (held(plan, 0, "08:00", 240, ("activity talk", "10:00", 60)), held(plan, 1, "08:00", 240, operator="ben"))
    judge = Judge(plan, shifts)
    given = swapped(plan, shifts, Duty.parse("anna@2026-12-07"), Duty.parse("ben@2026-12-08"))
    assert judge.judge(given, {"anna", "ben"}).is_allowed
    assert given[0].activities == ()
    back = swapped(plan, given, Duty.parse("ben@2026-12-07"), Duty.parse("anna@2026-12-08"))
    assert "talk is missing" in str(Judge(plan, given).judge(back, {"anna", "ben"}))


COACHED = {"name": "talk", "minutes": 60, "per": "period", "times": [0, 1], "who": {"operators": "ben"}, "facilitator": "anna"}


def at_work(plan, operator, number, start="08:00", *talks):
    return held(plan, number, start, 240, *(("activity talk", clock, 60) for clock in talks), operator=operator)


@pytest.fixture(scope="module")
def coached():
    team = [{"id": name, "contract": "free"} for name in ("anna", "ben", "carl", "dora")]
    plan = busy(COACHED, horizon=2, calls={"per_day": 50, "aht_s": 240}, operators=team)
    return plan, Judge(plan, [at_work(plan, "anna", 0, "08:00", "09:00"), at_work(plan, "ben", 0, "08:00", "09:00"),
                              at_work(plan, "dora", 0), at_work(plan, "carl", 1), at_work(plan, "dora", 1, "12:00")])


@pytest.mark.parametrize(("one", "other", "right"), [
    ("anna@2026-12-07", "carl@2026-12-08", False),  # ben, whose shift stays, would be coached by nobody
    ("anna@2026-12-07", "dora@2026-12-07", True),  # the other shift lies over it, too
    ("ben@2026-12-07", "carl@2026-12-08", True)])
def test_who_holds_it_is_with_those_whose_shifts_stay(coached, one, other, right):
    plan, judge = coached
    after = swapped(plan, judge.shifts, *map(Duty.parse, (one, other)))
    found = judge.judge(after, {one.split("@")[0], other.split("@")[0]})
    assert found.is_allowed == right == (not check_shifts(plan, after))
    assert right or "without anna" in str(found)


def test_who_holds_it_gets_no_leave_then_and_who_has_it_does(coached):
    _, judge = coached
    asked = [Request(operator=who, kind="leave", date="2026-12-07") for who in ("anna", "ben")]
    one, other = (answers(judge, [each])[0] for each in asked)
    assert (one.status, other.status) == ("refused", "granted")
    after = judge.after(other.proposal.shifts, other.proposal.absences)
    assert not check_shifts(after.instance, after.shifts)
