"""Why a day is as it is: the alternative is forced, and the answer holds; two rosters side by side."""

from __future__ import annotations

import pytest

import scheduler
from scheduler.errors import InputError
from scheduler.library.instance import ref_of
from scheduler.roster import parts_of
from tests.builders.checked import day, result, shift, with_forecast
from tests.builders.published import published
from tests.builders.rotations import TEAM, topics


def first():
    shift = published().roster.shifts[0]
    return shift, shift.operator, shift.start.date()


@pytest.fixture(scope="module")
def split():
    """Anna from 08:00 to 12:00 and from 14:00 to 18:00; an unbroken shift from 08:00 to 18:00 is offered as well."""
    starts = {"from": "08:00", "to": "09:00", "every_minutes": 60}
    plain = with_forecast({"hours": {"weekly": {"mon-sun": ["08:00-20:00"]}}, "shifts": [
        {"name": "whole", "start": starts, "length": {"from_minutes": 600, "to_minutes": 600}},
        {"name": "split", "start": starts, "length": {"from_minutes": 480, "to_minutes": 480},
         "split": {"gap_minutes": [120, 120], "part_minutes": [240, 240]}}]}, calls=4)
    plan = scheduler.Instance(**plain.as_written())
    breaks = ("breather", 120, 15), ("gap", 240, 120), ("breather", 480, 15)
    roster = result(plan, [shift(plan, day(0), 600, breaks)]).model_copy(update={"instance": ref_of(plan)})
    return scheduler.Result(plan, roster)


@pytest.mark.parametrize(("asked", "times", "said"), [
    ({"start": "09:00"}, ["09:00", "13:00", "15:00", "19:00"], "from 09:00 to 13:00 and from 15:00 to 19:00 on"),
    ({"template": "split"}, ["09:00", "13:00", "15:00", "19:00"], "from 09:00 to 13:00 and from 15:00 to 19:00 (split) on"),
    ({"template": "whole"}, ["08:00", "18:00"], "from 08:00 to 18:00 (whole) on"),
    ({"template": "whole", "start": "09:00"}, ["09:00", "19:00"], "from 09:00 to 19:00 (whole) on")])
def test_a_gap_is_no_work_and_is_forced_with_the_shift_that_has_it(split, asked, times, said):
    found = scheduler.why(split, "anna", split.instance.horizon.start, seconds=0.2, **asked)
    (own,) = found.after.roster.shifts
    assert [f"{moment:%H:%M}" for part in parts_of(own) for moment in (part.start, part.end)] == times
    assert said in found.sentence
    (pin,) = [row for row in found.after.instance.availability if row.kind == "pinned"]
    assert {each.kind for each in pin.breaks or ()} <= {"gap"}, "breaks of both parts stay free"


def test_a_gap_is_no_break_in_the_tables(split):
    assert list(split.shifts["breaks"]) == [2]
    assert list(split.breaks["kind"]) == ["breather", "breather"]


@pytest.mark.heavy
@pytest.mark.parametrize(("price", "asked", "told"), [
    (None, {}, "has early for that day: no roster leaves it"), (2.5, {}, "costs 2.50 more, which is proven; "),
    (2.5, {"template": "late"}, "has early for that day: to leave it costs 2.50"),
    (0, {}, "costs nothing: rotation has early")])
def test_the_rotation_is_named_where_it_is_the_reason(price, asked, told):
    rotation = {} if price is None else {"price_per_day": price}
    plain = with_forecast(topics(1, rotation, operators=TEAM[:1], objective={"overstaffing_per_hour": 0, "denied_wish": 0},
                                 contracts={"free": {"hours_per_week": [0, 40], "cost_per_hour": 0}}))
    plan = scheduler.Instance(**plain.as_written())
    roster = result(plan, [shift(plan, day(0), 240)]).model_copy(update={"instance": ref_of(plan)})
    assert told in scheduler.why(scheduler.Result(plan, roster), "anna", plan.horizon.start, seconds=0.1,
                                **asked).sentence


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


def test_only_a_shift_that_is_offered_and_lies_in_the_opening_hours_is_forced(split):
    calls = [row for row in split.instance.calls.as_written()["forecast"] if row["start"] < "2026-12-07T18:00"]
    plan = split.instance.with_(hours={"weekly": {"mon-sun": ["08:00-18:00"]}}, calls={"forecast": calls})
    shorter = scheduler.Result(plan, split.roster.model_copy(update={"instance": ref_of(plan)}))
    for asked, start, told in (
            (split, "10:00", "no other shift from 10:00 is offered on Mon 2026-12-07; offered are shifts from 08:00, 09:00"),
            (shorter, "09:00", "no split shift from 09:00 on Mon 2026-12-07 lies inside the opening hours")):
        with pytest.raises(InputError, match=told):
            scheduler.why(asked, "anna", plan.horizon.start, start=start, seconds=0.1)


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


def test_a_day_may_be_text():
    plan = published()
    shift = plan.roster.shifts[0]
    same = [str(scheduler.why(plan, shift.operator, day, seconds=1)) for day in (shift.start.date(), str(shift.start.date()))]
    assert same[0].split(" costs")[0] == same[1].split(" costs")[0]
    for said in ("monday", "2026-W50"):
        with pytest.raises(InputError, match=rf"day: found '{said}'; allowed is a date such as 2026-12-07"):
            scheduler.why(plan, shift.operator, said)
