"""Figures of each queue and of each topic, for the report."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from scheduler.check.facts.coverage import stretches
from scheduler.check.facts.covers import expected_service_level
from scheduler.check.facts.topics import uncovered
from scheduler.instance.service import Service
from scheduler.language.words import Language
from scheduler.publish.text import one_line
from scheduler.publish.view import RosterView

_GAPS_NAMED = 3


@dataclass(frozen=True)
class QueueFigures:
    """One queue: its goal, what is expected, the operator-hours needed and short where it has operators of its own, and who
    can answer it.
    """

    name: str
    goal: str
    level: str
    needed: str
    short: str
    is_short: bool
    operators: int


@dataclass(frozen=True)
class TopicFigures:
    """One topic: who has the skill, for how many open hours none of them is on the phone, and when first."""

    name: str
    operators: int
    hours: str
    when: str


def goal_text(language: Language, service: Service) -> str:
    """A goal as people say it."""
    return language.say("{share} % in {seconds} s", share=language.figure(f"{service.target_percent:g}"),
                        seconds=language.figure(f"{service.answer_within_s:g}"))


def queue_figures(view: RosterView) -> list[QueueFigures]:
    """Figures of every named queue."""
    return [_queue(view, name, goal) for name, goal in view.instance.queues.items() if name is not None]


def _queue(view: RosterView, name: str, goal: Service) -> QueueFigures:
    intervals = [interval for interval in view.result.intervals if interval.queue == name]
    level = expected_service_level(intervals)
    own = [row for row in view.covers if row.queue == name]
    needed, short = (sum(each) * view.interval_hours for each in ((row.required for row in own), (row.missing for row in own)))
    return QueueFigures(
        one_line(name), goal_text(view.language, goal), "–" if level is None else view.language.percent(level),
        view.language.figure(f"{needed:,.0f}") if own else view.language.say("shared"),
        view.language.figure(f"{short:,.1f}") if own else "–", short >= 0.05,
        sum(name in operator.skills for operator in view.instance.operators),
    )


def topic_figures(view: RosterView) -> list[TopicFigures]:
    """Figures of every topic."""
    return [_topic(view, topic) for topic in view.instance.service.topics]


def _topic(view: RosterView, topic: str) -> TopicFigures:
    found = list(gaps(view, topic))
    hours = sum((end - start for start, end in found), dt.timedelta()) / dt.timedelta(hours=1)
    when = [f"{view.language.dated('EEE dd MMM', view.local(start))} {view.span(start, end)}"
            for start, end in found[:_GAPS_NAMED]]
    more = [view.language.say("and {count} more", count=len(found) - _GAPS_NAMED)] if len(found) > _GAPS_NAMED else []
    experts = sum(topic in operator.skills for operator in view.instance.operators)
    return TopicFigures(one_line(topic), experts, view.language.figure(f"{hours:.2f}"), "; ".join((*when, *more)))


def gaps(view: RosterView, topic: str) -> Iterator[tuple[dt.datetime, dt.datetime]]:
    """Times in the opening hours in which nobody on the phone has the skill of a topic, in UTC and in order."""
    grid = view.instance.grid
    for first, end in stretches(uncovered(view.instance, view.result.shifts, topic)):
        yield grid.moment(first).astimezone(dt.UTC), grid.moment(end).astimezone(dt.UTC)
