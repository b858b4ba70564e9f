"""Why a day is as it is: the alternative is forced, and the answer holds; two rosters side by side."""

from __future__ import annotations

import pytest

import scheduler
from scheduler.errors import InputError
from tests.builders.published import published


def first():
    shift = published().roster.shifts[0]
    return shift, shift.operator, shift.start.date()


@pytest.mark.heavy
def test_a_day_off_is_forced_and_its_cost_lies_in_the_interval_given():
    _, who, date = first()
    found = scheduler.why(published(), who, date, seconds=0.6)
    assert not scheduler.check(found.after.instance, found.after)
    assert (who, date) not in {(each.operator, each.start.date()) for each in found.after.roster.shifts}
    least, most = found.cost
    free = scheduler.solve(found.after.instance, seconds=0.6, deterministic=True)
    assert least <= most
    assert free.cost - published().cost <= most + 1e-9, "without the price of changes nothing is dearer"
    assert str(found).startswith(f"{next(each.label for each in published().instance.operators if each.id == who)} off on")


def test_another_start_is_forced():
    shift, who, date = first()
    start = "10:30" if f"{shift.start:%H:%M}" != "10:30" else "11:00"
    found = scheduler.why(published(), who, date, start=start, seconds=0.4)
    (own,) = [each for each in found.after.roster.shifts if (each.operator, each.start.date()) == (who, date)]
    assert (f"{own.start:%H:%M}", own.minutes) == (start, shift.minutes)


def test_a_shift_of_a_template_is_forced_and_the_sentence_says_who_could_take_the_present_one():
    shift, who, date = first()
    found = scheduler.why(published(), who, date, template="day", seconds=0.3)
    (own,) = [each for each in found.after.roster.shifts if (each.operator, each.start.date()) == (who, date)]
    assert (own.start, own.minutes) != (shift.start, shift.minutes)
    assert f"{own.start:%H:%M} to {own.end:%H:%M} (day) on" in found.sentence
    assert found.sentence.endswith(found.takers)
    with pytest.raises(InputError, match=r"found 'dya', no template; did you mean day\?; allowed: day"):
        scheduler.why(published(), who, date, template="dya")


def test_what_cannot_be_asked_is_refused():
    shift, who, date = first()
    for arguments, told in (((who, date), f"{shift.start:%H:%M}"), (("nobody", date), None), ((who, date), "noon")):
        with pytest.raises(InputError):
            scheduler.why(published(), *arguments, start=told)


def test_two_rosters_side_by_side():
    plan = published()
    assert "0 shifts more, 0 fewer, 0 at other times, 0 with other breaks" in str(scheduler.compare(plan, plan))
    _, who, date = first()
    other = scheduler.why(plan, who, date, seconds=0.3).after
    text = str(scheduler.compare(plan, other))
    assert f"({other.cost - plan.cost:+,.2f})" in text
    with pytest.raises(InputError, match="horizon"):
        scheduler.compare(plan, scheduler.Result(plan.instance.model_copy(update={
            "horizon": plan.instance.horizon.model_copy(update={"days": 2})}), plan.roster))
