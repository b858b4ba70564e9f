"""Hotlines with rosters: one made by hand (6 operators, 3 days), one generated of any size, one of split shifts."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from scheduler.instance.instance import Instance
from scheduler.roster import Break, InstanceRef, IntervalCover, Roster, Run, Shift, Term
from tests.builders.checked import result, shift, with_forecast
from tests.builders.hotline import AT_EIGHT, hotline

NAMES = ("Anna Lindqvist", "Budi Santoso", "Chiara Rossi", "David Müller", "Ελένη Παπαδοπούλου", "Fatima al-Sayed",
         "Grace Okafor", "Hiroshi Tanaka", "Ivana Horvat", "João Pereira")
FULL_BREAKS = (("breather", 120, 15), ("lunch", 240, 30), ("breather", 375, 15))
SHORT_BREAKS = (("breather", 120, 10),)


def make_instance(names: tuple[str, ...], start: str, days: int, zone: str, grid: int = 5, **more: Any) -> Instance:
    operators = [{"id": f"op{number:03d}", "name": name, "contract": "half" if number % 3 == 2 else "full"}
                 for number, name in enumerate(names)]
    return hotline(**({
        "hotline": {"name": "Helpline", "timezone": zone, "interval_minutes": 15, "break_grid_minutes": grid},
        "horizon": {"start": start, "days": days},
        "hours": {"weekly": {"mon-fri": ["08:00-20:00"], "sat,sun": ["09:00-15:00"]}},
        "service": {"target_percent": 80, "answer_within_s": 20, "patience_s": 180},
        "shifts": [AT_EIGHT | {"start": {"from": "07:00", "to": "14:00"}, "length": {"from_minutes": 240, "to_minutes": 540}}],
        "breaks": {"lunch": {"minutes": 30, "from_shift_minutes": 360, "earliest_minutes": 180, "latest_minutes": 330},
                   "breathers": {"minutes": 15, "count": [{"from_shift_minutes": 240, "breathers": 1},
                                                          {"from_shift_minutes": 360, "breathers": 2}]}},
        "contracts": {"full": {"hours_per_week": [30, 40]}, "half": {"hours_per_week": [12, 22]}},
        "operators": operators,
        "availability": [{"operator": "op000", "when": "mon", "kind": "avoid", "from": "08:00", "to": "09:00"},
                         {"operator": "op001", "when": "tue", "kind": "prefer"}],
    } | more))


def make_shift(operator: str, zone: str, start: str, minutes: int, breaks: tuple[tuple[str, int, int], ...]) -> Shift:
    begin = dt.datetime.fromisoformat(start).replace(tzinfo=ZoneInfo(zone)).astimezone(dt.UTC)

    def at(minute: int) -> dt.datetime:
        return (begin + dt.timedelta(minutes=minute)).astimezone(ZoneInfo(zone))

    return Shift(operator=operator, start=at(0), end=at(minutes), breaks=tuple(
        Break.of(label, at(after), at(after + length)) for label, after, length in breaks))


def make_result(instance: Instance, shifts: list[Shift], required: Callable[[float], int]) -> Roster:
    """Surround shifts with coverage as it is and made-up costs; `required` of the local hour."""
    intervals, step = [], dt.timedelta(minutes=instance.hotline.interval_minutes)
    for opening in instance.opening:
        for first, last in opening:
            moment, end = instance.grid.moment(first).astimezone(dt.UTC), instance.grid.moment(last).astimezone(dt.UTC)
            while moment < end:
                local = moment.astimezone(ZoneInfo(instance.hotline.timezone))
                need = required(local.hour + local.minute / 60)
                on_phone = float(sum(s.start <= moment < s.end and not any(b.start <= moment < b.end for b in s.breaks)
                                     for s in shifts))
                level = min(0.99, 0.8 * (on_phone / need) ** 2) if need else None
                intervals.append(IntervalCover(start=local, queue=None, calls=9.3 * need, required=need,
                                               on_phone=on_phone, service_level=level))
                moment += step
    lack = sum(max(i.required - i.on_phone, 0) for i in intervals) / 4
    extra = sum(max(i.on_phone - i.required, 0) for i in intervals) / 4
    paid = sum(s.minutes for s in shifts) / 60
    terms = {"pay": Term(cost=paid, amount=paid, unit="paid hours"),
             "understaffing": Term(cost=12 * lack * .8, amount=lack * .8, unit="operator-hours"),
             "understaffing_beyond_10_percent": Term(cost=36 * lack * .2, amount=lack * .2, unit="operator-hours"),
             "overstaffing": Term(cost=3 * extra, amount=extra, unit="operator-hours"),
             "denied_wishes": Term(cost=15, amount=1, unit="wishes")}
    objective = round(sum(term.cost for term in terms.values()), 2)
    run = Run(status="feasible", objective=objective, bound=round(objective * .982, 2), gap=.018, seconds=12.5, seed=7,
              workers=2, interrupted=False, versions={"scheduler": "0.1.0", "ortools": "9.15"})
    reference = InstanceRef(name="helpline", sha256="ab" * 32, path="instances/helpline")
    return Roster(schema=1, instance=reference, run=run, terms=terms, shifts=tuple(shifts), intervals=tuple(intervals))


def by_hand(names: tuple[str, ...] = NAMES[:6], start: str = "2026-12-04", zone: str = "Asia/Jakarta",
            **more: Any) -> tuple[Instance, Roster]:
    """Six operators from Friday to Sunday; the fourth is off on Sunday, the sixth never works."""
    instance = make_instance(names, start, 3, zone, **more)
    first = dt.date.fromisoformat(start)
    starts = {0: "08:00", 1: "08:30", 2: "09:00", 3: "11:00", 4: "11:30"}
    shifts = []
    for day in range(3):
        date = first + dt.timedelta(days=day)
        for number, begin in starts.items():
            if number >= len(names) or (number == 3 and day == 2):
                continue
            long = number % 3 != 2
            shifts.append(make_shift(f"op{number:03d}", zone, f"{date}T{begin}", 510 if long else 240,
                                     FULL_BREAKS if long else SHORT_BREAKS))
    return instance, make_result(instance, shifts, lambda hour: 3 if 10 <= hour < 14 else 2)


def generated(operators: int, days: int, *, grid: int = 5, always: bool = False, zone: str = "Europe/Berlin",
              start: str = "2026-10-19") -> tuple[Instance, Roster]:
    """A hotline of any size; `always` is around the clock, with shifts over midnight."""
    names = tuple(f"{NAMES[i % len(NAMES)]} {i}" if i >= len(NAMES) else NAMES[i] for i in range(operators))
    hours = {"always": True} if always else {"weekly": {"mon-fri": ["08:00-20:00"], "sat": ["09:00-15:00"]}}
    instance, dice, shifts = make_instance(names, start, days, zone, grid, hours=hours), random.Random(1), []
    for number in range(operators):
        long = number % 3 != 2
        for day in range(days):
            date = dt.date.fromisoformat(start) + dt.timedelta(days=day)
            if (day + number) % 7 >= 5 or (not always and (date.weekday() == 6 or (date.weekday() == 5 and long))):
                continue
            begin = dice.choice((6, 14, 22) if always else (9,) if date.weekday() == 5 else (8, 9, 10, 11))
            pauses = tuple((kind, after + grid * dice.randrange(-2, 3), length if length % grid == 0 else grid)
                           for kind, after, length in (FULL_BREAKS if long else SHORT_BREAKS))
            shifts.append(make_shift(f"op{number:03d}", zone, f"{date}T{begin:02d}:00", 510 if long else 240, pauses))
    scale = operators / 60
    peak = {8: 14, 9: 24, 10: 33, 11: 36, 12: 34, 13: 32, 14: 30, 15: 27, 16: 22, 17: 15, 18: 9, 19: 4}
    return instance, make_result(instance, shifts, lambda hour: round(scale * (12 if always else peak[int(hour)])))


@cache
def split_over_midnight() -> tuple[Instance, Roster]:
    """Two days, each with a split shift whose second part begins after midnight, with a breather in it."""
    template = {"name": "split", "start": {"from": "20:00", "to": "20:00"}, "length": {"from_minutes": 360, "to_minutes": 360},
                "split": {"gap_minutes": [180, 180], "part_minutes": [120, 240]}}
    plan = with_forecast({"horizon": 2, "hours": {"weekly": {"mon-sun": ["18:00-06:00"]}}, "shifts": [template]})
    breaks = ("gap", 120, 180), ("breather", 420, 15)
    return plan, result(plan, [shift(plan, f"{date}T20:00", 540, breaks) for date in ("2026-12-07", "2026-12-08")])
