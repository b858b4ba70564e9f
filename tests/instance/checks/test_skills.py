"""Queues and topics have operators, and operators queues."""

from __future__ import annotations

from typing import Any

import pytest

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


@pytest.mark.parametrize(
    ("topics", "path", "message"),
    [
        (
            {"calls": {"forecast": [*ROWS, row("09:30", "sale", 0)]}},
            ("calls", "forecast", 8, "queue"),
            "unknown queue 'sale'; allowed: sales, support; did you mean sales?",
        ),
        (
            {"calls": {"forecast": [*ROWS[:7], row("09:30", None)]}},
            ("calls", "forecast", 7, "queue"),
            "is missing; allowed: sales, support",
        ),
        (
            {"calls": {"forecast": [row(time, None) for time in TIMES]}},
            ("calls", "forecast"),
            "no row names its queue; needed is a column queue with sales, support",
        ),
        (
            {"calls": {"forecast": ROWS[:6]}},
            ("calls", "forecast"),
            "no row for 2 of 4 open intervals of queue 'support': 2026-12-07T09:00+01:00, 2026-12-07T09:30+01:00; "
            "a missing interval is not zero calls",
        ),
        (
            {"calls": {"forecast": [*ROWS, row("08:00", "support")]}},
            ("calls", "forecast", 8, "start"),
            "found 2026-12-07T08:00:00 a second time; allowed is one row an interval of 'support'",
        ),
        (
            {"service": {}, "calls": {"forecast": [row(time, None) for time in TIMES[:3]] + [row("09:30", "sales")]}},
            ("calls", "forecast", 3, "queue"),
            "found 'sales', but the hotline has one queue without a name; allowed is nothing, or queues under "
            "service.queues",
        ),
        (
            {"operators": [operator("anna", "support", "abuse"), operator("ben", "support")]},
            ("service", "queues", "sales"),
            "nobody can answer the queue 'sales': no operator has it among the skills; needed is at least one",
        ),
        (
            {"operators": [operator("anna", "sales", "support"), operator("ben", "support")]},
            ("service", "topics", 0),
            "nobody covers the topic 'abuse': no operator has it among the skills; needed is at least one",
        ),
        (
            {"operators": [*TEAM, operator("carl", "abuse", "a b")]},
            ("operators", 2, "skills"),
            "carl can answer no queue: found abuse|a b; needed is at least one of sales, support",
        ),
        (
            {"operators": [*TEAM, operator("carl")]},
            ("operators", 2, "skills"),
            "carl can answer no queue: found no skills; needed is at least one of sales, support",
        ),
    ],
)
def test_one_fault_one_message(topics, path, message, sound):
    assert faults(sound(**topics)) == [(path, message)]


def test_a_topic_without_queues_needs_an_expert_too(build):
    assert faults(build(service={"topics": "abuse"}, operators=TEAM)) == []
    assert [path for path, _ in faults(build(service={"topics": "abuse"}))] == [("service", "topics", 0)]


def test_whoever_answers_several_queues_handles_contacts_of_each_alike(sound):
    goals = {"queues": {"sales": {"concurrency": 3}, "support": {}}}
    assert [(path, message) for path, message in faults(sound(service=goals | {"topics": ["abuse"]}))] == [
        (("operators", 0, "skills"), "anna answers sales (concurrency 3), support (concurrency 1); allowed are queues of one "
                                     "concurrency: leave the others out of the skills, or let different people answer them")]
    alike = {"queues": {"sales": {"concurrency": 3}, "support": {"concurrency": 3}}, "topics": ["abuse"]}
    assert not faults(sound(service=alike))
    specialists = [operator("anna", "sales", "abuse"), operator("ben", "support")]
    assert not faults(sound(service=goals | {"topics": ["abuse"]}, operators=specialists))


def test_a_contact_of_several_at_a_time_holds_no_telephone_line(sound, build):
    goals = {"queues": {"sales": {"concurrency": 2}, "support": {"concurrency": 2}}, "topics": ["abuse"]}
    grid = sound().hotline.model_dump() | {"lines": 8}
    (path, message), = faults(sound(service=goals, hotline=grid))
    assert path == ("hotline", "lines")
    assert message.startswith("found 8 telephone lines beside the concurrency 2 of queue 'sales'")
