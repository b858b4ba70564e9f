"""Queues of unequal priority: against Erlang A and C, Cobham's waits, Kella and Yechiali's law, and the compiled simulation."""

from __future__ import annotations

import numpy as np
import pytest

from scheduler.demand.demand import demand_of
from scheduler.demand.queueing.erlang import erlang_a, erlang_c
from scheduler.demand.queueing.priority import Ranked
from scheduler.demand.queueing.queue import performance
from scheduler.instance.service import Service
from scheduler.simulate.kernel import END, START, Calls, Plan, Redials, Rules, play
from scheduler.simulate.routing import Routing
from tests.builders.queues import queues_of

LOADS, AGENTS = np.array([5.0, 10, 100, 30, 8, 0]), np.array([6, 11, 98, 20, 12, 3])
AHT_S = np.array([180.0, 300, 200, 180, 60, 90])
PATIENT = Service(answer_within_s=20, patience_s=180)
STAYING = Service(answer_within_s=20)
SHARES = ((0.0, 0.3), (0.3, 0.7), (0.7, 1.0))


def test_of_one_priority_it_is_erlang_a_and_c():
    for service, right in ((PATIENT, erlang_a(LOADS, AGENTS, AHT_S, 180, 20)), (STAYING, erlang_c(LOADS, AGENTS, AHT_S, 20))):
        found = performance(Ranked.among(service, 0, 1), LOADS, AGENTS, AHT_S)
        for name in ("service_level", "abandonment", "mean_wait_s"):
            np.testing.assert_allclose(getattr(found, name), getattr(right, name), atol=1e-7)


def test_hang_ups_of_all_priorities_are_those_of_all_callers():
    each = [performance(Ranked.among(PATIENT, *shares), LOADS, AGENTS, AHT_S).abandonment for shares in SHARES]
    weighted = sum((upto - before) * of for (before, upto), of in zip(SHARES, each, strict=True))
    np.testing.assert_allclose(weighted, erlang_a(LOADS, AGENTS, AHT_S, 180, 20).abandonment, atol=1e-9)


def test_the_first_are_served_although_the_queue_of_the_last_grows_for_ever():
    first, last = (performance(Ranked.among(STAYING, *SHARES[at]), 24.0, 20, 180.0) for at in (0, 2))
    assert first.mean_wait_s == pytest.approx(180 / (20 - 0.3 * 24)), "Cobham: h / (n - a)"
    assert first.service_level > 0.7
    assert (last.service_level, last.mean_wait_s) == (pytest.approx(0, abs=1e-9), np.inf)


def test_the_law_of_two_priorities_by_its_transform():
    """Kella and Yechiali: while all are busy, each of those ahead is followed by a busy period of the first priority."""
    load, agents, aht_s, s = 8.0, 10, 100.0, 0.02
    capacity, first, every = agents / aht_s, 0.4 * load / aht_s, load / aht_s
    busy = (capacity + first + s - np.sqrt((capacity + first + s) ** 2 - 4 * capacity * first)) / (2 * first)
    right = (1 - every / capacity) * busy / (1 - every / capacity * busy)
    waits = erlang_c(load, agents, aht_s, 0).probability_of_wait
    within = np.linspace(0, 20, 81) ** 2
    late = np.array([1 - performance(Ranked.among(Service(answer_within_s=t), 0.4, 1), load, agents, aht_s).service_level
                     for t in within]) / waits
    found = 1 - s * np.trapezoid(late * np.exp(-s * within), within)
    assert found == pytest.approx(right, abs=2e-3)


def simulated(load, agents, aht_s, shares, hours):
    """Service levels of as many priorities as shares, the first one highest, by the compiled simulation."""
    rng, span_s, kinds = np.random.default_rng(1), hours * 3600.0, len(shares)
    count = rng.poisson(load / aht_s * span_s)
    come = Calls(np.sort(rng.random(count) * span_s), rng.choice(kinds, count, p=shares).astype(np.int64),
                 rng.exponential(aht_s, count), rng.exponential(180, count), np.zeros(count, dtype=np.int64))
    operator, serves = np.repeat(np.arange(agents), 2), np.ones((agents, kinds), dtype=np.bool_)
    tables = Routing(serves, np.arange(kinds)[::-1].copy(), np.full(serves.shape, kinds)).tables
    at_s = np.tile([0.0, span_s], agents)
    plan = Plan(np.arange(0, 2 * agents + 1, 2), operator, operator.copy(), np.tile([START, END], agents), at_s,
                np.zeros(2 * agents), np.argsort(at_s, kind="stable"), *tables)
    nobody, never = np.zeros(kinds), np.empty(0)
    _, counts = play(come, plan, np.zeros(agents, dtype=np.bool_), Rules(1 << 40, np.full(kinds, 20.0), span_s, 1, never),
                     Redials(nobody, nobody, np.full(kinds, 180.0), never, never, np.uint64(1)))
    return counts.in_time.sum(axis=1) / counts.offered.sum(axis=1)


@pytest.mark.parametrize(("load", "agents", "aht_s"), [(5, 6, 180), (30, 31, 200), (30, 20, 180)])
def test_within_a_point_of_the_simulation(load, agents, aht_s):
    found = [performance(Ranked.among(PATIENT, *shares), load, agents, aht_s).service_level for shares in SHARES]
    assert found == pytest.approx(simulated(load, agents, aht_s, [0.3, 0.4, 0.3], 240), abs=0.012)


def test_promise_and_requirement_of_queues_heed_priorities():
    rows, goals = {"vip": [(20, 200)], "usual": [(60, 200)]}, {"target_percent": 80, "answer_within_s": 20, "patience_s": 180}
    equal = demand_of(queues_of(rows, ["vip usual"] * 9, dict.fromkeys(rows, goals)))
    first = demand_of(queues_of(rows, ["vip usual"] * 9, {"vip": goals | {"priority": 1}, "usual": goals}))
    alike, (vip, usual) = (each.service_levels(np.full((1, 24), 6.0))[:, 8] for each in (equal, first))
    assert alike[0] == alike[1]
    assert vip > alike[0] > usual
    assert first.sets[0].required[8] >= equal.sets[0].required[8], "the last keep their goal, too"
    relaxed = demand_of(queues_of(rows, ["vip usual"] * 9, {"vip": goals | {"priority": 1}, "usual": {"target_percent": 20}}))
    strict = demand_of(queues_of(rows, ["vip usual"] * 9, {"vip": goals, "usual": {"target_percent": 20}}))
    assert relaxed.sets[0].required[8] < strict.sets[0].required[8], "the first need not wait for the last"
