"""Nights and seams through the whole recipe: each hotline is small enough to be proven, and its best roster is known."""

from __future__ import annotations

from typing import Any

import pytest

from scheduler.check.result import check_result
from scheduler.instance.instance import Instance
from scheduler.roster import Roster
from scheduler.solve.options import Options
from scheduler.solve.prepared import prepare
from scheduler.solve.recipe import search
from tests.builders.hotline import hotline
from tests.builders.hotlines import REF

GRID = {"name": "H", "timezone": "Europe/Berlin", "interval_minutes": 60, "break_grid_minutes": 60}


def template(start: str, minutes: int, **more: Any) -> dict[str, Any]:
    return {"name": start, "start": {"from": start, "to": start}, "length": {"from_minutes": minutes, "to_minutes": minutes},
            **more}


THREE = [template("06:00", 480), template("14:00", 480), template("22:00", 480)]


def night(shifts: list[dict[str, Any]], hours: dict[str, Any], days: int = 1, **changes: Any) -> Instance:
    """One operator is wanted in every open hour; shifts have no breaks."""
    asked = {"horizon": days, "hotline": GRID, "calls": {"per_day": 0, "aht_s": 60}, "service": {"min_operators": 1},
             "breaks": {}, "contracts": {"free": {"hours_per_week": [0, 168], "rest_hours": 11}}, "operators": 4}
    return hotline(hours=hours, shifts=shifts, **(asked | changes))


def solved(instance: Instance) -> Roster:
    result, _ = search(prepare(instance, REF), Options(seconds=0.5, deterministic=True))
    assert not check_result(instance, result, REF)
    assert result.run.status == "optimal"
    return result


def starts(result: Roster) -> list[str]:
    return sorted(f"{shift.start:%d %H:%M}" for shift in result.shifts)


def lacking(result: Roster) -> list[str]:
    return [f"{row.start:%d %H:%M}" for row in result.intervals if row.on_phone < row.required]


def before(*rows: tuple[str, str]) -> list[dict[str, Any]]:
    return [{"operator": who, "last_end": end, "worked_days": 1} for who, end in rows]


@pytest.mark.parametrize(("end", "first"), [
    ("2026-12-07T06:00", []), ("2026-12-07T04:30", ["07 04:00", "07 05:00"]),
    ("2026-12-06T22:00", [f"07 0{hour}:00" for hour in range(6)]),
])
def test_yesterdays_shift_is_there_until_it_ends(end, first):
    result = solved(night([*THREE], {"always": True}, history=before(("o0", end))))
    assert lacking(result) == first
    assert starts(result) == ["07 06:00", "07 14:00", "07 22:00"]
    assert "o0" not in {shift.operator for shift in result.shifts if shift.start.hour == 6}


def test_nobody_is_put_beside_who_is_still_there():
    result = solved(night([*THREE, template("00:00", 360)], {"always": True}, history=before(("o0", "2026-12-07T06:00"))))
    assert starts(result) == ["07 06:00", "07 14:00", "07 22:00"]


def test_who_is_still_there_takes_a_seat():
    shifts = [template("04:00", 240), template("06:00", 240)]
    hours = {"weekly": {"mon-sun": ["00:00-10:00"]}}
    there = before(("o0", "2026-12-07T06:00"), ("o1", "2026-12-07T05:00"))
    full = night(shifts, hours, history=there, hotline=GRID | {"seats": 1})
    assert starts(solved(full)) == ["07 06:00"]


def test_who_is_still_there_answers_the_queues_and_topics_they_know():
    hours = {"weekly": {"mon": ["00:00-08:00"]}}
    rows = [{"start": f"2026-12-07T0{hour}:00", "calls": 0, "aht_s": 60, "queue": queue} for hour in range(8) for queue in "ab"]
    team = [{"id": who, "contract": "free", "skills": skills} for who, skills in
            (("o0", ["a", "b", "night"]), ("o1", ["a"]), ("o2", ["b"]), ("o3", ["a", "night"]))]
    plan = night([template("00:00", 480), template("04:00", 240)], hours, operators=team, calls={"forecast": rows},
                 service={"queues": {"a": {"min_operators": 1}, "b": {"min_operators": 1}}, "topics": ["night"]},
                 history=before(("o0", "2026-12-07T04:00")))
    result = solved(plan)
    assert lacking(result) == []
    assert {(shift.operator, shift.start.hour) for shift in result.shifts} == {("o2", 4), ("o3", 4)}, "one of both will do"
    assert result.terms["topic_cover"].cost == 0


@pytest.mark.parametrize(("weekly", "shifts", "expected"), [
    ({"mon-sun": ["18:00-04:00"]}, [template("18:00", 600)], ["07 18:00", "08 18:00"]),
    ({"mon-sun": ["20:00-04:00"]}, [template("20:00", 240), template("00:00", 240)],
     ["07 20:00", "08 00:00", "08 20:00", "09 00:00"]),
    ({"tue": ["22:00-02:00"]}, [template("22:00", 120), template("00:00", 120)], ["08 22:00", "09 00:00"]),
    ({"tue": ["22:00-02:00"]}, [template("00:00", 120, days="mon-tue"), template("22:00", 240)], ["08 22:00"]),
    ({"mon": ["20:00-24:00"], "tue": ["00:00-02:00", "20:00-22:00"]}, [template("20:00", 120), template("22:00", 240)],
     ["07 20:00", "07 22:00", "08 20:00"]),
])
def test_a_window_is_of_the_day_that_opened_it(weekly, shifts, expected):
    result = solved(night(shifts, {"weekly": weekly}, days=2))
    assert starts(result) == expected
    assert lacking(result) == []
    assert len(result.intervals) == sum(len(row.breaks) == 0 and int(row.minutes / 60) for row in result.shifts)


def test_a_shift_after_the_last_midnight_counts_for_the_last_day():
    shifts, hours = [template("20:00", 240), template("00:00", 240)], {"weekly": {"mon-sun": ["20:00-04:00"]}}
    free = {"free": {"hours_per_week": [0, 168], "rest_hours": 0}}
    enough = solved(night(shifts, hours, days=2, operators=3, contracts=free))
    assert starts(enough) == ["07 20:00", "08 00:00", "08 20:00", "09 00:00"]
    two = solved(night(shifts, hours, days=2, operators=2, contracts=free))  # three shifts are of the 8th, one a day
    assert len(two.shifts) == 3
    assert len(lacking(two)) == 4


@pytest.mark.parametrize(("date", "hours"), [("2026-10-24", [8, 8, 9]), ("2027-03-27", [7, 8, 8]), ("2026-10-17", [8, 8, 8])])
def test_a_night_shift_keeps_the_clock_and_is_paid_what_passes(date, hours):
    result = solved(night([*THREE], {"always": True}, horizon={"start": date, "days": 1}))
    assert sorted(shift.minutes / 60 for shift in result.shifts) == hours
    assert result.terms["pay"].amount == sum(hours)
    assert {f"{shift.end:%H:%M}" for shift in result.shifts} == {"06:00", "14:00", "22:00"}


def test_a_night_shift_that_counts_what_passes_keeps_its_length():
    length = {"from_minutes": 480, "to_minutes": 480, "counts": "elapsed"}
    result = solved(night([*THREE[:2], THREE[2] | {"length": length}], {"always": True},
                          horizon={"start": "2026-10-24", "days": 1}))
    assert {shift.minutes for shift in result.shifts} == {480}
    assert {f"{shift.end:%H:%M}" for shift in result.shifts} == {"05:00", "14:00", "22:00"}


def test_a_change_of_half_an_hour_at_night_does_not_keep_a_day_from_being_planned():
    day = {"hotline": GRID | {"timezone": "Australia/Lord_Howe", "break_grid_minutes": 30},
           "horizon": {"start": "2026-04-04", "days": 3}}
    result = solved(night([template("08:00", 480)], {"weekly": {"mon-sun": ["08:00-16:00"]}}, **day))
    assert starts(result) == ["04 08:00", "05 08:00", "06 08:00"]
    assert lacking(result) == []
    assert len(result.intervals) == 3 * 16


@pytest.mark.parametrize("bound", [
    {"shifts_per_period": [1, 1]}, {"hours_per_period": [4, 4]}, {"shifts_per_month": [0, 1]}, {"hours_per_month": [0, 4]},
])
def test_a_shift_after_the_last_midnight_counts_for_the_day_that_opened_its_window(bound):
    contract = {"hours_per_week": [0, 60], "days_per_week": [0, 7], "rest_hours": 8} | bound
    away = [{"operator": "o0", "when": "2026-12-08", "from": "00:00", "to": "04:00", "kind": "unavailable"}]
    plan = night([template("00:00", 240)], {"weekly": {"mon-sun": ["20:00-04:00"]}}, 2, availability=away,
                 contracts={"free": contract}, operators=[{"id": "o0", "contract": "free"}])
    result = solved(plan)
    assert starts(result) == ["09 00:00"]
    none = plan.contracts["free"].model_copy(update=dict.fromkeys(bound, (0, 0)))
    found = check_result(plan.model_copy(update={"contracts": {"free": none}}), result)
    assert [each.rule for each in found] == [*bound]
