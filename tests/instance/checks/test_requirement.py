"""A requirement given directly is on the grid, of known queues, complete where there are no calls, and priced."""

from __future__ import annotations

import pytest

from scheduler.instance.instance import Instance

from .conftest import faults, only


def row(start, operators=2, **more):
    return {"start": f"2026-12-07T{start}", "operators": operators} | more


FULL = [row(start) for start in ("08:00", "08:30", "09:00", "09:30")]


def without_calls(build, requirement, **topics):
    data = build(requirement=requirement, **topics).model_dump(mode="json", by_alias=True, exclude_unset=True)
    del data["calls"]
    return Instance.model_validate(data)


def test_it_stands_in_place_of_calls_or_beside_them(build):
    assert not faults(without_calls(build, FULL))
    assert not faults(build(requirement=FULL[:1]))


def test_one_of_the_two_is_needed(build):
    path, message = only(without_calls(build, []))
    assert path == ("calls",)
    assert "is missing; needed are calls" in message


def test_without_calls_every_open_interval_has_a_row(build):
    path, message = only(without_calls(build, FULL[:3]))
    assert path == ("requirement",)
    assert "no row for 1 of 4 open intervals: 2026-12-07T09:30+01:00; a missing interval is not" in message


@pytest.mark.parametrize(("extra", "at", "said"), [
    (row("08:15"), "start", "no interval of 30 min"), (row("08:00"), "start", "second time"),
    (row("12:00"), "operators", "found 2 operators at 2026-12-07T12:00:00, outside the opening hours"),
    (row("08:00", queue="sales"), "queue", "one queue without a name"),
])
def test_rows_are_on_the_grid_once_and_of_a_queue(build, extra, at, said):
    path, message = only(build(requirement=[*FULL, extra]))
    assert path == ("requirement", 4, at)
    assert said in message


def test_rows_that_ask_for_nobody_when_closed_are_left_alone(build):
    assert not faults(build(requirement=[*FULL, row("12:00", 0)]))


def test_each_queue_has_rows(build):
    people = [{"id": "anna", "contract": "full", "skills": ["a", "b"]}]
    queues = {"service": {"queues": {"a": {}, "b": {}}}, "operators": people}
    rows = [each | {"queue": "a"} for each in FULL]
    path, message = only(without_calls(build, rows, **queues))
    assert path == ("requirement",)
    assert "of queue 'b'" in message
    assert not faults(without_calls(build, [*rows, *(each | {"queue": "b"} for each in FULL)], **queues))


def test_a_price_of_missed_calls_does_not_price_it(build):
    path, _ = only(build(requirement=FULL, objective={"missed_call": 2}))
    assert path == ("objective", "missed_call")
