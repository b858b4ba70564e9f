"""Erlang B, C and A against the oracle, against mpmath with 50 digits, and by the properties they must have."""

from __future__ import annotations

import csv
from pathlib import Path

import mpmath as mp
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.demand.queueing.erlang import erlang_a, erlang_b, erlang_c

LOADS = st.floats(0.01, 300)
AGENTS = st.integers(1, 400)
AHTS = st.floats(5, 3600)
PATIENCES = st.floats(1, 36_000)
THRESHOLDS = st.floats(0, 600)
CLOSE = 1e-9
WRONG_IN_THE_ORACLE = {("asa_s", "20.8336668"): "20.8336683", ("mean_wait_all_s", "4.19512326"): "4.19512324"}
"""Two values whose last digits are wrong, and the right ones: see the test that sums the birth-death chain."""


def relative(value: float, exact: mp.mpf) -> float:
    return float(abs(mp.mpf(float(value)) / exact - 1))


def reciprocal_b(load: float, agents: int) -> mp.mpf:
    result = mp.mpf(1)
    for k in range(1, agents + 1):
        result = 1 + k * result / mp.mpf(load)
    return result


# --- against the oracle and mpmath ---


@pytest.mark.data
def test_oracle_to_its_printed_digits(data_folder: Path):
    path = data_folder / "erlang" / "oracle.csv"
    if not path.is_file():
        pytest.skip(f"no oracle at {path}")
    with path.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert {row["model"] for row in rows} == {"B", "C", "A"}
    for row in rows:
        printed = WRONG_IN_THE_ORACLE.get((row["quantity"], row["value"]), row["value"])
        found = oracle_value(row)
        last_digit = 10.0 ** -len(printed.partition(".")[2])
        assert abs(found - float(printed)) <= 1.001 * last_digit, row  # some are cut, not rounded


@pytest.mark.parametrize(("per_hour", "aht", "patience", "agents", "right"), [
    (2880, 60, None, 50, "20.8336683"), (200, 180, 300, 14, "4.19512324"),
])
def test_the_values_of_the_oracle_that_are_replaced_are_wrong(per_hour, aht, patience, agents, right):
    assert right in WRONG_IN_THE_ORACLE.values()
    with mp.workdps(40):
        arrivals, probabilities = mp.mpf(per_hour) / 3600, [mp.mpf(1)]
        for k in range(1, 4000):
            leaving = mp.mpf(min(k, agents)) / aht + (mp.mpf(max(0, k - agents)) / patience if patience else 0)
            probabilities.append(probabilities[-1] * arrivals / leaving)
        queue = sum((k - agents) * p for k, p in enumerate(probabilities) if k > agents) / sum(probabilities)
        assert abs(queue / arrivals - mp.mpf(right)) < mp.mpf(10) ** -len(right.partition(".")[2])


def oracle_value(row: dict[str, str]) -> float:
    agents = int(row["agents"])
    if row["model"] == "B":
        return float(erlang_b(float(row["note"].split()[2]), agents))
    aht, within = float(row["aht_s"]), float(row["threshold_s"])
    load = float(row["arrivals_per_hour"]) * aht / 3600
    if row["patience_s"]:
        met = erlang_a(load, agents, aht, float(row["patience_s"]), within)
    else:
        met = erlang_c(load, agents, aht, within)
    quantity = {
        "asa_s": "mean_wait_s", "mean_wait_all_s": "mean_wait_s", "served_within_threshold_of_all": "service_level"
    }
    if row["quantity"] == "served_within_threshold_of_served":
        return float(met.service_level / (1 - met.abandonment))
    return float(getattr(met, quantity.get(row["quantity"], row["quantity"])))


@pytest.mark.parametrize(
    ("load", "agents"), [(0.3, 1), (10, 17), (90, 100), (950, 1000), (3, 100), (9_900, 10_000), (10_000, 9_000)]
)
def test_erlang_b_and_c_to_12_digits(load: float, agents: int):
    with mp.workdps(50):
        reciprocal = reciprocal_b(load, agents)
        assert relative(erlang_b(load, agents), 1 / reciprocal) < 1e-12
        if load < agents:
            rho = mp.mpf(load) / agents
            waits = 1 / (rho + (1 - rho) * reciprocal)
            level = 1 - waits * mp.exp(-(agents - mp.mpf(load)) * 20 / 300)
            met = erlang_c(load, agents, 300, 20)
            assert relative(met.probability_of_wait, waits) < 1e-12
            assert relative(met.mean_wait_s, waits * 300 / (agents - mp.mpf(load))) < 1e-12
            assert relative(met.service_level, level) < 1e-12


@pytest.mark.parametrize(("load", "agents", "aht", "patience", "within"), [
    (0.01, 2, 100, 50, 30), (3, 1, 100, 50, 0), (10, 14, 180, 300, 20), (48, 50, 60, 120, 20), (30, 20, 100, 50, 300),
    (995, 1000, 300, 1e5, 20), (5, 8, 300, 1e6, 20), (5, 8, 300, 1, 20), (50, 8, 300, 0.01, 20),
    (9_900, 10_000, 300, 180, 20), (10_020, 10_000, 200, 90, 10), (10_000, 9_000, 300, 180, 20),
    (9_500, 10_000, 300, 36_000, 20),
])
def test_erlang_a_to_12_digits(load: float, agents: int, aht: float, patience: float, within: float):
    with mp.workdps(50):
        a, n, h, p, t = map(mp.mpf, (load, agents, aht, patience, within))
        x, y, rest = n * p / h, a * p / h, mp.exp(-t / p)
        nobody, waiting, served = reciprocal_b(load, agents - 1), y * kummer(x, y), y * kummer(x + 1, y)
        late = y * rest ** (x + 1) * mp.exp(y * (1 - rest)) * kummer(x + 1, y * rest)
        everybody = nobody + waiting
        met = erlang_a(load, agents, aht, patience, within)
        assert relative(met.probability_of_wait, waiting / everybody) < 1e-12
        assert relative(met.abandonment, (waiting - served) / everybody) < 1e-12
        assert relative(met.mean_wait_s, p * (waiting - served) / everybody) < 1e-12
        assert relative(met.occupancy, (nobody + served) / everybody * a / n) < 1e-12
        assert relative(met.service_level, (nobody + served - late) / everybody) < 1e-12


def kummer(x: mp.mpf, y: mp.mpf) -> mp.mpf:
    """Integral of s^(x-1) e^(y(1-s)) over [0, 1]."""
    return mp.hyp1f1(1, x + 1, y, maxterms=10**7) / x


@pytest.mark.heavy
def test_erlang_b_of_a_whole_country():
    with mp.workdps(40):
        assert relative(erlang_b(133_000, 133_352), 1 / reciprocal_b(133_000, 133_352)) < 1e-13


# --- edges ---


def test_without_calls_nobody_waits():
    for met in (erlang_c(0, [0, 3], 300, 20), erlang_a(0, [0, 3], 300, 180, 20)):
        assert met.service_level.tolist() == [1, 1]
        assert met.probability_of_wait.tolist() == met.occupancy.tolist() == met.mean_wait_s.tolist() == [0, 0]


def test_without_agents_nobody_is_served():
    c, a = erlang_c(2, 0, 300, 20), erlang_a(2, 0, 300, 180, 20)
    assert (c.service_level, c.probability_of_wait, c.mean_wait_s, c.occupancy) == (0, 1, np.inf, 1)
    assert (a.service_level, a.probability_of_wait, a.mean_wait_s, a.abandonment) == (0, 1, 180, 1)


@pytest.mark.parametrize("load", [5, 5.0001, 50])
def test_erlang_c_breaks_down_from_load_equal_agents_on(load: float):
    met = erlang_c(load, 5, 300, 20)
    assert (met.service_level, met.probability_of_wait, met.mean_wait_s, met.occupancy) == (0, 1, np.inf, 1)


def test_erlang_a_survives_any_overload():
    met = erlang_a(1e6, 10, 300, 180, 20)
    assert met.probability_of_wait == 1
    assert met.service_level == 0
    assert met.occupancy == pytest.approx(1)
    assert met.abandonment == pytest.approx(1 - 1e-5, rel=1e-12)


def test_threshold_0_leaves_those_who_find_an_agent_free():
    for met in (erlang_c(8, 10, 300, 0), erlang_a(8, 10, 300, 60, 0)):
        assert met.service_level == pytest.approx(1 - met.probability_of_wait)


def test_without_any_patience_the_queue_is_a_loss_system():
    met = erlang_a(8, 10, 300, 1e-6, 20)
    assert met.abandonment == pytest.approx(erlang_b(8, 10), rel=1e-6)
    assert met.service_level == pytest.approx(1 - erlang_b(8, 10), rel=1e-6)


@pytest.mark.parametrize(("load", "agents"), [(-1, 3), (np.nan, 3), (np.inf, 3), (2, -1), (2, 1.5), (2, np.nan)])
def test_impossible_arguments_are_refused(load: float, agents: float):
    with pytest.raises(ValueError, match="allowed are"):
        erlang_b(load, agents)


# --- properties ---


@given(LOADS, AGENTS)
def test_erlang_b_recursion(load: float, agents: int):
    before, now = erlang_b(load, [agents - 1, agents])
    assert now == pytest.approx(load * before / (agents + load * before), rel=1e-12)


@given(st.lists(st.tuples(LOADS, AGENTS), min_size=1, max_size=20))
def test_many_at_once_are_the_same_as_one_by_one(pairs: list[tuple[float, int]]):
    together = erlang_b([load for load, _ in pairs], [agents for _, agents in pairs])
    assert together == pytest.approx([float(erlang_b(load, agents)) for load, agents in pairs], rel=1e-13)


@given(LOADS, AHTS, THRESHOLDS, st.none() | PATIENCES)
def test_more_agents_never_serve_callers_worse(load: float, aht: float, within: float, patience: float | None):
    agents = np.arange(0, 60) + int(load * 0.8)
    met = erlang_c(load, agents, aht, within) if patience is None else erlang_a(load, agents, aht, patience, within)
    assert (np.diff(met.service_level) >= -CLOSE).all()
    assert (np.diff(met.abandonment) <= CLOSE).all()
    assert (np.diff(met.probability_of_wait) <= CLOSE).all()
    assert (np.diff(met.occupancy) <= CLOSE).all()


@given(AGENTS, AHTS, THRESHOLDS, st.none() | PATIENCES)
def test_more_load_never_serves_callers_better(agents: int, aht: float, within: float, patience: float | None):
    loads = np.linspace(0, 2 * agents, 40)
    met = erlang_c(loads, agents, aht, within) if patience is None else erlang_a(loads, agents, aht, patience, within)
    assert (np.diff(met.service_level) <= CLOSE).all()
    assert (np.diff(met.probability_of_wait) >= -CLOSE).all()


@given(LOADS, AGENTS, AHTS, PATIENCES, THRESHOLDS)
def test_measures_of_erlang_a_fit_together(load: float, agents: int, aht: float, patience: float, within: float):
    met = erlang_a(load, agents, aht, patience, within)
    assert 0 <= met.abandonment <= met.probability_of_wait <= 1 + CLOSE
    assert 1 - met.probability_of_wait <= met.service_level + CLOSE <= 1 - met.abandonment + 2 * CLOSE
    assert met.occupancy * agents == pytest.approx(load * (1 - met.abandonment), rel=1e-6, abs=1e-9)
    assert met.mean_wait_s == pytest.approx(patience * met.abandonment)


@given(AGENTS, st.floats(0.05, 0.9), AHTS, THRESHOLDS)
def test_erlang_a_becomes_erlang_c_as_patience_grows(agents: int, busy: float, aht: float, within: float):
    endless, c = erlang_a(busy * agents, agents, aht, 1e12, within), erlang_c(busy * agents, agents, aht, within)
    assert endless.probability_of_wait == pytest.approx(c.probability_of_wait, rel=1e-6)
    assert endless.service_level == pytest.approx(c.service_level, rel=1e-6)
    assert endless.mean_wait_s == pytest.approx(c.mean_wait_s, rel=1e-5)
