"""The simulation against Erlang B, C and A in steady state: constant traffic, the first hours left out, three standard errors.

`scheduler.demand.queueing.erlang` is the oracle, itself tested against 40 digits; and the shared table is read directly.
"""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from scheduler.demand.queueing.erlang import erlang_a, erlang_b, erlang_c
from scheduler.demand.queueing.queue import performance
from scheduler.instance.service import Service
from scheduler.simulate.draw import HandlingTime
from scheduler.simulate.estimate import Estimate, ratio
from scheduler.simulate.report import report
from scheduler.simulate.run import Runs
from tests.builders.scenarios import steady, traffic

WARM_UP_HOURS = 6


def measured(runs: Runs) -> dict[str, Estimate]:
    """The measures of `erlang.Performance`, without the hours in which the queue builds up."""
    def late(values: np.ndarray) -> np.ndarray:
        kept = values[..., WARM_UP_HOURS:]
        return kept.reshape(len(kept), -1).sum(axis=1, keepdims=True)

    hours = runs.traffic.intervals
    return {
        "abandonment": ratio(late(runs.abandoned), late(runs.offered)),
        "blocking": ratio(late(runs.blocked), late(runs.offered)),
        "mean_wait_s": ratio(late(runs.waited_s), late(runs.offered - runs.blocked)),
        "occupancy": ratio(late(runs.handling_s[..., :hours]), late(runs.on_phone_s[..., :hours])),
        "service_level": ratio(late(runs.in_time), late(runs.offered)),
    }


def agrees(found: Estimate, exact: float, at_most_error: float) -> None:
    value, error = float(found.value[0]), float(found.standard_error[0])
    assert error <= at_most_error, "the simulation is too short to say anything"
    assert abs(value - exact) <= 3 * error, f"{value:.5f} ± {error:.5f} against {exact:.5f}"


def enough(calls: float) -> int:
    """Replications that keep errors within what is allowed below: the fewer, the more calls an hour has."""
    return 80 if calls < 100 else 40 if calls < 1000 else 10


@pytest.mark.parametrize(("load", "operators"), [(1, 1), (1, 2), (10, 10), (10, 17)])
def test_blocking_is_erlang_b(load, operators):
    """As many lines as operators: nobody waits, and any handling time of the same mean blocks alike."""
    what = traffic([load * 60], aht_s=60)
    for handling in (HandlingTime("exponential"), HandlingTime("lognormal", 1.28)):
        runs = steady(what, operators, 10 if load > 1 else 20, lines=operators, handling=handling)
        agrees(measured(runs)["blocking"], float(erlang_b(load, operators)), 0.004)
        assert runs.waited_s.sum() == 0


@pytest.mark.parametrize(("calls", "aht_s", "operators", "within_s"), [
    (60, 300, 8, 20), (200, 180, 14, 19.8), (200, 180, 12, 20), pytest.param(2880, 60, 52, 20, marks=pytest.mark.heavy),
])
def test_waiting_is_erlang_c(calls, aht_s, operators, within_s):
    exact = erlang_c(calls * aht_s / 3600, operators, aht_s, within_s)
    found = measured(steady(traffic([calls], aht_s, None, within_s), operators, enough(calls)))
    assert found["abandonment"].value[0] == found["blocking"].value[0] == 0
    agrees(found["service_level"], float(exact.service_level), 0.01)
    agrees(found["occupancy"], float(exact.occupancy), 0.005)
    agrees(found["mean_wait_s"], float(exact.mean_wait_s), 0.08 * float(exact.mean_wait_s))


@pytest.mark.parametrize(("calls", "aht_s", "patience_s", "operators"), [
    pytest.param(2880, 60, 120, 50, marks=pytest.mark.heavy), (200, 180, 300, 14), (100, 240, 60, 5), (30, 200, 30, 1),
])
def test_hanging_up_is_erlang_a(calls, aht_s, patience_s, operators):
    exact = erlang_a(calls * aht_s / 3600, operators, aht_s, patience_s, 20)
    found = measured(steady(traffic([calls], aht_s, patience_s), operators, enough(calls)))
    agrees(found["service_level"], float(exact.service_level), 0.01)
    agrees(found["abandonment"], float(exact.abandonment), 0.01)
    agrees(found["occupancy"], float(exact.occupancy), 0.008)
    agrees(found["mean_wait_s"], float(exact.mean_wait_s), 0.08 * float(exact.mean_wait_s))


@pytest.mark.parametrize(("calls", "aht_s", "patience_s", "operators", "concurrency"), [
    (60, 600, 180, 4, 3), pytest.param(60, 600, None, 6, 2, marks=pytest.mark.heavy),
])
def test_who_handles_several_at_a_time_is_as_many_servers(calls, aht_s, patience_s, operators, concurrency):
    goal = Service(patience_s=patience_s, concurrency=concurrency, answer_within_s=30)
    exact = performance(goal, calls * aht_s / 3600, operators, aht_s)
    what = replace(traffic([calls], aht_s, patience_s, 30), concurrency=np.array([concurrency]))
    runs = steady(what, operators, enough(calls))
    found = measured(replace(runs, handling_s=runs.handling_s / concurrency))
    agrees(found["service_level"], float(exact.service_level), 0.012)
    agrees(found["abandonment"], float(exact.abandonment), 0.01)
    agrees(found["occupancy"], float(exact.occupancy), 0.008)
    assert report(runs).total.occupancy.value == pytest.approx(float(exact.occupancy), abs=0.03)


@pytest.mark.heavy
@pytest.mark.data
def test_against_the_shared_table(data_folder: Path):
    path = data_folder / "erlang" / "oracle.csv"
    if not path.is_file():
        pytest.skip(f"no oracle at {path}")
    names = {"service_level": "service_level", "asa_s": "mean_wait_s", "abandonment": "abandonment",
             "mean_wait_all_s": "mean_wait_s", "occupancy": "occupancy", "served_within_threshold_of_all": "service_level"}
    with path.open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["model"] in "CA" and row["quantity"] in names]
    assert len(rows) >= 16
    cases: dict[tuple[str, ...], dict[str, Estimate]] = {}
    for row in rows:
        case = tuple(row[name] for name in ("arrivals_per_hour", "aht_s", "patience_s", "threshold_s", "agents"))
        if case not in cases:
            calls, aht_s, within_s = (float(row[name]) for name in ("arrivals_per_hour", "aht_s", "threshold_s"))
            patience_s = float(row["patience_s"]) if row["patience_s"] else None
            cases[case] = measured(steady(traffic([calls], aht_s, patience_s, within_s), int(row["agents"])))
        found = cases[case][names[row["quantity"]]]
        assert abs(found.value[0] - float(row["value"])) <= 3 * found.standard_error[0], row


def test_two_queues_of_equal_skills_are_one():
    """Everybody serves both: together they wait as one queue of both loads does."""
    what = traffic([80, 120], 180, 300)
    exact = erlang_a(10, 14, 180, 300, 20)
    found = measured(steady(what, 14))
    agrees(found["service_level"], float(exact.service_level), 0.01)
    agrees(found["abandonment"], float(exact.abandonment), 0.01)
