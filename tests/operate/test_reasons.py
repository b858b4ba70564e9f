"""Where an alternative leaves more short, and who could step in, with the rules that keep the others from it."""

from __future__ import annotations

import datetime as dt

import pytest

from scheduler.check.facts.covers import covers, missing_in_all
from scheduler.operate.judging import Judge
from scheduler.operate.reasons import Short, short_in_words, shortened, who_could
from scheduler.operate.swaps import Duty, candidates
from tests.builders.checked import day, result, shift, with_forecast
from tests.builders.published import published
from tests.builders.queues import staff


def missing_more(*by: int):
    """A roster without shifts where nobody is required, and the same with so many required in the first intervals."""
    roster = published().roster.model_copy(update={"shifts": ()})
    full = [row.model_copy(update={"required": 0}) for row in roster.intervals]
    short = [row.model_copy(update={"required": more}) for row, more in zip(full, by, strict=False)]
    return tuple(roster.model_copy(update={"intervals": tuple(each)}) for each in (full, [*short, *full[len(short):]]))


def test_intervals_in_a_row_are_one_window_and_what_was_short_before_is_not_counted():
    instance, (full, short) = published().instance, missing_more(2, 1, 0, 3)
    quarter, opens = dt.timedelta(minutes=15), full.intervals[0].start
    assert shortened(instance, full, short) == (
        Short(opens, opens + 2 * quarter, 0.75), Short(opens + 3 * quarter, opens + 4 * quarter, 0.75))
    assert shortened(instance, short, short) == ()
    assert shortened(instance, short, full) == ()


def test_who_is_missing_in_queues_of_their_own_adds_up_as_in_the_summary():
    plan = with_forecast({"operators": staff("de", "fr"), "service": {"queues": {"de": {}, "fr": {}}}}, calls=20.0)
    full = result(plan, [shift(plan, day(0), 240, (), operator=each) for each in ("o0", "o1")])
    nobody = result(plan, [])
    (window,) = shortened(plan, full, nobody)
    assert window.hours == pytest.approx(8)
    assert window.hours == missing_in_all(plan, covers(plan, nobody)) - missing_in_all(plan, covers(plan, full))


def test_the_windows_that_lack_most_are_named():
    instance, (full, short) = published().instance, missing_more(1, 0, 2, 0, 3, 0, 4, 0, 5)
    words = short_in_words(instance, shortened(instance, full, short))
    assert words.startswith("1.25 operator-hours short on Mon between 11:00 and 11:15, 1.00 operator-hours")
    assert words.endswith(" and 2 other times")
    assert short_in_words(instance, ()) == ""


def test_everybody_else_could_come_or_is_kept_from_it_by_a_rule():
    plan = published()
    shift = plan.roster.shifts[0]
    judge, duty = plan.judge, Duty(shift.operator, shift.start.date())
    text, found = who_could(judge, duty), candidates(judge, duty)
    first_rules = [each.judgement.violations[0].rule for each in found if each.judgement.violations]
    working = first_rules.count("one_shift_a_day")
    assert f"; {working} work that day" in text
    able = [each for each in found if each.judgement.is_allowed]
    names = {each.id: each.label for each in plan.instance.operators}
    assert all(f"{names[each.operator]} (" in text for each in able[:3])
    assert ("nobody could take" in text) == (not able)


def test_rules_that_keep_people_from_it_are_named_in_words_and_one_works_where_several_work():
    plan = published()
    instance = plan.instance.with_(contracts={"day": {"max_consecutive_days": 1}})
    shift, *others = plan.roster.shifts
    today = [each for each in others if each.start.date() == shift.start.date()]
    duty = Duty(shift.operator, shift.start.date())
    text = who_could(Judge(instance, plan.roster.shifts), duty)
    assert f"; {len(today)} work that day; days in a row keeps " in text
    fewer = [each for each in plan.roster.shifts if each not in today[1:]]
    assert "; 1 works that day; days in a row keeps " in who_could(Judge(instance, fewer), duty)
