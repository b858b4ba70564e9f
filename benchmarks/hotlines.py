"""Generated hotlines of any size, as described in the engine's design notes: the yardstick of the benchmarks.

Open 08–20 or around the clock; calls with two peaks a day, as many as the operators can answer in the middle of their
contracts; contracts of three kinds; availability windows, days off and wishes; shifts of 4 to 9 hours on the half hour, lunch
and one to three breathers, stretches of work of 60 to 150 minutes. Costs are the defaults of `objective`.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scheduler.demand.demand import demand_of
from scheduler.demand.queueing.queue import smallest_agents
from scheduler.instance.instance import Instance
from scheduler.instance.service import Service

START = dt.date(2026, 11, 30)
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
AHT_S = 240
INTERVAL_S = 900
CONTRACTS: dict[str, dict[str, Any]] = {
    "full": {"hours_per_week": [36, 40], "days_per_week": [4, 5], "max_consecutive_days": 5, "rest_hours": 11},
    "part": {"hours_per_week": [24, 30], "days_per_week": [3, 5], "max_consecutive_days": 5, "rest_hours": 11},
    "half": {"hours_per_week": [16, 22], "days_per_week": [3, 5], "rest_hours": 11, "shift_minutes": [240, 360]},
}
RULES: dict[str, Any] = {"min_consecutive_days": 2, "min_consecutive_days_off": 2}
NIGHT_RULES: dict[str, Any] = {"max_nights_per_week": 3, "max_consecutive_nights": 3, "min_days_off_after_nights": 2}
WEEKENDS_WORKED = 0.75
"""Of the weekends of a month with rules, that many may be worked."""
SHARES = (0.5, 0.3, 0.2)
DAY_FACTORS = (1.15, 1.05, 1.0, 1.0, 0.95, 0.6, 0.5)
ON_PHONE_SHARE = 0.9
"""Required operator-hours in a paid hour, at the middle of the contracts; the rest of a paid hour is breathers."""
SERVICE: dict[str, float] = {"target_percent": 80, "answer_within_s": 20}


@dataclass(frozen=True)
class Size:
    """What is generated: operators, days, grid and breather in minutes, and whether the hotline never closes.

    With the rules of a month: shortest runs of days worked and off, weekends and fair shares of them, nights and days off after
    them; in place of days off there is a week of leave.
    """

    operators: int
    days: int = 7
    grid_minutes: int = 15
    breather_minutes: int = 15
    always: bool = False
    rules: bool = False

    def __str__(self) -> str:
        extras = (" 24x7" if self.always else "") + (" with rules" if self.rules else "")
        extras += (f" {self.grid_minutes}-min" if self.grid_minutes != 15 else "")
        return f"{self.operators} x {self.days}{extras}"


def hotline(size: Size, seed: int) -> Instance:
    """Generate a hotline; the same size and seed give the same instance."""
    return Instance.model_validate(_document(size, seed))


def anonymous_day(size: Size, seed: int) -> Instance:
    """The first day of a hotline for nobody in particular: operators of one kind, more than enough, each free to stay away."""
    whole, document = hotline(size, seed), _document(size, seed)
    peak = int(demand_of(whole)[None].required[: 24 * 60 // whole.grid.interval_minutes].max())
    return Instance.model_validate(document | {
        "horizon": {"start": START, "days": 1},
        "calls": {"forecast": [row for row in document["calls"]["forecast"] if row["start"].date() == START]},
        "contracts": {"any": {"hours_per_week": [0, 168]}},
        "operators": [{"id": f"o{index}", "contract": "any"} for index in range(3 * peak)],
        "availability": [],
    })


def _document(size: Size, seed: int) -> dict[str, Any]:
    rng = np.random.default_rng([seed, size.operators])
    names = [str(name) for name in rng.choice(list(CONTRACTS), size.operators, p=SHARES)]
    return {
        "schema": 1,
        "hotline": {"name": str(size), "timezone": "Asia/Jakarta", "interval_minutes": 15,
                    "break_grid_minutes": size.grid_minutes},
        "horizon": {"start": START, "days": size.days},
        "hours": {"always": True} if size.always else {"weekly": {"mon-sun": ["08:00-20:00"]}},
        "calls": {"forecast": _calls(size, names)},
        "service": SERVICE,
        "shifts": [{"name": "any",
                    "start": {"from": "00:00", "to": "23:30"} if size.always else {"from": "08:00", "to": "16:00"},
                    "length": {"from_minutes": 240, "to_minutes": 540}}],
        "breaks": _breaks(size),
        "contracts": {name: each | _rules(size) for name, each in CONTRACTS.items()},
        "operators": [{"id": f"o{index}", "contract": name} for index, name in enumerate(names)],
        "availability": _availability(size, rng),
        **({"nights": {"from": "23:00", "to": "05:00", "minutes": 120}} if size.rules else {}),
        **({"objective": {"fairness": {"weekends": 2}}} if size.rules else {}),
    }


def _rules(size: Size) -> dict[str, Any]:
    """What a contract of a month says besides."""
    if not size.rules:
        return {}
    weekends = {"max_weekends": max(1, round(WEEKENDS_WORKED * size.days / 7))}
    return RULES | weekends | (NIGHT_RULES if size.always else {})


def _breaks(size: Size) -> dict[str, Any]:
    counts = ((240, 1), (300, 2), (480, 3))
    return {
        "lunch": {"minutes": 30, "from_shift_minutes": 360, "earliest_minutes": 150, "latest_minutes": 330},
        "breathers": {"minutes": size.breather_minutes,
                      "count": [{"from_shift_minutes": start, "breathers": count} for start, count in counts]},
        "spacing": {"edge_minutes": 60, "min_work_minutes": 60, "max_work_minutes": 150},
    }


def _availability(size: Size, rng: np.random.Generator) -> list[dict[str, str]]:
    rows: list[dict[str, str]] = []
    for index in range(size.operators):
        operator, window, off, wish = f"o{index}", rng.random(), rng.random(), rng.random()
        if not size.always and window < 0.3:
            start, end = ("08:00", "17:00") if window < 0.15 else ("10:00", "20:00")
            rows.append({"operator": operator, "when": "mon-sun", "from": start, "to": end, "kind": "only"})
        if off < 0.3 and size.rules:
            monday = START + dt.timedelta(weeks=int(rng.integers(size.days // 7)))
            rows.append({"operator": operator, "when": f"{monday}..{monday + dt.timedelta(days=6)}", "kind": "leave"})
        elif off < 0.3:
            rows.append({"operator": operator, "when": WEEKDAYS[int(rng.integers(7))], "kind": "unavailable"})
        if wish < 0.3:
            rows.append({"operator": operator, "when": WEEKDAYS[int(rng.integers(7))], "kind": "avoid"})
    return rows


def _calls(size: Size, names: list[str]) -> list[dict[str, Any]]:
    hours = np.arange(0 if size.always else 8, 24 if size.always else 20, 0.25)
    if size.always:
        shape = 0.25 + 0.9 * np.exp(-(((hours - 11) / 3) ** 2)) + 0.7 * np.exp(-(((hours - 18) / 2.5) ** 2))
    else:
        shape = 1 + 0.9 * np.exp(-(((hours - 10.5) / 1.6) ** 2)) + 0.7 * np.exp(-(((hours - 15.5) / 1.8) ** 2))
    days = [START + dt.timedelta(days=day) for day in range(size.days)]
    weekly = sum(float(np.mean(CONTRACTS[name]["hours_per_week"])) for name in names)
    calls = _affordable(np.array([shape * DAY_FACTORS[day.weekday()] for day in days]), weekly * size.days / 7)
    return [
        {"start": dt.datetime.combine(day, dt.time(int(hour), int(hour % 1 * 60))),
         "calls": float(calls[row, column]), "aht_s": AHT_S}
        for row, day in enumerate(days) for column, hour in enumerate(hours)
    ]


def _affordable(shape: NDArray[np.float64], contracted_hours: float) -> NDArray[np.float64]:
    """Calls of each quarter-hour: the most of that shape, to a thousandth, whose requirement fits into the paid hours."""
    service, most = Service.model_validate(SERVICE), ON_PHONE_SHARE * contracted_hours

    def calls(scale: float) -> NDArray[np.float64]:
        return np.round(shape * scale, 1)

    def required_hours(scale: float) -> float:
        load = calls(scale).ravel() * AHT_S / INTERVAL_S
        agents = smallest_agents(service, load, np.full(len(load), float(AHT_S)))
        return float(np.maximum(agents, service.least_operators).sum()) * INTERVAL_S / 3600

    low, high = 0.0, 1.0
    while required_hours(high) <= most:
        high *= 2
    while high - low > 1e-3 * high:
        middle = (low + high) / 2
        low, high = (middle, high) if required_hours(middle) <= most else (low, middle)
    return calls(low)
