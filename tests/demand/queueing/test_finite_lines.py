"""Finite lines against the birth-death chain with 40 digits, against Erlang B, C, A and the oracle, and by properties."""

from __future__ import annotations

import csv
from pathlib import Path

import mpmath as mp
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.demand.queueing.erlang import Performance, erlang_a, erlang_b, erlang_c
from scheduler.demand.queueing.finite_lines import finite_lines, lines_for_blocking
from tests.builders.properties import examples

MEASURES = tuple(name for name in Performance.__dataclass_fields__ if name != "attempts")
CASES = [
    (8, 10, 15, 180, 20, 180), (8, 10, 15, 180, 20, None), (30, 10, 40, 100, 30, 60), (0.01, 2, 5, 100, 20, 50),
    (50, 50, 50, 100, 20, 50), (120, 100, 160, 300, 400, None), (95, 100, 130, 60, 20, 20), (2, 1, 1, 60, 10, 30),
    (2, 3, 4, 60, 0, 30), (1000, 950, 1150, 60, 60, 90),
]
"""Load, agents, lines, AHT, threshold and patience; the last one's first terms underflow unless they are kept as logs."""

QUEUES = st.tuples(
    st.floats(0.01, 60), st.integers(1, 50), st.integers(0, 60), st.floats(5, 900), st.floats(0, 300),
    st.floats(5, 3600) | st.just(np.inf),
)


def chain(load: float, agents: int, lines: int, aht: float, patience: float | None) -> list[mp.mpf]:
    """Steady state of the birth-death chain."""
    arrivals, hang_up = mp.mpf(load) / aht, mp.mpf(0) if patience is None else 1 / mp.mpf(patience)
    states = [mp.mpf(1)]
    for j in range(1, lines + 1):
        states.append(states[-1] * arrivals / (mp.mpf(min(j, agents)) / aht + max(j - agents, 0) * hang_up))
    total = sum(states)
    return [state / total for state in states]


def exact(load: float, agents: int, lines: int, aht: float, within: float, patience: float | None) -> dict[str, mp.mpf]:
    states = chain(load, agents, lines, aht, patience)
    hang_up = mp.mpf(0) if patience is None else 1 / mp.mpf(patience)
    queue = sum((j - agents) * p for j, p in enumerate(states) if j > agents)
    wait = queue * aht / mp.mpf(load)
    capacity, in_time = agents / mp.mpf(aht), sum(states[:agents])
    for i in range(lines - agents):
        if patience is None:
            chance = mp.gammainc(i + 1, 0, capacity * within, regularized=True)
        else:
            x = capacity / hang_up
            chance = x / (x + i + 1) * mp.betainc(i + 1, x + 1, 0, 1 - mp.exp(-within * hang_up), regularized=True)
        in_time += states[agents + i] * chance
    return {
        "blocked": states[lines], "abandonment": hang_up * wait, "service_level": in_time,
        "mean_wait_s": wait / (1 - states[lines]), "probability_of_wait": sum(states[agents:lines]),
        "occupancy": sum(min(j, agents) * p for j, p in enumerate(states)) / agents,
    }


@pytest.mark.parametrize("case", CASES)
def test_every_measure_to_12_digits(case):
    load, agents, lines, aht, within, patience = case
    with mp.workdps(40):
        right = exact(*case)
        met = finite_lines(load, agents, lines, aht, within, np.inf if patience is None else patience)
        assert right.keys() == set(MEASURES)
        for name, value in right.items():
            found = mp.mpf(float(getattr(met, name)))
            assert abs(found - value) <= mp.mpf(10) ** -12 * max(abs(value), mp.mpf(10) ** -3), name


@pytest.mark.parametrize("patience", [None, 40])
def test_being_served_in_time_by_following_the_caller_through_the_queue(patience: float | None):
    """No formula of the wait: the caller's place in the queue as a Markov chain, by its matrix exponential."""
    load, agents, lines, aht, within = 6.0, 4, 9, 100, 35
    capacity, hang_up = agents / aht, 0 if patience is None else 1 / patience
    states, in_time = chain(load, agents, lines, aht, patience), mp.mpf(0)
    for i in range(lines - agents):
        rates = mp.zeros(i + 2, i + 2)  # place p: with p others before; the last one: served; hanging up leaves the chain
        for p in range(i + 1):
            target = p - 1 if p else i + 1
            rates[p, target] = capacity + p * hang_up
            rates[p, p] = -(capacity + (p + 1) * hang_up)
        in_time += states[agents + i] * mp.expm(rates * within)[i, i + 1]
    met = finite_lines(load, agents, lines, aht, within, np.inf if patience is None else patience)
    assert float(met.service_level) == pytest.approx(float(in_time + sum(states[:agents])), rel=1e-10)


@pytest.mark.heavy
@pytest.mark.data
def test_oracle(data_folder: Path):
    """Erlang B with as many lines as agents, Erlang A and C with more lines than ever wait."""
    path = data_folder / "erlang" / "oracle.csv"
    if not path.is_file():
        pytest.skip(f"no oracle at {path}")
    with path.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    checked = 0
    for row in rows:
        agents = int(row["agents"])
        if row["model"] == "B":
            found = finite_lines(float(row["note"].split()[2]), agents, agents, 60, 20).blocked
        else:
            name = {"served_within_threshold_of_all": "service_level"}.get(row["quantity"], row["quantity"])
            if name not in ("service_level", "abandonment", "probability_of_wait"):
                continue
            load = float(row["arrivals_per_hour"]) * float(row["aht_s"]) / 3600
            patience = float(row["patience_s"] or np.inf)
            met = finite_lines(load, agents, agents + 3000, float(row["aht_s"]), float(row["threshold_s"]), patience)
            found = getattr(met, name)
        assert float(found) == pytest.approx(float(row["value"]), abs=1.1 * 10.0 ** -len(row["value"].partition(".")[2]))
        checked += 1
    assert checked >= 10


@given(QUEUES)
def test_as_many_lines_as_agents_is_erlang_b(queue):
    load, agents, _, aht, within, patience = queue
    met = finite_lines(load, agents, agents, aht, within, patience)
    assert met.blocked == pytest.approx(erlang_b(load, agents), rel=1e-12)
    assert met.service_level == pytest.approx(1 - erlang_b(load, agents), abs=1e-12)
    assert met.abandonment == met.probability_of_wait == 0


@settings(max_examples=examples(30))
@given(QUEUES)
def test_very_many_lines_are_erlang_a_and_c(queue):
    load, agents, _, aht, within, patience = queue
    if np.isinf(patience):
        load = min(load, 0.9 * agents)
        right: Performance = erlang_c(load, agents, aht, within)
    else:
        right = erlang_a(load, agents, aht, patience, within)
    met = finite_lines(load, agents, agents + 4000, aht, within, patience)
    if np.isinf(patience) or load * patience / aht < 1500:
        assert met.blocked < 1e-9
        for name in Performance.__dataclass_fields__:
            assert getattr(met, name) == pytest.approx(getattr(right, name), rel=1e-7, abs=1e-9), name


@given(QUEUES)
def test_measures_fit_together(queue):
    load, agents, more, aht, within, patience = queue
    met = finite_lines(load, agents, agents + more, aht, within, patience)
    assert 0 <= met.service_level <= 1 - met.blocked - met.abandonment + 1e-9
    assert met.occupancy * agents == pytest.approx(load * (1 - met.blocked - met.abandonment), rel=1e-9, abs=1e-12)
    if np.isfinite(patience):
        assert met.mean_wait_s * (1 - met.blocked) == pytest.approx(patience * met.abandonment, rel=1e-9, abs=1e-12)


@given(QUEUES)
def test_more_lines_block_fewer_and_more_agents_serve_more(queue):
    load, agents, more, aht, within, patience = queue
    lines = agents + more + np.arange(20)
    assert (np.diff(finite_lines(load, agents, lines, aht, within, patience).blocked) <= 1e-12).all()
    fewer = np.arange(agents + 1)
    met = finite_lines(load, fewer, agents + more, aht, within, patience)
    assert (np.diff(met.service_level) >= -1e-9).all()
    if patience >= aht:  # otherwise hanging up frees a line sooner than an agent does
        assert (np.diff(met.blocked) <= 1e-12).all()


def test_without_calls_and_without_agents():
    idle = finite_lines(0, [0, 2], 3, 180, 20, 60)
    assert idle.service_level.tolist() == [1, 1]
    assert idle.blocked.tolist() == idle.occupancy.tolist() == idle.mean_wait_s.tolist() == [0, 0]
    nobody = finite_lines(8, 0, [0, 3], 180, 20, 60)
    assert nobody.service_level.tolist() == [0, 0]
    assert nobody.blocked[1] == pytest.approx(float(erlang_b(8 * 60 / 180, 3)))  # lines held by patience only
    assert (nobody.blocked + nobody.abandonment).tolist() == pytest.approx([1, 1])
    for_ever = finite_lines(8, 0, 3, 180, 20)
    assert (for_ever.blocked, for_ever.abandonment) == (1, 0)


@pytest.mark.parametrize(("load", "agents", "lines"), [(-1, 1, 1), (1, -1, 1), (1, 1.5, 2), (1, 2, 1), (np.inf, 1, 1)])
def test_impossible_arguments_are_refused(load, agents, lines):
    with pytest.raises(ValueError, match="allowed"):
        finite_lines(load, agents, lines, 60, 20)


# --- lines for a blocking goal ---


@given(st.floats(0.01, 60), st.integers(1, 60), st.floats(5, 900), st.floats(5, 3600), st.floats(0.001, 0.5))
def test_it_is_the_smallest_number_of_lines(load, agents, aht, patience, goal):
    lines = int(lines_for_blocking(load, agents, aht, goal, patience))
    assert finite_lines(load, min(agents, lines), lines, aht, 20, patience).blocked <= goal * (1 + 1e-9)
    fewer = lines - 1
    assert finite_lines(load, min(agents, fewer), fewer, aht, 20, patience).blocked > goal * (1 - 1e-9)


def test_no_number_of_lines_helps_where_nobody_hangs_up_and_too_few_answer():
    assert lines_for_blocking([8, 8, 0], [5, 10, 0], 180, 0.01).tolist() == [-1, 20, 0]
    assert lines_for_blocking(10, 9, 180, 0.2) > 0  # a tenth need not be served for a goal of a fifth


def test_callers_who_hang_up_need_fewer_lines_than_those_who_wait_but_more_than_erlang_b():
    by_erlang_b = next(k for k in range(100) if erlang_b(8, k) <= 0.01)
    assert by_erlang_b <= lines_for_blocking(8, 10, 180, 0.01, 180) < lines_for_blocking(8, 10, 180, 0.01)


@pytest.mark.parametrize("goal", [0, 1, -0.1, 2])
def test_a_goal_is_a_share(goal):
    with pytest.raises(ValueError, match="between 0 and 1"):
        lines_for_blocking(8, 10, 180, goal)
