"""Answers: each is the checker's verdict and the recomputed cost, after what was granted before; who waits, and where."""

from __future__ import annotations

import datetime as dt

import pytest

from scheduler.check.cost import costs
from scheduler.check.hard import check_shifts
from scheduler.demand.demand import demand_of
from scheduler.operate.answers import answers, away, burdens
from scheduler.operate.judging import Judge
from scheduler.operate.requests import Request
from tests.builders.checked import day, instance, shift, with_forecast
from tests.builders.published import published

MON, TUE, WED = ("2026-12-07", "2026-12-08", "2026-12-09")


def requests(*rows):
    names = ("operator", "kind", "date", "to", "start", "template", "minutes")
    return [Request.model_validate(dict(zip(names, row, strict=False))) for row in rows]


def judge():
    return Judge(published().instance, published().roster.shifts)


def test_each_answer_is_the_checkers_and_costs_what_the_roster_after_it_does():
    asked = requests(("folake", "off", MON), ("kenji", "leave", TUE, WED), ("kavya", "shift", MON, "", "11:00"),
                     ("more1", "shift", TUE, "", "09:00"), ("divya", "shift", WED, "", "", "day"),
                     ("more0", "lunch", MON, "", "", "", 45))
    instance, shifts, cost = published().instance, published().roster.shifts, published().cost
    demand, seen = demand_of(instance), set()
    for answer in answers(judge(), asked):
        seen.add(answer.status)
        if answer.proposal is None:
            continue
        after = instance.model_copy(update={"availability": (*instance.availability, *answer.proposal.absences)})
        assert answer.judgement.is_allowed == (not check_shifts(after, answer.proposal.shifts))
        if answer.judgement.is_allowed:
            assert answer.judgement.cost == pytest.approx(costs(after, demand, answer.proposal.shifts).objective - cost)
        if answer.status == "granted":
            instance, shifts, cost = after, answer.proposal.shifts, cost + answer.judgement.cost
    assert seen == {"granted", "refused"}
    assert len(shifts) < len(published().roster.shifts) + 1


def test_a_rule_that_speaks_against_it_is_named_with_its_figures():
    hotline = with_forecast({"horizon": 2, "contracts": {"free": {"hours_per_week": [0, 168], "rest_hours": 13}}})
    late = [shift(hotline, day(0, "14:00"), 360), shift(hotline, day(1, "12:00"), 240)]
    (found,) = answers(Judge(hotline, late), requests(("anna", "shift", TUE, "", "08:00")))
    assert found.status == "refused"
    assert str(found) == ("1 anna, shift from 08:00 on Tue 2026-12-08: no: rest between shifts: anna 2026-12-07 14:00-20:00 to "
                          "anna 2026-12-08 08:00-12:00: 720 min of rest; allowed are at least 780 min")


def test_who_comes_when_the_allowance_is_used_up_waits_in_order():
    asked = requests(("folake", "off", MON), ("kavya", "off", MON), ("more0", "leave", MON, TUE), ("kenji", "off", TUE))
    first, second, third, fourth = answers(judge(), asked, 1)
    assert [each.status for each in (first, second, third, fourth)] == ["granted", "waiting", "waiting", "granted"]
    assert (second.place, third.place) == (1, 2)
    assert second.full == ((dt.date(2026, 12, 7), ("folake",)),)
    assert "waiting, place 1 (away Mon 2026-12-07: folake); else yes" in str(second)
    assert all(each.status == "granted" for each in answers(judge(), asked))
    assert {each.status for each in answers(judge(), asked, 0)} == {"waiting"}


def test_those_away_are_counted_by_the_day_and_not_by_their_weekdays():
    rows = [{"operator": "o0", "when": f"{MON}..{TUE}", "kind": "leave"},
            {"operator": "o1", "when": "mon", "kind": "unavailable"},
            {"operator": "o2", "when": MON, "kind": "unavailable", "from": "08:00", "to": "12:00"},
            {"operator": "o3", "when": MON, "kind": "sick"}]
    assert away(instance(operators=4, availability=rows), dt.date(2026, 12, 7)) == ("o0", "o3")


def test_in_a_fair_order_who_has_had_most_is_first_and_nobody_twice_before_others():
    plan = with_forecast({"horizon": 3, "operators": 3,
                          "ledger": [{"operator": "o2", "shifts": 9}, {"operator": "o1", "shifts": 5}]})
    asked = requests(("o0", "off", MON), ("o1", "off", MON), ("o2", "off", MON), ("o2", "off", TUE))
    found = answers(Judge(plan, []), asked, 1, fair=True)
    assert [each.name for each in found] == ["3", "2", "1", "4"]
    assert [each.status for each in found] == ["granted", "waiting", "waiting", "granted"]
    assert burdens(plan, []) == pytest.approx({"o0": 0, "o1": 5 * 3 / 14, "o2": 9 * 3 / 14})


def test_what_has_begun_or_is_over_is_refused_and_the_rest_is_answered_as_ever():
    asked = requests(("folake", "off", MON), ("folake", "off", TUE), ("kenji", "off", WED))
    judged = judge()
    (own,) = (each for each in judged.shifts if each.operator == "folake" and str(each.start.date()) == TUE)
    now = own.start + dt.timedelta(minutes=30)
    before, after = answers(judged, asked), answers(judged, asked, now=now)
    assert [each.reason for each in after[:2]] == [
        f"Mon {MON} is over", f"it would change a shift that begins at {own.start:%H:%M} on Tue {TUE}, before now"]
    assert {each.status for each in after[:2]} == {"refused"}
    assert str(after[2]) == str(before[2])
    assert str(answers(judged, asked, now=own.start)[1]) == str(before[1])
