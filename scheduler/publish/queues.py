"""Figures of each queue and of each topic, for the report."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from scheduler.instance.service import Service
from scheduler.publish import judgement
from scheduler.publish.text import one_line
from scheduler.publish.view import Plan
from scheduler.roster import Shift

_GAPS_NAMED = 3


@dataclass(frozen=True)
class QueueFigures:
    """One queue: its goal, what is expected, its operator-hours needed and short, and who can answer it."""

    name: str
    goal: str
    level: str
    needed: str
    short: str
    operators: int


@dataclass(frozen=True)
class TopicFigures:
    """One topic: who has the skill, for how many open hours none of them is on the phone, and when first."""

    name: str
    operators: int
    hours: str
    when: str


def goal_text(service: Service) -> str:
    """A goal as people say it."""
    return f"{service.target_percent:g} % in {service.answer_within_s:g} s"


def queue_figures(plan: Plan) -> list[QueueFigures]:
    """Figures of every named queue."""
    return [_queue(plan, name, goal) for name, goal in plan.instance.queues.items() if name is not None]


def _queue(plan: Plan, name: str, goal: Service) -> QueueFigures:
    intervals = [interval for interval in plan.result.intervals if interval.queue == name]
    level = judgement.expected_service_level(intervals)
    return QueueFigures(
        one_line(name), goal_text(goal), "–" if level is None else f"{100 * level:.0f} %",
        f"{sum(interval.required for interval in intervals) * plan.interval_hours:,.0f}",
        f"{sum(map(judgement.missing, intervals)) * plan.interval_hours:,.1f}",
        sum(name in operator.skills for operator in plan.instance.operators),
    )


def topic_figures(plan: Plan) -> list[TopicFigures]:
    """Figures of every topic."""
    return [_topic(plan, topic) for topic in plan.instance.service.topics]


def _topic(plan: Plan, topic: str) -> TopicFigures:
    gaps = list(uncovered(plan, topic))
    hours = sum((end - start for start, end in gaps), dt.timedelta()) / dt.timedelta(hours=1)
    when = [f"{plan.local(start):%a %d %b} {plan.span(start, end)}" for start, end in gaps[:_GAPS_NAMED]]
    more = [f"and {len(gaps) - _GAPS_NAMED} more"] if len(gaps) > _GAPS_NAMED else []
    experts = sum(topic in operator.skills for operator in plan.instance.operators)
    return TopicFigures(one_line(topic), experts, f"{hours:.2f}", "; ".join((*when, *more)))


def uncovered(plan: Plan, topic: str) -> Iterator[tuple[dt.datetime, dt.datetime]]:
    """Times in the opening hours in which nobody on the phone has the skill of a topic, in UTC and in order."""
    worked = sorted(stretch for shift in plan.result.shifts if topic in plan.operators[shift.operator].skills
                    for stretch in _stretches(shift))
    for opens, closes in _opening(plan):
        bare_from = opens
        for start, stop in worked:
            if stop > bare_from and start < closes:
                if start > bare_from:
                    yield bare_from, start
                bare_from = stop
        if bare_from < closes:
            yield bare_from, closes


def _stretches(shift: Shift) -> Iterator[tuple[dt.datetime, dt.datetime]]:
    """Stretches of work of a shift, between its breaks."""
    breaks = sorted(shift.breaks, key=lambda pause: pause.start)
    edges = [shift.start, *(edge for pause in breaks for edge in (pause.start, pause.end)), shift.end]
    yield from list(pairwise(edges))[::2]


def _opening(plan: Plan) -> Iterator[tuple[dt.datetime, dt.datetime]]:
    """Opening hours of the horizon in UTC, those that meet at midnight in one."""
    grid = plan.instance.grid
    windows = [window for day in plan.instance.opening for window in day]
    cells: list[tuple[int, int]] = []
    for first, end in windows:
        if cells and first <= cells[-1][1]:
            cells[-1] = (cells[-1][0], max(cells[-1][1], end))
        else:
            cells.append((first, end))
    for first, end in cells:
        last = min(end, grid.cells)
        if first < last:
            yield grid.moment(first).astimezone(dt.UTC), grid.moment(last).astimezone(dt.UTC)
