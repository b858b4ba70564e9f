"""A report as a table in words, and as one object for programs."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np

from scheduler.instance.instance import Instance
from scheduler.simulate.draw import HandlingTime
from scheduler.simulate.estimate import Estimate
from scheduler.simulate.report import AGAINST, Figures, Punctuality, Report, report, worst_intervals
from scheduler.simulate.run import Runs, Settings

_SHARES = {"service_level", "abandonment", "blocked", "sent_away", "occupancy", "got_through"}
_OF_REDIALS = {"callers", "attempts", "got_through"}
_HEADER = (f"{'':<22} {'calls':>9} {'promised':>9} {'service level':>16} {'mean wait s':>13} {'hung up':>8} {'blocked':>8} "
           f"{'occupancy':>9}")


@dataclass(frozen=True, eq=False)
class Findings:
    """All there is to show.

    Parameters
    ----------
    promised, promised_by_interval
        Service level the roster promises in total, and by queue and moment; None where it promises nothing.
    notes
        What a reader should know, a sentence each.
    """

    instance: Instance
    runs: Runs
    settings: Settings
    handling: HandlingTime
    promised: float | None
    promised_by_interval: dict[tuple[str | None, int], float]
    notes: tuple[str, ...]
    worst: int = 10

    @property
    def shown_intervals(self) -> list[tuple[int, int]]:
        """Queue and interval of each group in which a call is expected or came."""
        called = (self.runs.traffic.calls > 0) | (self.runs.offered.sum(axis=0) > 0)
        return [(int(queue), int(interval)) for queue, interval in np.argwhere(called)]

    def start(self, interval: int) -> str:
        """Moment at which an interval starts, on the hotline's wall clock."""
        grid = self.instance.grid
        return grid.moment(interval * grid.cells_per_interval).isoformat(timespec="minutes")

    def promise(self, queue: int | None = None, day: int | None = None) -> float | None:
        """Service level promised to the calls of a queue, or of a day, weighted by calls; None where there is none."""
        traffic = self.runs.traffic
        told, calls = 0.0, 0.0
        for (name, interval), level in self.promised_by_interval.items():
            row = traffic.queues.index(name)
            if queue in (None, row) and day in (None, traffic.day[interval]):
                told += traffic.calls[row, interval] * level
                calls += traffic.calls[row, interval]
        return told / calls if calls else None

    def day(self, day: int) -> str:
        """Date of a day with its weekday."""
        return f"{self.instance.grid.date(day):%Y-%m-%d %a}"


def record(found: Findings) -> dict[str, Any]:
    """Everything as one JSON object; what is unknown is null, estimates have a 95 % confidence interval."""
    whole = report(found.runs)
    traffic, settings = found.runs.traffic, found.settings
    return {
        "settings": {
            "replications": found.runs.replications, "seed": settings.seed, "lines": settings.lines,
            "handling": found.handling.kind,
            "handling_cv": None if found.handling.kind == "exponential" else round(found.handling.cv, 6),
        },
        "definition": _definition(found),
        "notes": list(found.notes),
        "promised": _known(found.promised),
        "difference_points": None if found.promised is None else _number(
            100 * (float(whole.total.service_level.value[0]) - found.promised)),
        "total": _figures(whole.total, 0),
        "goal": {
            "targets": dict(zip(map(str, traffic.queues), traffic.target.tolist(), strict=True))
            if len(traffic.queues) > 1 else traffic.target[0].item(),
            "replications_met": whole.goal.met,
            "chance": {"value": whole.goal.met / whole.goal.replications, "low": _number(whole.goal.interval[0]),
                       "high": _number(whole.goal.interval[1])},
            "days_met": _estimate(whole.goal.days, 0, share=True),
        },
        "breaks_and_shifts": _punctual(whole.punctuality, 0),
        "queues": [{"queue": name, "promised": _known(found.promise(queue=index)), **_figures(whole.by_queue, index)}
                   for index, name in enumerate(traffic.queues)],
        "days": [
            {"date": found.instance.grid.date(day).isoformat(), "promised": _known(found.promise(day=day)),
             **_figures(whole.by_day, day),
             "days_met": _estimate(whole.goal.by_day, day, share=True), **_punctual(whole.punctuality_by_day, day)}
            for day in range(traffic.days)
        ],
        "worst": [_interval(found, whole, queue, interval)
                  for queue, interval in worst_intervals(found.runs, found.worst).tolist()],
        "intervals": [_interval(found, whole, queue, interval) for queue, interval in found.shown_intervals],
    }


def lines(found: Findings, *, every_interval: bool = False) -> Iterator[str]:
    """A table to read: in total, by queue and day, the worst intervals, breaks and shift ends."""
    whole, traffic = report(found.runs), found.runs.traffic
    calls = (whole.total.callers or whole.total.offered).value[0]
    yield (f"{found.runs.replications} replications of {traffic.days} days with {calls:,.0f} calls, seed "
           f"{found.settings.seed}; ± is a 95 % confidence interval")
    yield f"service level: {_definition(found)}"
    yield from found.notes
    yield ""
    yield _promise(found, whole)
    yield from _chance(whole, traffic.target)
    yield ""
    yield _HEADER + (f" {'attempts':>8} {'answered':>8}" if whole.total.attempts else "")
    yield _row("total", found.promised, whole.total, 0)
    if len(traffic.queues) > 1:
        yield from (_row(f"queue {name}", found.promise(queue=index), whole.by_queue, index)
                    for index, name in enumerate(traffic.queues))
    yield from (_row(found.day(day), found.promise(day=day), whole.by_day, day) for day in range(traffic.days)
                if whole.by_day.offered.value[day] > 0)
    yield from _redials(whole)
    yield from _intervals(found, whole, "the worst intervals: most calls missing to the target",
                          [(queue, interval) for queue, interval in worst_intervals(found.runs, found.worst).tolist()])
    if every_interval:
        yield from _intervals(found, whole, "every interval", found.shown_intervals)
    yield ""
    yield from _about_breaks(whole.punctuality)


def _definition(found: Findings) -> str:
    within = " or ".join(f"{seconds:g}" for seconds in sorted({*found.runs.traffic.answer_within_s.tolist()}))
    if found.runs.traffic.returning is not None:
        return f"first calls answered within {within} s / first calls; {AGAINST}"
    return f"answered within {within} s / offered; {AGAINST}"


def _intervals(found: Findings, whole: Report, title: str, chosen: Sequence[tuple[int, int]]) -> Iterator[str]:
    if not chosen:
        return
    yield ""
    yield title
    for queue, interval in chosen:
        name = found.runs.traffic.queues[queue]
        level = found.promised_by_interval.get((name, interval))
        row = _row(found.start(interval)[:16], level, whole.by_interval, queue * found.runs.traffic.intervals + interval)
        yield row if name is None else f"{row} {name}"


def _promise(found: Findings, whole: Report) -> str:
    level, half = float(whole.total.service_level.value[0]), float(whole.total.service_level.half_width[0])
    simulated = f"simulated {level:.1%}{_half(half, 100)}"
    if found.promised is None:
        return f"promised: nothing; {simulated}"
    return f"promised {found.promised:.1%}, {simulated}: {100 * (level - found.promised):+.1f} points"


def _chance(whole: Report, target: np.ndarray) -> Iterator[str]:
    goal, (low, high) = whole.goal, whole.goal.interval
    goals = ", ".join(f"{share:.0%}" for share in target)
    days = f"{goal.days.value[0]:.1%}{_half(float(goal.days.half_width[0]), 100)}"
    yield (f"goal of {goals} met over the horizon in {goal.met} of {goal.replications} replications "
           f"({low:.0%} to {high:.0%}), and on {days} of the days")


def _row(name: str, promised: float | None, of: Figures, group: int) -> str:
    level, wait = of.service_level, of.mean_wait_s
    shares = (of.abandonment.value[group], of.blocked.value[group],
              math.nan if of.occupancy is None else of.occupancy.value[group])
    hung_up, blocked, occupancy = ("–" if math.isnan(share) else f"{share:.1%}" for share in shares)
    shown = f"{level.value[group]:.1%}{_half(float(level.half_width[group]), 100)}"
    waited = f"{wait.value[group]:.1f}{_half(float(wait.half_width[group]))}"
    said = "–" if promised is None else f"{promised:.1%}"
    return (f"{name:<22} {(of.callers or of.offered).value[group]:>9,.1f} {said:>9} {shown:>16} {waited:>13} {hung_up:>8} "
            f"{blocked:>8} {occupancy:>9}" + _again(of, group))


def _again(of: Figures, group: int) -> str:
    """How often callers call, and how many are answered at last."""
    if of.attempts is None or of.got_through is None:
        return ""
    attempts, answered = of.attempts.value[group], of.got_through.value[group]
    return (f" {'–' if math.isnan(attempts) else f'{attempts:.2f}':>8} "
            f"{'–' if math.isnan(answered) else f'{answered:.1%}':>8}")


def _redials(whole: Report) -> Iterator[str]:
    total = whole.total
    if total.attempts is not None and total.callers is not None and total.got_through is not None:
        redials = total.offered.value[0] - total.callers.value[0]
        yield (f"redials: {total.callers.value[0]:,.1f} callers make {redials:,.1f} further calls, "
f"{total.attempts.value[0]:.2f} calls each; {total.got_through.value[0]:.1%} are answered at last. The service "
               "level is that of first calls; hung up and blocked are shares of all calls")


def _half(half_width: float, scale: float = 1) -> str:
    return "" if math.isnan(half_width) else f" ± {scale * half_width:.1f}"


def _about_breaks(of: Punctuality) -> Iterator[str]:
    if of.breaks.value[0] > 0:
        yield (f"breaks: {of.late_share.value[0]:.1%} of {of.breaks.value[0]:,.1f} start late, all keep their length; "
               f"{of.lateness_s.value[0]:.0f} s late in the mean, {_or_dash(of.lateness_of_late_s)} s when late, "
               f"{of.latest_s[0]:.0f} s at most")
    if of.shifts.value[0] > 0:
        yield (f"shifts: {of.over_share.value[0]:.1%} of {of.shifts.value[0]:,.1f} end late, {of.overtime_s.value[0]:.0f} s in "
               f"the mean, {of.overtime_hours.value[0]:.1f} hours in all; nobody came for {of.absent.value[0]:.1%}")


def _or_dash(estimate: Estimate) -> str:
    return "–" if math.isnan(estimate.value[0]) else f"{estimate.value[0]:.0f}"


def _interval(found: Findings, whole: Report, queue: int, interval: int) -> dict[str, Any]:
    name = found.runs.traffic.queues[queue]
    promised = found.promised_by_interval.get((name, interval))
    group = queue * found.runs.traffic.intervals + interval
    return {"start": found.start(interval), "queue": name, "promised": promised, **_figures(whole.by_interval, group)}


def _figures(of: Figures, group: int) -> dict[str, Any]:
    return {
        field.name: None if (estimate := getattr(of, field.name)) is None
        else _estimate(estimate, group, share=field.name in _SHARES)
        for field in fields(of) if field.name not in _OF_REDIALS or getattr(of, field.name) is not None
    }


def _punctual(of: Punctuality, group: int) -> dict[str, Any]:
    return {
        "breaks": _number(of.breaks.value[group]), "breaks_late": _estimate(of.late_share, group, share=True),
        "lateness_s": _estimate(of.lateness_s, group), "lateness_of_late_s": _estimate(of.lateness_of_late_s, group),
        "latest_s": _number(of.latest_s[group]), "shifts": _number(of.shifts.value[group]),
        "absent": _estimate(of.absent, group, share=True), "shifts_over": _estimate(of.over_share, group, share=True),
        "overtime_s_of_a_shift": _estimate(of.overtime_s, group), "overtime_hours": _estimate(of.overtime_hours, group),
    }


def _estimate(estimate: Estimate, group: int, *, share: bool = False) -> dict[str, float | None]:
    value, half = float(estimate.value[group]), float(estimate.half_width[group])
    low, high = value - half, value + half
    if share:
        low, high = max(0.0, low), min(1.0, high)
    return {"value": _number(value), "low": None if math.isnan(half) else _number(low),
            "high": None if math.isnan(half) else _number(high)}


def _known(value: float | None) -> float | None:
    return None if value is None else _number(value)


def _number(value: float) -> float | None:
    return None if math.isnan(value) else round(float(value), 6)
