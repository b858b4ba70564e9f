"""Model and checker agree on all rosters of tiny instances: on which are legal, and on what each costs.

In each case one rule at least is binding: some roster breaks it and nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import Any

import numpy as np
import pytest

from scheduler.check.cost import costs
from scheduler.check.hard import check_shifts, hard_rules
from scheduler.demand.demand import Demand, demand_of
from scheduler.engine.bound.dual import Dual
from scheduler.engine.crew import Crew
from scheduler.instance.base import format_local_time
from scheduler.instance.instance import Instance
from scheduler.model.legal import is_legal, keeps_caps, keeps_floors
from scheduler.model.problem import Problem, compile_problem
from scheduler.model.program import solve_by_highs
from scheduler.model.solution import Solution, cost_of
from tests.builders.hotline import FREE
from tests.builders.plans import (
    BREATHERS,
    DAY,
    HOURLY,
    LUNCH,
    Roster,
    Universe,
    all_of_the_model,
    all_pauses,
    counted,
    entries,
    optimum,
    people,
    plain,
    plan,
    to_solution,
    whole,
)

LOADS = (0.4, 1.4, 0.0, 0.6, 2.4, 1.1, 0.2)
"""Offered loads of successive hours: some ask for nobody, some for more operators than there are."""


@dataclass(frozen=True, eq=False)
class Case:
    """An instance, every roster that is tried for each of its operators, and the rules that bind in it.

    Where the changes name no templates, they offer exactly the starts and lengths of the universe.
    """

    rules: tuple[str, ...]
    universe: Universe
    changes: dict[str, Any]

    @cached_property
    def instance(self) -> Instance:
        return plan(**({"shifts": templates(self.universe)} | self.changes))

    @cached_property
    def demand(self) -> Demand:
        return demand_of(self.instance)

    @cached_property
    def problem(self) -> Problem:
        return compile_problem(self.instance, self.demand)

    def cost(self, roster: Roster) -> int:
        """What the checker says a roster costs, in units."""
        return int(costs(self.instance, self.demand, roster).units)

    @cached_property
    def found(self) -> list[tuple[Roster, frozenset[str]]]:
        """All rosters of all operators, with the rules the checker finds broken."""
        single = [list(self.universe.rosters(self.instance, each.id)) for each in self.instance.operators]
        rosters = (sum(rosters, ()) for rosters in product(*single))
        return [(roster, frozenset(violation.rule for violation in check_shifts(self.instance, roster))) for roster in rosters]

    @cached_property
    def legal(self) -> list[Roster]:
        """Those in which it finds nothing."""
        return [roster for roster, broken in self.found if not broken]

    @cached_property
    def modelled(self) -> list[Roster]:
        """A roster for each answer of the whole model."""
        return all_of_the_model(self.instance, self.problem)

    @cached_property
    def best(self) -> tuple[int, Solution]:
        """Cost and roster that CP-SAT proves best."""
        found = optimum(self.problem)
        assert found is not None
        return found

    @cached_property
    def priced(self) -> Case:
        """The same with calls and wishes; they make no roster illegal."""
        return Case(self.rules, self.universe, self.changes | {"calls": LOADS, "availability": [
            *self.changes.get("availability", []),
            *entries(("avoid", "mon", "09:00", "10:00"), ("prefer", "tue"), ("prefer", "mon", "14:00", "23:00"),
                     ("avoid", "sun"))]})


def templates(universe: Universe) -> list[dict[str, Any]]:
    """One template for each start of a universe, with its lengths."""
    lengths = {"from_minutes": universe.lengths[0], "to_minutes": universe.lengths[-1],
               "every_minutes": universe.lengths[1] - universe.lengths[0] if len(universe.lengths) > 1 else 60}
    return [{"name": at, "start": {"from": at, "to": at}, "length": lengths}
            for at in map(format_local_time, universe.starts)]


def split(length: int, gap: list[int], part: list[int], last: str = "08:00") -> dict[str, Any]:
    """A template of split shifts."""
    return {"name": "split", "start": {"from": "08:00", "to": last, "every_minutes": 60},
            "length": {"from_minutes": length, "to_minutes": length},
            "split": {"gap_minutes": gap, "part_minutes": part, "every_minutes": 60}}


SHORT = {"length": {"from_minutes": 120, "to_minutes": 120}}
"""Part of a template: shifts of two hours."""


def contract(**bounds: Any) -> dict[str, Any]:
    """The one contract, with these bounds."""
    return {"contracts": {"free": FREE | bounds}}


def horizon(days: int) -> dict[str, Any]:
    """Some days from a Monday."""
    return {"horizon": days}


def open_from(hours: str, *windows: str) -> dict[str, Any]:
    """Opening hours on weekdays."""
    return {"hours": {"weekly": {hours: list(windows)}}}


def history(**known: Any) -> dict[str, Any]:
    """What is known of `anna` from before the horizon."""
    return {"history": [{"operator": "anna"} | known]}


def skilled(**skills: str) -> list[dict[str, Any]]:
    """Operators with these skills, parted by spaces."""
    return [{"id": name, "contract": "free", "skills": each.split()} for name, each in skills.items()]


TEAM = skilled(anna="sales", ben="sales support abuse", carl="support night")
QUEUES: dict[str, Any] = {"sales": {}, "support": {}}
H = 60
NIGHTS = {"nights": {"from": "23:00", "to": "05:00", "minutes": 120}}
AROUND_THE_CLOCK = {"hours": {"always": True}}
CLOCK_CHANGE = AROUND_THE_CLOCK | {"hotline": {
    "name": "Helpline", "timezone": "Europe/Berlin", "interval_minutes": 60, "break_grid_minutes": 60}}
COACHED = all_pauses((), (("activity coaching", 1),), (("activity coaching", 1), ("activity coaching", 1)))
"""Shifts with coaching, by who is coached and by who coaches."""
NO_DETOUR = {"lunch": LUNCH, "breathers": BREATHERS,
             "spacing": {"edge_minutes": 60, "min_work_minutes": 60, "max_work_minutes": 120}}

CASES = {
    "a meeting of one of two beside breathers": Case(
        ("activities", "breaks"), Universe([0], [8 * H, 9 * H], [4 * H], all_pauses(
            (("breather", 1),), (("activity talk", 1), ("breather", 1)), (("breather", 1), ("activity talk", 1)))),
        {"operators": people("free", "free"), "breaks": NO_DETOUR, "activities": [
            {"name": "talk", "minutes": 60, "who": {"operators": ["anna"]}, "between": "09:00-12:00", "every_minutes": 60}]}),
    "coaching counted over days, beside a meeting that nobody may miss": Case(
        ("activities",), Universe(range(3), [8 * H], [3 * H], all_pauses(
            (), (("activity coaching", 1),), (("activity talk", 1),), (("activity coaching", 1), ("activity talk", 1)))),
        horizon(3) | {"activities": [
            {"name": "coaching", "minutes": 60, "per": "period", "times": [1, 1], "every_minutes": 60, "days": "mon,wed"},
            {"name": "talk", "minutes": 60, "at": "09:00", "on": "2026-12-08", "everyone": True}]}),
    "a room with one seat": Case(
        ("activities",), Universe([0], [8 * H, 9 * H], [2 * H], all_pauses((("activity training", 1),))),
        {"operators": people("free", "free"), "activities": [
            {"name": "training", "minutes": 60, "every_minutes": 60, "at_once": 1}]}),
    "training in groups of two": Case(
        ("activities",), Universe([0], [8 * H], [2 * H], all_pauses((), (("activity training", 1),))),
        {"operators": people("free", "free", "free"), "activities": [
            {"name": "training", "minutes": 60, "every_minutes": 60, "per": "period", "times": 1, "together": True,
             "at_once": 2}]}),
    "coaching of two by one who is on the phone else": Case(
        ("activities",), Universe([0], [8 * H], [3 * H], all_pauses(
            (("breather", 1),), (("activity coaching", 1), ("breather", 1)), (("breather", 1), ("activity coaching", 1)),
            (("activity coaching", 1), ("breather", 1), ("activity coaching", 1)))),
        {"operators": people("free", "free"), "breaks": {"breathers": BREATHERS}, "activities": [
            {"name": "coaching", "minutes": 60, "every_minutes": 60, "who": {"operators": "ben"}, "facilitator": "anna"}]}),
    "coaching counted over days by somebody with a day off": Case(
        ("activities",), Universe(range(2), [8 * H], [2 * H], COACHED),
        horizon(2) | {"operators": people("free", "free"), "hours": {"weekly": {"mon-tue": ["08:00-10:00"]}},
                      "activities": [{"name": "coaching", "minutes": 60, "every_minutes": 60, "per": "period", "times": [1, 1],
                                      "facilitator": "anna"}],
                      "availability": entries(("sick", "tue"))}),
    "coaching by one of two on one seat": Case(
        ("activities", "seats"), Universe([0], [8 * H], [2 * H], COACHED),
        {"hotline": HOURLY | {"seats": 1}, "operators": people("free", "free", "free"),
         "hours": {"weekly": {"mon": ["08:00-10:00"]}}, "activities": [
             {"name": "coaching", "minutes": 60, "every_minutes": 60, "per": "period", "times": [0, 1],
              "facilitator": "anna"}]}),
    "coaching by a mentor whom others need, and nobody alone": Case(
        ("activities", "together", "min_operators"), Universe([0], [8 * H], [2 * H], COACHED),
        {"operators": skilled(anna="old", ben="new", carl="old"), "hours": {"weekly": {"mon": ["08:00-10:00"]}},
         "service": {"min_operators": {"hard": 1}}, "together": [
             {"rule": "beside", "who": {"skill": "new"}, "beside": {"skill": "old"}, "counts": "on_phone", "price_per_hour": 3},
             {"rule": "most", "number": 1, "who": {"skill": "old"}, "counts": "on_phone"}],
         "activities": [{"name": "coaching", "minutes": 60, "every_minutes": 60, "per": "period", "times": [0, 1],
                         "facilitator": "anna", "who": {"operators": ["ben"]}}]}),
    "hours of a week and of the day after it": Case(
        ("hours_per_week",), Universe([0, 2, 4, 6, 7], [8 * H], [2 * H, 4 * H]),
        horizon(8) | contract(hours_per_week=[8, 14]) | open_from("mon,wed,fri,sun", "08:00-16:00")),
    "hours of a single day": Case(
        ("hours_per_week",), Universe([0], [8 * H, 9 * H], [2 * H, 3 * H, 4 * H]), contract(hours_per_week=[0, 3])),
    "paid hours without unpaid lunch": Case(
        ("hours_per_week",), Universe([0, 2], [8 * H], [4 * H, 6 * H], all_pauses((), (("lunch", 1),))),
        horizon(7) | contract(hours_per_week=[8, 9]) | open_from("mon,wed", "08:00-16:00") | {
            "breaks": {"lunch": LUNCH | {"earliest_minutes": 120, "latest_minutes": 180}}}),
    "days of a week and of the day after it": Case(
        ("days_per_week",), Universe([0, 1, 3, 6, 7], [8 * H, 10 * H], [2 * H]),
        horizon(8) | contract(days_per_week=[2, 3]) | open_from("mon,tue,thu,sun", "08:00-12:00")),
    "hours of two months": Case(
        ("hours_per_month",), Universe([0, 1, 3, 4], [8 * H], [2 * H, 4 * H]),
        contract(hours_per_month=[4, 6]) | open_from("mon,tue,thu,fri", "08:00-12:00") | {
            "horizon": {"start": "2027-01-28", "days": 5}, "hours": {
                "dates": {f"2027-0{date}": ["08:00-12:00"] for date in ("1-28", "1-29", "1-31", "2-01")}}}
        | history(month_hours=1)),
    "hours of all days": Case(
        ("hours_per_period", "hours_per_week"), Universe([0, 2, 6, 7], [8 * H], [2 * H, 4 * H]),
        horizon(8) | contract(hours_per_period=[10, 12], hours_per_week=[0, 8]) | open_from("mon,wed,sun", "08:00-12:00")
        | history(period_hours=2)),
    "shifts of a week and of the day after it": Case(
        ("shifts_per_week",), Universe([0, 1, 3, 6, 7], [8 * H, 10 * H], [2 * H]),
        horizon(8) | contract(shifts_per_week=[2, 3]) | open_from("mon,tue,thu,sun", "08:00-12:00")),
    "shifts of two months": Case(
        ("shifts_per_month",), Universe(range(5), [8 * H], [2 * H]),
        contract(shifts_per_month=[2, 2]) | {
            "horizon": {"start": "2027-01-29", "days": 5}, "hours": {"dates": {
                f"2027-0{date}": ["08:00-12:00"] for date in ("1-29", "1-30", "1-31", "2-01", "2-02")}}}),
    "shifts of all days": Case(
        ("shifts_per_period",), Universe(range(4), [8 * H, 10 * H], [2 * H]),
        horizon(4) | contract(shifts_per_period=[3, 4]) | history(period_shifts=1)),
    "two shares of one contract": Case(
        ("hours_per_week",), Universe(range(3), [8 * H], [2 * H, 4 * H]),
        horizon(3) | contract(hours_per_week=[0, 8]) | {"operators": [
            {"id": "anna", "contract": "free"}, {"id": "ben", "contract": "free", "share": 0.5}]}),
    "consecutive days": Case(
        ("consecutive_days",), Universe(range(4), [8 * H, 10 * H], [2 * H]),
        horizon(4) | contract(max_consecutive_days=2)),
    "consecutive days over two weeks": Case(
        ("consecutive_days",), Universe(range(4, 9), [10 * H], [2 * H]),
        horizon(9) | contract(max_consecutive_days=3) | {"hours": {
            "weekly": {"fri-tue": ["10:00-12:00"]}, "exceptions": {"2026-12-07": [], "2026-12-08": []}}}),
    "the shortest run of days": Case(
        ("consecutive_days",), Universe(range(6), [8 * H], [2 * H]),
        horizon(6) | contract(min_consecutive_days=2, max_consecutive_days=3)),
    "a run of days that goes on from before": Case(
        ("consecutive_days",), Universe(range(6), [8 * H], [2 * H]),
        horizon(6) | contract(min_consecutive_days=3, max_consecutive_days=4) | history(worked_days=2)),
    "a run of days that starts anew": Case(
        ("consecutive_days",), Universe(range(5), [8 * H], [2 * H]),
        horizon(5) | contract(min_consecutive_days=3) | history(days_off=1)),
    "more days before than allowed": Case(
        ("consecutive_days",), Universe(range(4), [8 * H], [2 * H]),
        horizon(4) | contract(max_consecutive_days=2) | history(worked_days=5)),
    "the shortest run of days off": Case(
        ("consecutive_days_off",), Universe(range(6), [8 * H], [2 * H]),
        horizon(6) | contract(min_consecutive_days_off=3)),
    "days off that go on from before": Case(
        ("consecutive_days_off",), Universe(range(5), [8 * H], [2 * H]),
        horizon(5) | contract(min_consecutive_days_off=3) | history(days_off=1)),
    "days off that start anew": Case(
        ("consecutive_days_off", "consecutive_days"), Universe(range(6), [8 * H], [2 * H]),
        horizon(6) | contract(min_consecutive_days_off=2, max_consecutive_days=2) | history(worked_days=1)),
    "weekends": Case(
        ("weekends",), Universe([4, 5, 6, 12, 13], [8 * H, 10 * H], [2 * H]),
        horizon(14) | contract(max_weekends=1) | open_from("fri-sun", "08:00-12:00") | {
            "hours": {"weekly": {"fri-sun": ["08:00-12:00"]}, "exceptions": {"2026-12-18": []}}}),
    "weekends the horizon cuts, on other days of the week": Case(
        ("weekends", "complete_weekends"), Universe([0, 5, 6, 7], [8 * H], [2 * H]),
        contract(max_weekends=1, complete_weekends=True) | {
            "hours": {"weekly": {"thu-sat": ["08:00-12:00"]}}, "horizon": {"start": "2026-12-12", "days": 8},
            "hotline": HOURLY | {"weekend": "fri,sat"}}),
    "complete weekends": Case(
        ("complete_weekends",), Universe([4, 5, 6], [8 * H, 10 * H], [2 * H]),
        horizon(7) | contract(complete_weekends=True) | open_from("fri-sun", "08:00-12:00")),
    "nights of a week and of the day after it": Case(
        ("nights_per_week",), Universe([0, 5, 6, 7], [0, 20 * H, 22 * H], [4 * H]),
        horizon(8) | contract(max_nights_per_week=1) | AROUND_THE_CLOCK | NIGHTS | {"availability": entries(
            ("unavailable", "tue-fri"))}),
    "nights over the hour that repeats": Case(
        ("nights_per_week",), Universe(range(2), [0, H, 22 * H, 23 * H], [3 * H, 4 * H]),
        CLOCK_CHANGE | {"horizon": {"start": "2026-10-24", "days": 2}} | contract(max_nights_per_week=0) | {
            "nights": {"from": "01:00", "to": "04:00", "minutes": 180}}),
    "nights in a row": Case(
        ("consecutive_nights",), Universe(range(3), [8 * H, 19 * H, 22 * H], [5 * H]),
        horizon(3) | contract(max_consecutive_nights=2) | AROUND_THE_CLOCK | NIGHTS | history(worked_days=3, nights=1)),
    "days off after nights": Case(
        ("days_off_after_nights",), Universe(range(5), [8 * H, 22 * H], [8 * H]),
        horizon(5) | contract(min_days_off_after_nights=2) | AROUND_THE_CLOCK | NIGHTS),
    "days off after nights before": Case(
        ("days_off_after_nights",), Universe(range(4), [8 * H, 22 * H], [8 * H]),
        horizon(4) | contract(min_days_off_after_nights=3) | AROUND_THE_CLOCK | NIGHTS | history(days_off=1, nights=2)),
    "days off after a night that goes on": Case(
        ("days_off_after_nights",), Universe(range(4), [8 * H, 22 * H], [8 * H]),
        horizon(4) | contract(min_days_off_after_nights=2) | AROUND_THE_CLOCK | NIGHTS | history(worked_days=1, nights=1)),
    "forbidden successions": Case(
        ("forbidden_successions",), Universe(range(3), [8 * H, 10 * H, 12 * H], [2 * H]),
        horizon(3) | contract(forbidden_successions=[["12:00", "08:00"], ["08:00", "08:00"]])
        | history(worked_days=1, last_shift="12:00")),
    "shifts of two templates at once": Case(
        ("forbidden_successions", "max_shifts"), Universe(range(3), [8 * H, 10 * H, 12 * H], [2 * H, 4 * H]),
        horizon(3) | contract(forbidden_successions=[["day", "long"]], max_shifts={"long": 2, "day": 2}) | {"shifts": [
            DAY, DAY | {"name": "long", "length": {"from_minutes": 240, "to_minutes": 240}}]}),
    "shifts of a template in a week and in all": Case(
        ("max_shifts",), Universe([0, 6, 7], [8 * H, 10 * H], [2 * H, 4 * H]),
        horizon(8) | contract(max_shifts={"08:00": 2}, max_shifts_per_week={"10:00": 1}) | {"availability": entries(
            ("unavailable", "tue-sat"))}),
    "rest from before the horizon": Case(
        ("rest",), Universe(range(2), [0, 4 * H, 8 * H], [8 * H]),
        horizon(2) | contract(rest_hours=10) | AROUND_THE_CLOCK | history(last_end="2026-12-06T19:30")),
    "two operators of two histories, with nights": Case(
        ("consecutive_nights", "forbidden_successions"), Universe(range(2), [8 * H, 22 * H], [8 * H]),
        horizon(2) | contract(max_consecutive_nights=1, forbidden_successions=[["22:00", "08:00"]]) | AROUND_THE_CLOCK
        | NIGHTS | {"operators": people("free", "free")} | history(worked_days=1, nights=1, last_shift="22:00")),
    "rest past midnight": Case(
        ("rest",), Universe(range(3), [0, 4 * H, 12 * H, 20 * H], [8 * H, 10 * H]),
        horizon(3) | contract(rest_hours=11) | AROUND_THE_CLOCK),
    "rest longer than a day off": Case(
        ("rest",), Universe(range(3), [0, 8 * H, 20 * H], [8 * H, 10 * H]),
        horizon(3) | contract(rest_hours=36) | AROUND_THE_CLOCK),
    "no rest but no overlap": Case(
        (), Universe(range(3), [0, 4 * H, 20 * H], [8 * H, 10 * H]), horizon(3) | AROUND_THE_CLOCK),
    "rest over the hour that repeats": Case(
        ("rest",), Universe(range(2), [2 * H, 6 * H, 7 * H, 20 * H, 21 * H], [6 * H, 8 * H]),
        CLOCK_CHANGE | {"horizon": {"start": "2026-10-24", "days": 2}} | contract(rest_hours=5)),
    "rest over the hour that is skipped": Case(
        ("rest",), Universe(range(2), [2 * H, 6 * H, 8 * H, 9 * H, 20 * H, 21 * H], [6 * H, 8 * H]),
        CLOCK_CHANGE | {"horizon": {"start": "2026-03-28", "days": 2}} | contract(rest_hours=5)),
    "the same start all week and on the day after it": Case(
        ("same_start",), Universe([0, 6, 7], [8 * H, 10 * H], [2 * H]),
        horizon(8) | contract(same_start_all_week=True) | open_from("mon,sun", "08:00-16:00")),
    "the same start in a week that has begun": Case(
        ("same_start",), Universe([0, 1, 5], [8 * H, 10 * H], [2 * H]),
        contract(same_start_all_week=True) | {
            "horizon": {"start": "2026-12-09", "days": 6}, "availability": entries(("unavailable", "fri-sun"))}
        | history(last_start="2026-12-07T10:00")),
    "starts that drift a little, over days off": Case(
        ("start_drift",), Universe([0, 1, 3], [8 * H, 9 * H, 10 * H, 12 * H], [2 * H]),
        horizon(4) | contract(max_start_earlier_minutes=60, max_start_later_minutes=120)
        | open_from("mon,tue,thu", "08:00-16:00") | history(last_start="2026-12-04T10:00")),
    "starts over the hour that repeats": Case(
        ("start_drift",), Universe(range(2), [2 * H, 6 * H], [6 * H, 8 * H]),
        CLOCK_CHANGE | {"horizon": {"start": "2026-10-24", "days": 2}} | contract(max_start_later_minutes=60)),
    "different starts of a week and of the days after it": Case(
        ("different_starts",), Universe(range(5), [8 * H, 10 * H], [2 * H]),
        horizon(5) | contract(max_different_starts_per_week=1) | open_from("mon,wed,fri", "08:00-12:00")
        | {"hotline": HOURLY | {"week_starts": "thu"}, "availability": entries(("unavailable", "tue,thu"))}),
    "starts that may change at a price": Case(
        (), Universe([0, 6, 7], [8 * H, 10 * H], [2 * H]),
        horizon(8) | contract(same_start_all_week=True, max_start_earlier_minutes=119) | open_from("mon,sun", "08:00-16:00")
        | history(last_start="2026-12-04T10:00") | {"objective": {"bounds": {"same_start": 2, "start_drift": 90}}}),
    "two operators of whom each start beyond one has a price": Case(
        (), Universe(range(2), [8 * H, 10 * H], [2 * H]),
        horizon(2) | contract(max_different_starts_per_week=1) | {
            "operators": people("free", "free"), "objective": {"bounds": {"different_starts": 2}}}),
    "a long rest in a week": Case(
        ("weekly_rest",), Universe([0, 2, 4, 5, 6], [8 * H], [8 * H]),
        horizon(7) | contract(weekly_rest_hours=41) | AROUND_THE_CLOCK | history(last_end="2026-12-06T16:00")
        | {"availability": entries(("unavailable", "tue,thu"))}),
    "a week without its long rest at a price": Case(
        (), Universe(range(2), [0, 8 * H, 16 * H], [8 * H]),
        contract(weekly_rest_hours=20) | {
            "hours": {"dates": {f"2026-12-{date}": ["00:00-24:00"] for date in (12, 13)}},
            "horizon": {"start": "2026-12-12", "days": 2}, "hotline": HOURLY | {"week_starts": "sun"},
            "objective": {"bounds": {"weekly_rest": 5}}}
        | history(last_end="2026-12-11T20:00")),
    "overtime of one day, time off of another": Case(
        ("overtime", "hours_per_week"), Universe(range(3), [8 * H], [H, 2 * H, 3 * H]),
        horizon(3) | contract(hours_per_week=[5, 6], overtime_minutes_per_day=120, overtime_per_hour=3,
                              time_off_minutes_per_day=60, time_off_per_hour=1) | {"availability": [
                                  {"operator": "anna", "kind": "overtime", "when": "2026-12-07", "hours": 2},
                                  {"operator": "anna", "kind": "time_off", "when": "2026-12-08", "hours": 1}]}),
    "availability": Case(
        ("availability",), Universe(range(3), [8 * H, 10 * H, 12 * H], [2 * H, 4 * H]),
        horizon(3) | {"availability": entries(("unavailable", "mon", "09:00", "11:00"), ("only", "tue", "10:00", "14:00"),
                                              ("unavailable", "2026-12-09"))}),
    "availability past midnight": Case(
        ("availability",), Universe(range(2), [0, 4 * H, 8 * H, 12 * H, 20 * H], [8 * H, 10 * H]),
        horizon(2) | AROUND_THE_CLOCK | {"availability": entries(
            ("unavailable", "mon", "22:00", "03:00"), ("only", "tue", "04:00", "22:00"),
            ("unavailable", "wed", "02:00", "05:00"))}),
    "pins": Case(
        ("pins",), Universe(range(3), [7 * H, 8 * H, 10 * H], [2 * H, 3 * H]),
        horizon(3) | {"availability": entries(("pinned", "mon", "07:00", "10:00"), ("pinned", "wed")),
                      "shifts": [DAY | {"start": {"from": "08:00", "to": "10:00", "every_minutes": 120},
                                        "length": {"from_minutes": 120, "to_minutes": 180, "every_minutes": 60}}]}),
    "opening hours": Case(
        ("opening_hours",), Universe(range(3), [6 * H, 8 * H, 10 * H, 12 * H], [2 * H, 4 * H]),
        horizon(3) | {"hours": {"weekly": {"mon": ["08:00-14:00"], "tue": ["10:00-11:00", "13:00-16:00"]}},
                      "shifts": [DAY, {"name": "early", "start": {"from": "06:00", "to": "06:00"}, "outside_hours": True,
                                       "days": "tue", "length": {"from_minutes": 120, "to_minutes": 120}}]}),
    "shift form": Case(
        ("shift_form",), Universe(range(2), [7 * H, 8 * H, 9 * H, 10 * H, 12 * H], [H, 2 * H, 3 * H, 4 * H]),
        horizon(2) | contract(shift_minutes=[120, 180], shifts=["day", "tuesdays"]) | {"shifts": [
            DAY | {"length": {"from_minutes": 120, "to_minutes": 240, "every_minutes": 60}},
            DAY | {"name": "tuesdays", "days": "tue", "start": {"from": "09:00", "to": "09:00"}},
            DAY | {"name": "of others", "start": {"from": "07:00", "to": "07:00"}}]}),
    "one shift a day": Case(
        ("one_shift_a_day",), Universe(range(2), [8 * H, 10 * H, 12 * H], [2 * H, 4 * H], doubles=True), horizon(2)),
    "breaks": Case(
        ("breaks",), Universe([0], [8 * H, 9 * H], [2 * H, 4 * H, 6 * H], all_pauses(
            (), (("breather", 1),), (("breather", 2),), (("lunch", 1),), (("lunch", 1), ("breather", 1)),
            (("breather", 1), ("lunch", 1)), (("breather", 1),) * 2)),
        {"breaks": NO_DETOUR}),
    "a lunch and breathers by windows of the clock": Case(
        ("breaks",), Universe([0], [8 * H, 9 * H, 10 * H], [2 * H, 5 * H], all_pauses(
            (), (("lunch", 1), ("breather", 1)), (("breather", 1), ("lunch", 1)), (("breather", 1),))),
        {"breaks": {"lunch": LUNCH | {"earliest_minutes": 0, "latest_minutes": 300, "clock": ["11:00-12:00", "13:00-15:00"]},
                    "breathers": BREATHERS | {"clock": ["09:00-12:00"]}}}),
    "two lunches of one shift by the clock, over the hour that repeats": Case(
        ("breaks",), Universe([0], [21 * H, 22 * H], [6 * H, 7 * H], all_pauses((("lunch", 1),), (("lunch", 1),) * 2)),
        CLOCK_CHANGE | {"horizon": {"start": "2026-10-24", "days": 1}} | {"breaks": {"lunch": [
            {"minutes": 60, "from_shift_minutes": 300, "clock": ["22:00-00:00"]},
            {"minutes": 60, "from_shift_minutes": 300, "clock": ["02:00-03:00"]}]}}),
    "two operators, pooled, with lunch by windows of the clock": Case(
        ("breaks",), Universe([0], [8 * H, 10 * H], [4 * H], all_pauses((("lunch", 1),))),
        {"operators": people("free", "free"), "breaks": {"lunch": {
            "minutes": 60, "from_shift_minutes": 240, "clock": ["09:00-11:00", "12:00-13:00"]}}}),
    "a split shift": Case(
        ("shift_form",), Universe([0], [8 * H, 9 * H], [4 * H, 5 * H, 6 * H], all_pauses(
            (), (("gap", 1),), (("gap", 2),), (("gap", 3),))),
        {"shifts": [split(240, [60, 120], [60, 180], "09:00")]}),
    "split shifts with breaks by the part, beside whole ones": Case(
        ("breaks",), Universe([0], [8 * H], [5 * H, 6 * H], all_pauses(
            (("breather", 1),) * 2, (("gap", 1), ("breather", 1)), (("breather", 1), ("gap", 1)),
            (("breather", 1), ("breather", 1), ("gap", 1)), (("gap", 1), ("breather", 1), ("breather", 1)))),
        {"shifts": [split(300, [60, 60], [60, 240]), DAY | {
            "start": {"from": "08:00", "to": "08:00"}, "length": {"from_minutes": 300, "to_minutes": 300}}],
         "breaks": {"breathers": BREATHERS | {"count": [
             {"from_shift_minutes": 180, "breathers": 1}, {"from_shift_minutes": 240, "breathers": 2}]},
                    "spacing": {"edge_minutes": 0, "min_work_minutes": 60}}}),
    "hours and rest of split shifts": Case(
        ("rest",), Universe(range(2), [8 * H], [4 * H, 5 * H], all_pauses((), (("gap", 1),))),
        horizon(2) | contract(rest_hours=20, hours_per_week=[0, 8]) | {
            "shifts": [split(240, [60, 60], [120, 120]), DAY | {"start": {"from": "08:00", "to": "08:00"},
                                                                     "length": {"from_minutes": 240, "to_minutes": 240}}]}),
    "who is there in the gap of a split shift, and who has a break": Case(
        ("together",), Universe([0], [8 * H], [5 * H], lambda _: [(("breather", at, 1), ("gap", 3, 1)) for at in range(3)] + [
            (("gap", 1, 1), ("breather", at, 1)) for at in range(2, 5)] + [(("gap", 2, 1),)]),
        {"operators": people("free", "free"), "shifts": [split(240, [60, 60], [60, 180])],
         "breaks": {"breathers": BREATHERS}, "together": [
             {"rule": "apart", "who": {"operators": ["anna", "ben"]}},
             {"rule": "most", "number": 0, "counts": "on_break", "from": "09:00", "to": "11:00", "price_per_hour": 1}]}),
    "a pin beside split shifts of its times": Case(
        ("pins",), Universe([0], [8 * H], [4 * H, 5 * H], all_pauses((), (("gap", 1),), (("gap", 2),))),
        {"shifts": [split(240, [60, 60], [60, 180])], "availability": entries(("pinned", "mon", "08:00", "13:00"))}),
    "a pinned split shift with its breaks free": Case(
        ("pins", "breaks"), Universe([0], [8 * H], [6 * H], all_pauses(
            (("breather", 1),), (("gap", 1), ("breather", 1)), (("breather", 1), ("gap", 1)))),
        {"shifts": [split(300, [60, 60], [60, 240])], "breaks": {"breathers": BREATHERS},
         "availability": [{"operator": "anna", "when": "mon", "from": "08:00", "to": "14:00", "kind": "pinned",
                           "breaks": "gap 10:00-11:00"}]}),
    "little work before the end": Case(
        ("breaks",), Universe([0], [8 * H], [2 * H, 4 * H], all_pauses((), (("breather", 1),))),
        {"breaks": {"breathers": BREATHERS, "spacing": {"max_last_work_minutes": 120}}}),
    "two operators, pooled": Case(
        ("consecutive_days",), Universe(range(2), [8 * H, 10 * H], [2 * H, 4 * H]),
        horizon(2) | contract(max_consecutive_days=1) | {"operators": people("free", "free")}),
    "two operators of two classes, with breaks": Case(
        ("breaks", "availability"), Universe([0], [8 * H, 10 * H], [2 * H, 4 * H], all_pauses((), (("breather", 1),))),
        {"operators": people("free", "free"), "breaks": {"breathers": BREATHERS},
         "availability": entries(("unavailable", "mon", "13:00", "14:00"), operator="ben")}),
    "two queues": Case(
        ("availability",), Universe([0], [8 * H, 10 * H], [2 * H, 4 * H]),
        {"operators": TEAM, "service": {"queues": QUEUES}, "availability": entries(("unavailable", "mon", "11:00", "12:00"))}),
    "two queues of pooled operators, with breaks": Case(
        ("breaks",), Universe([0], [8 * H, 10 * H], [4 * H], all_pauses((), (("breather", 1),))),
        {"operators": TEAM[:2] + skilled(carl="sales"), "service": {"queues": QUEUES}, "breaks": {"breathers": BREATHERS}}),
    "topics": Case(
        ("one_shift_a_day",), Universe([0], [8 * H, 12 * H], [2 * H, 4 * H], doubles=True),
        {"operators": TEAM[1:], "service": {"queues": QUEUES, "topics": ["abuse", "night"]}}),
    "seats, also before the opening": Case(
        ("seats",), Universe([0], [6 * H, 8 * H, 10 * H], [2 * H, 4 * H]),
        {"operators": people("free", "free", "free"), "hotline": HOURLY | {"seats": 2, "lines": 5},
         "hours": {"weekly": {"mon-sun": ["08:00-14:00"]}}, "shifts": [DAY | {
             "outside_hours": True, "start": {"from": "06:00", "to": "10:00", "every_minutes": 120}}]}),
    "lines, breaks, queues and a topic": Case(
        ("seats", "breaks"), Universe([0], [8 * H, 10 * H], [4 * H], all_pauses((), (("breather", 1),))),
        {"operators": TEAM[:2], "hotline": HOURLY | {"lines": 1}, "breaks": {"breathers": BREATHERS},
         "service": {"queues": QUEUES, "topics": ["abuse"]}}),
    "never fewer on the phone than two": Case(
        ("min_operators",), Universe([0], [8 * H, 10 * H], [2 * H, 4 * H]),
        {"operators": people("free", "free", "free"), "service": {"min_operators": {"hard": 2}},
         "hours": {"weekly": {"mon": ["08:00-12:00"]}}}),
    "never fewer than one for each of two queues": Case(
        ("min_operators",), Universe([0], [8 * H, 10 * H], [2 * H, 4 * H]),
        {"operators": TEAM, "service": {"queues": {"sales": {"min_operators": {"hard": 1}}, "support": {
            "min_operators": {"hard": 1}}}}, "hours": {"weekly": {"mon": ["08:00-12:00"]}}}),
    "one with a skill at noon, and a goal by the hour": Case(
        ("minimums",), Universe([0], [8 * H, 10 * H], [2 * H, 4 * H]),
        {"operators": skilled(anna="old", ben="", carl="old"), "objective": {"unmanned_per_hour": 5}, "service": {"minimums": [
            {"operators": {"hard": 1}, "skill": "old", "days": "mon", "from": "10:00", "to": "12:00"},
            {"operators": {"hard": 3}, "days": "tue"}, {"operators": 2, "from": "09:00", "to": "11:00"}]},
         "hours": {"weekly": {"mon": ["08:00-14:00"]}}}),
    "bounds that may be missed at a price": Case(
        (), Universe([0, 2, 6, 7], [8 * H, 20 * H], [2 * H, 4 * H]),
        horizon(8) | contract(hours_per_week=[8, 9], days_per_week=[2, 2], shifts_per_period=[3, 3], max_nights_per_week=0,
                              max_shifts={"20:00": 1}) | NIGHTS
        | {"hours": {"weekly": {"mon,wed,sun": ["08:00-24:00"]}}, "nights": {"from": "20:00", "to": "05:00", "minutes": 60},
           "objective": {"bounds": {"hours_per_week": 1.5, "days_per_week": 4, "shifts_per_period": 9, "nights_per_week": 2,
                                    "max_shifts": 3}}}),
    "even shifts, nights and weekends": Case(
        (), Universe([0, 4, 5], [8 * H, 22 * H], [8 * H]),
        horizon(6) | AROUND_THE_CLOCK | NIGHTS | {"operators": [
            {"id": "anna", "contract": "free"}, {"id": "ben", "contract": "free", "share": 0.5}],
            "objective": {"fairness": {"shifts": 1.5, "nights": 4, "weekends": 7.25}},
            "ledger": [{"operator": "anna", "shifts": 2, "weekends": 1.5}, {"operator": "ben", "nights": 3}],
            "availability": entries(("unavailable", "2026-12-08..2026-12-10"))
            + entries(("unavailable", "2026-12-08..2026-12-11"), operator="ben")}),
    "somebody experienced in every open hour, also during breaks, and not two away at once": Case(
        ("together",), Universe([0], [8 * H], [4 * H], all_pauses((("breather", 1),))),
        {"operators": skilled(anna="old", ben="", carl="old"), "breaks": {"breathers": BREATHERS},
         "hours": {"weekly": {"mon": ["08:00-12:00"]}}, "together": [
             {"rule": "least", "number": 1, "who": {"skill": "old"}, "counts": "on_phone", "from": "10:00", "to": "12:00"},
             {"rule": "most", "number": 1, "counts": "on_break"}]}),
    "a trainee beside one who knows": Case(
        ("together",), Universe([0], [8 * H], [2 * H, 4 * H], all_pauses((), (("breather", 1),))),
        {"operators": skilled(anna="new", ben="mentor"), "breaks": {"breathers": BREATHERS}, "together": [
            {"rule": "beside", "who": {"skill": "new"}, "beside": {"operators": "ben"}, "counts": "on_phone", "each": 2}]}),
    "one supervisor for each two, priced, and never two of a team": Case(
        ("together",), Universe([0], [8 * H, 10 * H], [2 * H]),
        {"operators": [{"id": "anna", "contract": "free", "team": "blue"}, {"id": "ben", "contract": "free", "team": "red"},
                       {"id": "carl", "contract": "free", "team": "blue"}],
         "together": [{"rule": "most", "number": 1, "who": {"team": "blue"}}, {
             "rule": "beside", "who": {"team": "blue|red"}, "beside": {"team": ["red"]}, "each": 2, "price_per_hour": 4.5}]}),
    "two who never meet, and two who always do": Case(
        ("together",), Universe([0], [8 * H, 10 * H], [2 * H]),
        {"operators": skilled(anna="", ben="", carl=""), "together": [
            {"rule": "apart", "who": {"operators": ["anna", "ben"]}, "days": "mon"},
            {"rule": "together", "who": {"operators": ["anna", "carl"]}, "from": "10:00", "to": "11:00"},
            {"rule": "together", "who": {"operators": ["ben", "carl"]}, "price_per_hour": 2}]}),
    "a team has lunch together": Case(
        ("together",), Universe([0], [8 * H], [6 * H], all_pauses((("lunch", 1),))),
        {"operators": people("free", "free"), "breaks": {"lunch": LUNCH}, "together": [
            {"rule": "lunch_together", "who": {"operators": ["anna", "ben"]}},
            {"rule": "least", "number": 2, "counts": "at_lunch", "from": "12:00", "to": "13:00", "price_per_hour": 1}]}),
    "a rotation of two weeks, with a pin, an absence and a change": Case(
        ("rotation",), Universe(range(5), [8 * H, 10 * H], [2 * H]),
        horizon(5) | {"shifts": [SHORT | {"name": "early", "start": {"from": "08:00", "to": "08:00"}},
                                 SHORT | {"name": "late", "start": {"from": "10:00", "to": "10:00"}}],
                      "hours": {"weekly": {"mon-wed,fri": ["08:00-12:00"]}},
                      "rotations": [{"weeks": ["-EEEE--", "ELEL*--"], "letters": {"E": "early", "L": "late"},
                                     "starts": "2026-11-30", "ends": "2026-12-11"}],
                      "rotation_changes": [{"operator": "anna", "when": "2026-12-07", "shift": "early/off"}],
                      "availability": entries(("unavailable", "wed", "09:00", "10:00"), ("pinned", "tue", "08:00", "10:00"))}),
    "rotations of two people, one of them at a price": Case(
        ("rotation",), Universe(range(2), [8 * H, 10 * H], [2 * H]),
        horizon(2) | {"operators": people("free", "free"), "shifts": [
            SHORT | {"name": "early", "start": {"from": "08:00", "to": "08:00"}},
            SHORT | {"name": "late", "start": {"from": "10:00", "to": "10:00"}}],
            "rotations": [
                {"days": ["early/late", "off"], "who": {"operators": "anna"}, "starts": "2026-12-08", "offsets": {"anna": 1}},
                {"days": ["late", "work", "off"], "who": {"operators": "ben"}, "starts": "2026-12-07", "price_per_day": 2.5}],
            "availability": entries(("pinned", "mon", "08:00", "10:00"), operator="ben")}),
    "two operators with rest": Case(
        ("rest",), Universe(range(2), [0, 12 * H, 20 * H], [8 * H]),
        horizon(2) | contract(rest_hours=12) | AROUND_THE_CLOCK | {"operators": people("free", "free")}),
}

LARGE = (
    "bounds that may be missed at a price", "two queues of pooled operators, with breaks", "two shares of one contract",
    "even shifts, nights and weekends", "rest past midnight", "coaching counted over days by somebody with a day off",
    "coaching counted over days, beside a meeting that nobody may miss", "a meeting of one of two beside breathers",
    "two operators, pooled", "one shift a day", "availability", "weekends",
    "shifts of two templates at once", "nights of a week and of the day after it", "seats, also before the opening",
    "no rest but no overlap", "days off after nights", "rest longer than a day off", "two operators with rest",
    "two queues", "hours of a week and of the day after it",
    "a rotation of two weeks, with a pin, an absence and a change", "pins", "shift form",
    "two operators of two classes, with breaks",
    "somebody experienced in every open hour, also during breaks, and not two away at once",
    "never fewer than one for each of two queues", "a room with one seat", "starts that drift a little, over days off",
    "coaching by a mentor whom others need, and nobody alone", "rest over the hour that is skipped",
    "rest over the hour that repeats",
)
"""Cases with so many rosters that they are left out of a quick run, in which others bind their rules."""

cases = pytest.mark.parametrize(
    "name", [pytest.param(name, marks=pytest.mark.heavy if name in LARGE else ()) for name in CASES])


def test_every_hard_rule_is_binding_in_some_case():
    """But that of time off: a row with more of it than the contract allows is refused as it is read; and of work that waits.

    That has tests of its own.
    """
    rules = {rule.NAME for rule in hard_rules()} - {"time_off", "deferrable"}
    assert {rule for case in CASES.values() for rule in case.rules} == rules
    assert {rule for name, case in CASES.items() if name not in LARGE for rule in case.rules} == rules, "also in a quick run"


@cases
def test_some_rosters_are_legal_and_some_break_the_rule_of_the_case_alone(name):
    found = {broken for _, broken in CASES[name].found}
    assert frozenset() in found
    assert all(frozenset({rule}) in found for rule in CASES[name].rules)


def keeps_all_floors(case: Case, roster: Roster) -> bool:
    """Whether an answer keeps the hard minimums, which the model prices: where they cannot be kept, it has the nearest."""
    solution = to_solution(case.instance, case.problem, roster)
    return solution is not None and keeps_floors(case.problem, solution)


@cases
def test_the_model_allows_exactly_the_rosters_in_which_the_checker_finds_nothing(name):
    case = CASES[name]
    kept = [roster for roster in case.modelled if keeps_all_floors(case, roster)]
    modelled = {counted(case.instance, plain(case.instance, roster)) for roster in kept}
    assert modelled == {counted(case.instance, plain(case.instance, roster)) for roster in case.legal}
    for roster in kept[:: max(1, len(kept) // 50)]:
        assert not check_shifts(case.instance, roster)


@cases
def test_the_search_takes_as_legal_exactly_what_the_checker_does(name):
    case = CASES[name]
    operators = range(case.problem.operators)
    for roster, broken in case.found:
        solution = to_solution(case.instance, case.problem, roster)
        legal = (solution is not None and is_legal(case.problem, solution, operators) and keeps_caps(case.problem, solution)
                 and keeps_floors(case.problem, solution))
        assert legal == (not broken), roster


@cases
def test_the_model_prices_a_legal_roster_as_the_checker_does(name):
    legal, case = CASES[name].legal, CASES[name].priced
    for roster in legal[:: max(1, len(legal) // 6)]:
        solution = to_solution(case.instance, case.problem, roster)
        assert solution is not None
        program = whole(case.problem, solution).program
        cost = case.cost(roster)
        assert program.is_kept(np.array(program.hints))
        assert program.objective(np.array(program.hints)) == cost_of(case.problem, solution) == cost
        assert Crew.of(case.problem).cost(solution) == cost


@cases
def test_the_optimum_is_the_cheapest_legal_roster_and_no_bound_is_above_it(name):
    legal, case = CASES[name].legal, CASES[name].priced
    cheapest = min(map(case.cost, legal))
    cost, solution = case.best
    assert cost == cost_of(case.problem, solution) == cheapest
    crew = Crew.of(case.problem)
    dual = Dual(crew, crew.presence(crew.empty()))
    for _ in range(20):
        assert dual.improve() <= cheapest


@cases
def test_both_solvers_find_the_same_optimum(name):
    case = CASES[name].priced
    neighbourhood = whole(case.problem)
    answer = solve_by_highs(neighbourhood.program, case.problem.cost_step, 20.0)
    assert answer is not None
    assert answer.proven
    assert neighbourhood.program.objective(answer.values) == case.best[0]
    assert answer.bound <= case.best[0]
