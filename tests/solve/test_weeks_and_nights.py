"""Weeks, nights and seams of hotlines unlike those of the other tests: what is read of them, by hand; nothing is searched."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from scheduler.check.hard import check_shifts
from scheduler.demand.demand import demand_of
from scheduler.instance.calls_grid import calls_by_interval, of_yesterday, open_intervals, opening_days
from scheduler.instance.checks.cross import cross_faults
from scheduler.instance.instance import Instance
from scheduler.instance.yesterday import still_on_the_phone
from scheduler.rules import opening_hours
from scheduler.rules.basis.shift_table import shift_table
from scheduler.rules.preflight import preflight_faults
from scheduler.solve.capacity import impossible_together
from scheduler.solve.shortfalls import shortfalls
from scheduler.survey.hours import by_day
from scheduler.survey.reach import Team
from tests.builders.checked import shift
from tests.builders.derived import costs_of
from tests.builders.hotline import document, hotline
from tests.builders.rosters import BY_THE_HOUR, allows, on, plan

WED, FRI, SAT, SUN = (f"2026-12-{day:02}" for day in (9, 11, 12, 13))
ALWAYS = {"always": True}
EVENINGS = {"weekly": {"mon-sun": ["18:00-02:00"]}}
LATE_WEEKEND = {"weekly": {"fri-sun": ["22:00-06:00"]}}
SATURDAY_NIGHT = {"weekly": {"sat": ["20:00-05:00"]}}


def template(start: str, minutes: int, **length: Any) -> dict[str, Any]:
    return {"name": start, "start": {"from": start, "to": start},
            "length": {"from_minutes": minutes, "to_minutes": minutes} | length}


def topics(start: str, days: int, zone: str = "Pacific/Chatham", minutes: int = 60, **changes: Any) -> dict[str, Any]:
    """One operator is wanted in every open hour; shifts have no breaks."""
    grid = {"name": "H", "timezone": zone, "interval_minutes": minutes, "break_grid_minutes": minutes}
    return {"hotline": grid, "horizon": {"start": start, "days": days}, "hours": ALWAYS, "breaks": {}, "operators": 4,
            "calls": {"per_day": 0, "aht_s": 60}, "service": {"min_operators": 1}, "shifts": [template("08:00", 480)],
            "contracts": {"free": {"hours_per_week": [0, 168], "rest_hours": 11}}} | changes


def of(start: str, days: int, *asked: Any, **changes: Any) -> Instance:
    return hotline(**topics(start, days, *asked, **changes))


def before(**last_end: str) -> list[dict[str, Any]]:
    return [{"operator": who, "worked_days": 1, "last_end": end} for who, end in last_end.items()]


def told(instance: Instance) -> list[str]:
    assert not list(cross_faults(instance))
    assert not list(preflight_faults(instance))
    return [message.partition(": ")[0] for _, message in shortfalls(instance, demand_of(instance))]


def required(instance: Instance) -> list[float]:
    return [day.required for day in by_day(Team(instance, demand_of(instance)))]


def amounts(instance: Instance, *worked: tuple[str, str, int]) -> dict[str, float]:
    """Hours of understaffing and the like of a legal roster: who works, from when, for how many minutes."""
    shifts = [shift(instance, start, minutes, (), operator=who) for who, start, minutes in worked]
    assert not check_shifts(instance, shifts)
    return {name: float(term.amount) for name, term in costs_of(instance, shifts).terms.items() if term.amount}


@pytest.mark.parametrize(("zone", "starts", "minutes", "bare"), [
    ("Pacific/Chatham", ("07:00", "19:00"), 720, 7), ("Pacific/Apia", ("07:00", "15:00", "23:00"), 480, 7),
    ("Africa/Casablanca", ("03:00", "09:00", "15:00", "21:00"), 360, 3),
])
def test_plans_around_the_clock_lack_what_lies_before_their_first_shift(zone, starts, minutes, bare):
    def around(*history: dict[str, Any]) -> list[str]:
        return told(of(WED, 3, zone, shifts=[template(start, minutes) for start in starts], history=history))

    assert around() == [f"{bare} h that require somebody lie within no shift, the first at {WED} 00:00"]
    assert around(*before(o0=f"{WED}T02:00")) == [
        f"{bare - 2} h that require somebody lie within no shift, the first at {WED} 02:00"]
    assert not around(*before(o0=f"{WED}T0{bare}:00"))


@pytest.mark.parametrize(("zone", "least", "last", "worked", "beside"), [
    ("Pacific/Chatham", 1, {"o0": "07"}, [("o1", "07", 720), ("o2", "19", 720)], ("o3", "00", 420)),
    ("America/Havana", 1, {"o0": "03"}, [("o1", "03", 720), ("o2", "15", 540)], ("o3", "00", 180)),
    ("Africa/Cairo", 2, {"o0": "06", "o1": "06"}, [("o2", "06", 1080), ("o3", "06", 1080)], ("o4", "00", 360)),
])
def test_who_is_there_from_yesterday_is_enough(zone, least, last, worked, beside):
    lengths = {start: minutes for _, start, minutes in (*worked, beside)}
    day = of(WED, 1, zone, shifts=[template(f"{start}:00", minutes) for start, minutes in lengths.items()], operators=5,
             service={"min_operators": least}, history=before(**{who: f"{WED}T{hour}:00" for who, hour in last.items()}))
    rows = [(who, f"{WED}T{start}:00", minutes) for who, start, minutes in worked]
    assert [(each.id, end) for each, end in still_on_the_phone(day)] == [(who, int(hour)) for who, hour in last.items()]
    assert amounts(day, *rows).keys() == {"pay"}
    who, start, minutes = beside
    assert amounts(day, *rows, (who, f"{WED}T{start}:00", minutes))["overstaffing"] == minutes / 60


@pytest.mark.parametrize(("hours", "start", "days", "zone", "asked"), [
    (EVENINGS, WED, 3, "Pacific/Chatham", [8, 8, 8]), (LATE_WEEKEND, WED, 5, "Africa/Cairo", [0, 0, 8, 8, 8]),
    (SATURDAY_NIGHT, SAT, 1, "America/Havana", [9]), (SATURDAY_NIGHT, WED, 10, "Pacific/Apia", [0, 0, 0, 9, *[0] * 6]),
    (LATE_WEEKEND, "2026-10-03", 1, "Australia/Lord_Howe", [7.5]),
    (LATE_WEEKEND, "2026-04-04", 1, "Australia/Lord_Howe", [8.5]),
])
def test_the_hours_after_midnight_are_required_on_the_day_that_opened_them(hours, start, days, zone, asked):
    assert required(of(start, days, zone, 30, hours=hours)) == asked


@pytest.mark.parametrize(("hours", "start", "yesterdays", "own"), [
    (EVENINGS, WED, 2, 8), (LATE_WEEKEND, "2026-12-14", 6, 0), (LATE_WEEKEND, SAT, 6, 8), (SATURDAY_NIGHT, SUN, 5, 0),
])
def test_what_yesterdays_window_has_left_is_not_of_this_horizon(hours, start, yesterdays, own):
    day = of(start, 1, hours=hours)
    assert (of_yesterday(day).sum(), open_intervals(day).sum()) == (yesterdays, own)
    assert not of_yesterday(day)[yesterdays:].any()


@pytest.mark.parametrize(("hours", "days", "inside", "outside"), [
    (EVENINGS, 2, [(1, "00:00", 120), (2, "00:00", 120), (0, "23:00", 180)],
     [(0, "00:00", 120), (1, "00:00", 180), (2, "01:00", 120)]),
    (LATE_WEEKEND, 7, [(5, "02:00", 240), (7, "02:00", 240), (4, "22:00", 480)],
     [(0, "00:00", 360), (7, "02:00", 300), (4, "02:00", 240), (6, "08:00", 240)]),
    (SATURDAY_NIGHT, 7, [(6, "01:00", 240), (5, "20:00", 540)], [(6, "01:00", 300), (5, "01:00", 240), (6, "20:00", 240)]),
])
def test_a_shift_may_begin_after_midnight_in_the_window_of_the_day_before(hours, days, inside, outside):
    asked = plan(days, hours=hours, shifts=[BY_THE_HOUR])
    assert [allows(opening_hours, asked, on(*each)) for each in inside] == [True] * len(inside)
    assert [allows(opening_hours, asked, on(*each)) for each in outside] == [False] * len(outside)


def test_two_shifts_of_a_night_cover_it():
    night = of(SUN, 1, hours=LATE_WEEKEND, shifts=[template("22:00", 240), template("02:00", 240)])
    assert amounts(night, ("o0", f"{SUN}T22:00", 240), ("o1", "2026-12-14T02:00", 240)).keys() == {"pay"}
    assert amounts(night, ("o0", f"{SUN}T22:00", 240))["understaffing"] == 4


@pytest.mark.parametrize(("start", "days", "hours", "outside", "asked"), [
    (WED, 3, ALWAYS, {"weekly": {"mon-sun": ["20:00-08:00"]}}, [12, 12, 12]),
    (FRI, 4, {"weekly": {"mon-sun": ["06:00-22:00"]}}, {"weekly": {"sat,sun": ["00:00-24:00"]}}, [16, 0, 0, 16]),
    (SAT, 2, {"weekly": {"sat-sun": ["08:00-02:00"]}}, {"weekly": {"sat": ["20:00-02:00"], "sun": ["20:00-02:00"]}}, [12, 12]),
])
def test_what_an_outside_centre_takes_needs_no_own_shift(start, days, hours, outside, asked):
    helped = of(start, days, hours=hours, outside={"name": "N", "price_per_hour": 2, "hours": outside},
                shifts=[template("06:00", 480), template("14:00", 480), template("08:00", 720)])
    assert required(helped) == asked
    assert not told(helped)


@pytest.mark.parametrize("nobody", [range(8), range(18, 24), (*range(6), 22, 23)])
def test_what_requires_nobody_needs_no_shift(nobody):
    rows = [{"start": f"{WED}T{hour:02}:00", "operators": int(hour not in nobody)} for hour in range(24)]
    wanted = [hour for hour in range(24) if hour not in nobody]
    asked = topics(WED, 1, requirement=rows, service={}, shifts=[template(f"{wanted[0]:02}:00", 60 * len(wanted))])
    quiet = Instance.model_validate({name: value for name, value in document(**asked).items() if name != "calls"})
    assert not told(quiet)
    assert required(quiet) == [24 - len(nobody)]
    assert amounts(quiet, ("o0", f"{WED}T{wanted[0]:02}:00", 60 * len(wanted))).keys() == {"pay"}


@pytest.mark.parametrize(("hours", "start", "days", "factors", "totals", "after_midnight"), [
    (EVENINGS, WED, 3, {}, [80, 80, 80], 20), (LATE_WEEKEND, FRI, 3, {"sun": 0.5}, [80, 80, 40], 30),
    (SATURDAY_NIGHT, WED, 4, {"sat": 1.125, "sun": 7}, [0, 0, 0, 90], 50),
    ({"weekly": {"mon-fri": ["10:00-02:00"]}}, FRI, 2, {}, [80, 0], 0),
])
def test_a_days_total_is_that_of_its_night(hours, start, days, factors, totals, after_midnight):
    night = of(start, days, hours=hours, calls={"per_day": 80, "shape": "flat", "aht_s": 60, "weekday_factors": factors})
    calls, opened = np.nan_to_num(calls_by_interval(night)[0]), opening_days(night)
    assert [calls[opened == day].sum() for day in range(days)] == pytest.approx(totals)
    assert calls[24 * days:].sum() == pytest.approx(after_midnight)


@pytest.mark.parametrize(("zone", "date", "start", "said", "lasts"), [
    ("America/Havana", "2026-10-31", "22:00", 480, 540), ("America/Havana", "2027-03-13", "22:00", 480, 420),
    ("Africa/Cairo", "2026-10-29", "22:00", 480, 540), ("Africa/Cairo", "2026-04-23", "22:00", 480, 420),
    ("Africa/Casablanca", "2026-02-14", "23:00", 480, 540), ("Africa/Casablanca", "2026-03-21", "23:00", 480, 420),
    ("Pacific/Chatham", "2026-04-04", "19:00", 720, 780), ("Pacific/Chatham", "2026-09-26", "19:00", 720, 660),
    ("Australia/Lord_Howe", "2026-04-04", "19:00", 720, 750), ("Australia/Lord_Howe", "2026-10-03", "19:00", 720, 690),
    ("Pacific/Apia", "2026-09-26", "22:00", 480, 480),
])
def test_a_night_shift_keeps_the_clock_unless_it_counts_what_passes(zone, date, start, said, lasts):
    for minutes, changes in ((lasts, {}), (said, {"counts": "elapsed"})):
        night = of(date, 1, zone, 30, shifts=[template(start, said, **changes)])
        table = shift_table(night)
        assert ((table.end - table.start) * 30).tolist() == [minutes]
        assert amounts(night, ("o0", f"{date}T{start}", minutes))["pay"] == minutes / 60
        other = [shift(night, f"{date}T{start}", said + lasts - minutes, (), operator="o0")]
        assert [each.rule for each in check_shifts(night, other)] == [] if said == lasts else ["shift_form"]


@pytest.mark.parametrize(("zone", "date", "start"), [
    ("Africa/Cairo", "2026-10-29", "22:00"), ("Africa/Casablanca", "2026-02-14", "23:00"),
    ("Pacific/Chatham", "2026-04-04", "21:00"),
])
def test_a_refusal_names_the_change(zone, date, start):
    (path, message), = preflight_faults(of(date, 2, zone, shifts=[template(start, 480)],
                                           breaks={"spacing": {"max_work_minutes": 480}}))
    assert path == ("shifts", 0, "length")
    assert f"as the clock changes, its shift of {date} {start} lasts 540 min" in message


@pytest.mark.parametrize(("zone", "date", "night", "minutes", "day", "rest"), [
    ("Pacific/Chatham", "2026-12-10", ("19:00", "07:00"), 720, ("19:00", 720), 12),
    ("Africa/Cairo", "2026-10-29", ("22:00", "06:00"), 540, ("14:00", 480), 8),
    ("America/Havana", SAT, ("22:00", "06:00"), 480, ("18:00", 480), 12),
])
def test_a_night_and_the_next_day_may_both_be_pinned(zone, date, night, minutes, day, rest):
    following = str(np.datetime64(date) + 1)
    pins = [{"operator": "o0", "when": date, "from": night[0], "to": night[1], "kind": "pinned"},
            {"operator": "o0", "when": following, "kind": "pinned"}]

    def pinned(hours: int) -> Instance:
        return of(date, 2, zone, shifts=[template(*day)], availability=pins,
                  contracts={"free": {"hours_per_week": [0, 168], "rest_hours": hours}})

    assert not list(cross_faults(pinned(rest)))
    assert not list(preflight_faults(pinned(rest)))
    worked = [("o0", f"{date}T{night[0]}", minutes), ("o0", f"{following}T{day[0]}", day[1])]
    assert amounts(pinned(rest), *worked)["pay"] == (minutes + day[1]) / 60
    shifts = [shift(pinned(rest), start, length, (), operator=who) for who, start, length in worked]
    assert [each.rule for each in check_shifts(pinned(rest + 1), shifts)] == ["rest"]


@pytest.mark.parametrize(("hours", "date", "start", "minutes", "empty", "first"), [
    (SATURDAY_NIGHT, SAT, f"{SAT}T20:00", 360, 3, f"{SUN} 02:00"),
    (LATE_WEEKEND, SUN, "2026-12-14T01:00", 300, 3, f"{SUN} 22:00"),
    (ALWAYS, WED, f"{WED}T07:00", 720, 12, f"{WED} 00:00"),
])
def test_open_time_with_nobody_there_is_counted_and_may_be_forbidden(hours, date, start, minutes, empty, first):
    shifts = [template(start[-5:], minutes)]
    there = [("o0", start, minutes)]
    priced = of(date, 1, hours=hours, shifts=shifts, objective={"unmanned_per_hour": 100})
    found = amounts(priced, *there)
    assert (found["unmanned"], found["understaffing"]) == (empty, empty)
    assert not list(impossible_together(priced, demand_of(priced)))
    hard = of(date, 1, hours=hours, shifts=shifts, service={"min_operators": {"hard": 1}})
    (_, reason), = impossible_together(hard, demand_of(hard))
    assert f"at {first}" in reason
    assert {each.rule for each in check_shifts(hard, [shift(hard, start, minutes, (), operator="o0")])} == {"min_operators"}
