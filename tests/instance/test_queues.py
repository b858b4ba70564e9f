"""Queues, topics and skills: what one instance may say of them."""

from __future__ import annotations

from typing import Any

import pytest

from scheduler.instance.calls_grid import calls_by_interval
from scheduler.instance.checks.cross import cross_faults

GOALS = {"queues": {"sales": {"target_percent": 90}, "support": {}}}
TIMES = ("08:00", "08:30", "09:00", "09:30")


def row(time: str, queue: str | None, calls: float = 3) -> dict[str, Any]:
    return {"start": f"2026-12-07T{time}", "calls": calls, "aht_s": 200, "queue": queue}


ROWS = [row(time, queue, calls) for queue, calls in (("sales", 3), ("support", 5)) for time in TIMES]


def operator(name: str, *skills: str) -> dict[str, Any]:
    return {"id": name, "contract": "full", "skills": list(skills)}


TEAM = [operator("anna", "sales", "support", "abuse"), operator("ben", "support", "a b")]


@pytest.fixture
def sound(build):
    """Two queues and a topic, with topics of the instance replaced."""
    return lambda **topics: build(**({"service": GOALS | {"topics": ["abuse"]}, "operators": TEAM,
                                      "calls": {"forecast": ROWS}} | topics))


def faults(instance: Any) -> list[tuple[tuple[str | int, ...], str]]:
    return list(cross_faults(instance))


def test_two_queues_and_a_topic_are_sound(sound):
    instance = sound()
    assert faults(instance) == []
    assert {name: goal.target_percent for name, goal in instance.queues.items()} == {"sales": 90, "support": 80}
    assert calls_by_interval(instance, "sales")[0][16:20].tolist() == [3, 3, 3, 3]
    assert calls_by_interval(instance, "support")[0][16:20].tolist() == [5, 5, 5, 5]


def test_without_queues_there_is_one_without_a_name(build):
    assert list(build(service={"target_percent": 70}).queues) == [None]
    assert build(service={"target_percent": 70}).queues[None].target_percent == 70
    assert faults(build(operators=[operator("anna", "sales"), operator("ben")])) == []
