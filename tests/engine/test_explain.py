"""Why an operator has no roster: the rules named are in conflict, and no smaller set of them is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from scheduler.check.hard import check_shifts
from scheduler.engine.counters.possible import impossible_in
from scheduler.engine.explain import Part, conflicts
from scheduler.instance.instance import Instance
from scheduler.model.classes import OperatorClass
from tests.builders.derived import problem_of
from tests.builders.hotline import FREE
from tests.builders.plans import Universe, entries, people, plan

H = 60
WEEK = Universe(range(5), [8 * H], [4 * H, 8 * H])
DAY = {"name": "day", "days": "mon-fri", "start": {"from": "08:00", "to": "08:00"},
       "length": {"from_minutes": 240, "to_minutes": 480, "every_minutes": 240}}
LATE_AND_EARLY = [{"name": at, "start": {"from": at, "to": at}, "length": {"from_minutes": 480, "to_minutes": 480}}
                  for at in ("00:00", "16:00")]


WEEKEND = DAY | {"name": "weekend", "days": "sat,sun", "length": {"from_minutes": 240, "to_minutes": 240}}
NIGHT = {"name": "night", "start": {"from": "16:00", "to": "16:00"}, "length": {"from_minutes": 480, "to_minutes": 480}}


def week(
    availability: tuple[tuple[str, ...], ...] = (), history: dict[str, Any] | None = None, **bounds: Any
) -> Instance:
    """Four or eight hours on each day but Saturday and Sunday."""
    return plan(horizon=7, shifts=[DAY], contracts={"free": FREE | bounds}, availability=entries(*availability),
                history=[{"operator": "anna"} | history] if history else [])


def nights(days: int, pinned: str = "", horizon: int = 0, **bounds: Any) -> Instance:
    """A night shift from 16:00 to 24:00 on the first days, each of which may be pinned."""
    names = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")[:days]
    return plan(horizon=horizon or days, hours={"always": True}, shifts=[NIGHT | {"days": ",".join(names)}],
                nights={"from": "20:00", "to": "24:00", "minutes": 60}, contracts={"free": FREE | bounds},
                availability=entries(*(("pinned", day) for day in pinned.split(",") if day)))


EARLY_AND_LATE = Universe(range(2), [8 * H, 10 * H], [4 * H])


def starts(**bounds: Any) -> Instance:
    """Two pinned shifts, of which the second starts two hours later."""
    return plan(horizon=2, shifts=[DAY | {"start": {"from": "08:00", "to": "10:00", "every_minutes": 120},
                                          "length": {"from_minutes": 240, "to_minutes": 240}}],
                contracts={"free": FREE | bounds},
                availability=entries(("pinned", "mon", "08:00", "12:00"), ("pinned", "tue", "10:00", "14:00")))


CASES = {
    "too little time": (
        week((("unavailable", "wed-fri"),), hours_per_week=[30, 40]), WEEK, {"hours_per_week", "availability"}),
    "too few days": (
        week(hours_per_week=[30, 40], days_per_week=[0, 3]), WEEK, {"hours_per_week", "days_per_week"}),
    "a month with too little time": (
        week((("unavailable", "wed,thu"),), hours_per_period=[40, 60], shifts_per_period=[0, 3]), WEEK,
        {"hours_per_period", "shifts_per_period"}),
    "too many days": (week(hours_per_week=[0, 12], days_per_week=[4, 7]), WEEK, {"hours_per_week", "days_per_week"}),
    "short windows": (
        week((("only", "mon-sun", "08:00", "14:00"),), hours_per_week=[30, 40]), WEEK, {"hours_per_week", "availability"}),
    "a week without enough pauses": (
        week(days_per_week=[5, 7], max_consecutive_days=2), WEEK, {"days_per_week", "consecutive_days"}),
    "three rules of which none can be spared": (
        week((("unavailable", "mon"),), days_per_week=[4, 7], max_consecutive_days=2), WEEK,
        {"availability", "days_per_week", "consecutive_days"}),
    "a pin on a day off": (week((("pinned", "mon"), ("unavailable", "mon"))), WEEK, {"pins", "availability"}),
    "shifts too long for the hours": (
        week((("pinned", "mon"), ("pinned", "tue")), hours_per_week=[0, 10], shift_minutes=[480, 480]), WEEK,
        {"pins", "hours_per_week", "shift_form"}),
    "rest between long shifts": (
        plan(horizon=3, hours={"always": True}, shifts=LATE_AND_EARLY, contracts={"free": FREE | {"rest_hours": 40}},
             availability=entries(("pinned", "mon-wed"))),
        Universe(range(3), [0, 16 * H], [8 * H]), {"pins", "rest"}),
    "no run of days is long enough": (
        week((("unavailable", "wed"),), history={"days_off": 2}, min_consecutive_days=4, days_per_week=[1, 7]), WEEK,
        {"availability", "consecutive_days", "days_per_week"}),
    "days off that the pins leave too few": (
        week((("pinned", "tue"), ("pinned", "thu")), min_consecutive_days_off=2, max_consecutive_days=2), WEEK,
        {"pins", "consecutive_days_off", "consecutive_days"}),
    "a pin on the weekend": (
        plan(horizon=7, shifts=[WEEKEND], contracts={"free": FREE | {"max_weekends": 0}},
             availability=entries(("pinned", "sat"))), Universe([5, 6], [8 * H], [4 * H]), {"pins", "weekends"}),
    "half a weekend": (
        plan(horizon=7, shifts=[WEEKEND], contracts={"free": FREE | {"complete_weekends": True, "hours_per_week": [0, 6]}},
             availability=entries(("pinned", "sat"))), Universe([5, 6], [8 * H], [4 * H]),
        {"pins", "complete_weekends", "hours_per_week"}),
    "more nights than allowed": (
        nights(4, max_nights_per_week=1, days_per_week=[2, 7], horizon=7), Universe(range(4), [16 * H], [8 * H]),
        {"nights_per_week", "days_per_week"}),
    "nights without the days off after them": (
        nights(3, min_days_off_after_nights=2, max_consecutive_nights=1, days_per_week=[2, 7], horizon=7),
        Universe(range(3), [16 * H], [8 * H]), {"days_off_after_nights", "consecutive_nights", "days_per_week"}),
    "a pair of shifts that may not follow each other": (
        nights(2, forbidden_successions=[["night", "night"]], pinned="mon,tue"), Universe(range(2), [16 * H], [8 * H]),
        {"pins", "forbidden_successions"}),
    "more shifts of a template than allowed": (
        nights(3, max_shifts={"night": 1}, pinned="mon,wed"), Universe(range(3), [16 * H], [8 * H]), {"pins", "max_shifts"}),
    "too little rest from before the horizon": (
        plan(horizon=1, shifts=[DAY], contracts={"free": FREE | {"rest_hours": 11}}, availability=entries(("pinned", "mon")),
             history=[{"operator": "anna", "last_end": "2026-12-06T22:00"}]), Universe([0], [8 * H], [4 * H, 8 * H]),
        {"pins", "rest"}),
    "two starts in a week that keeps one": (
        starts(same_start_all_week=True), EARLY_AND_LATE, {"pins", "same_start"}),
    "a start that drifts too far": (
        starts(max_start_later_minutes=60), EARLY_AND_LATE, {"pins", "start_drift"}),
    "more starts than allowed": (
        starts(max_different_starts_per_week=1), EARLY_AND_LATE, {"pins", "different_starts"}),
    "no long rest in a week": (
        plan(horizon=7, hours={"always": True}, shifts=[DAY | {"days": "mon-sun", "length": {
            "from_minutes": 480, "to_minutes": 480}}],
             availability=entries(("pinned", "tue"), ("pinned", "thu"), ("pinned", "sat")),
             contracts={"free": FREE | {"weekly_rest_hours": 41}}),
        Universe(range(7), [8 * H], [8 * H]), {"pins", "weekly_rest"}),
    "closed on a pinned day": (
        plan(hours={"weekly": {"mon": ["08:00-16:00"]}}, horizon=2, shifts=[DAY], availability=entries(("pinned", "tue"))),
        Universe(range(2), [8 * H], [4 * H, 8 * H]), {"pins", "opening_hours"}),
}


def found_of(instance: Instance) -> Iterator[tuple[OperatorClass, tuple[Part, ...]]]:
    problem = problem_of(instance)
    return conflicts(problem, impossible_in(problem))


@pytest.mark.parametrize("name", CASES)
def test_the_rules_named_are_in_conflict_and_each_is_needed(name):
    instance, universe, expected = CASES[name]
    broken = {frozenset(violation.rule for violation in check_shifts(instance, roster))
              for roster in universe.rosters(instance, "anna")}
    assert frozenset() not in broken
    ((each, parts),) = found_of(instance)
    rules = {part.rule for part in parts}
    assert each.members == (0,)
    assert len(parts) == len(set(parts))
    assert rules == expected
    assert all(rules_of & rules for rules_of in broken), "some roster keeps all the rules named"
    for rule in rules:
        assert any(not rules_of & (rules - {rule}) for rules_of in broken), f"{rule} is not needed"


def test_nothing_is_said_of_operators_who_have_a_roster():
    instance = plan(horizon=7, operators=people("free", "tight"), shifts=[DAY], contracts={
        "free": FREE, "tight": FREE | {"hours_per_week": [30, 40], "days_per_week": [0, 2]}})
    assert [(each.members, {part.rule for part in parts}) for each, parts in found_of(instance)] == [
        ((1,), {"hours_per_week", "days_per_week"})]
    assert not list(found_of(week()))


def test_a_week_that_cannot_be_kept_is_found_though_others_follow():
    instance = plan(horizon=8, contracts={"free": FREE | {"days_per_week": [2, 5]}},
                    availability=entries(("unavailable", "tue-sun", "00:00", "23:00")))
    ((_, parts),) = found_of(instance)
    assert {part.rule for part in parts} == {"days_per_week", "availability"}
