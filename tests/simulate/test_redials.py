"""Callers who call again, in the simulation: conservation, time, a day by hand, and a call centre in plain Python."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.demand.queueing.queue import performance
from scheduler.instance.service import Redials as RedialsOfService
from scheduler.instance.service import Service
from scheduler.simulate.draw import Forecast, HandlingTime
from scheduler.simulate.duties import duties_of
from scheduler.simulate.kernel import ABANDONED, ANSWERED, BLOCKED, SENT_AWAY, WAITING, Redials, Rules, play
from scheduler.simulate.report import report
from scheduler.simulate.run import Settings, replicate, simulate
from tests.builders.derived import traffic_to
from tests.builders.hotline import hotline
from tests.builders.properties import examples
from tests.builders.redialling import play_by_hand
from tests.builders.scenarios import HOUR_S, always_on, calls, grid, shift, steady, traffic
from tests.simulate.test_laws import HOURS, worlds

CERTAIN_S = 1e-9
"""So short a delay that a redial comes at once."""


@st.composite
def redials(draw, queues: int = 3) -> Redials:
    share = draw(st.lists(st.sampled_from([0.0, 0.3, 0.7, 1.0]), min_size=queues, max_size=queues))
    edges = sorted(draw(st.sets(st.integers(0, HOURS * 60).map(lambda minute: 60.0 * minute), min_size=2, max_size=4)))
    windows = np.array(edges[: len(edges) // 2 * 2]).reshape(-1, 2)
    return Redials(np.array(share), np.full(queues, draw(st.sampled_from([30.0, 600.0]))), np.full(queues, 120.0),
                   windows[:, 0].copy(), windows[:, 1].copy(), np.uint64(draw(st.integers(0, 2**64 - 1))))


@settings(max_examples=examples(150))
@given(worlds(), redials())
def test_callers_and_calls_are_conserved(world, again):
    duties, _, come, absent, rules = world
    trace, counts = play(come, duties.plan, absent, rules, again)
    assert counts.first.sum() == len(come.arrival_s)
    assert counts.offered.sum() == trace.attempts.sum() == counts.first.sum() + (trace.attempts - 1).sum()
    left = counts.offered - counts.answered - counts.abandoned - counts.blocked - counts.sent_away
    assert left.sum() == (trace.fate == WAITING).sum()
    assert (counts.first - counts.got_through - counts.lost).sum() == (trace.fate == WAITING).sum()
    assert counts.got_through.sum() == counts.answered.sum() == (trace.fate == ANSWERED).sum(), "nobody is answered twice"
    assert counts.lost.sum() == np.isin(trace.fate, (ABANDONED, BLOCKED, SENT_AWAY)).sum()
    unanswered = counts.abandoned.sum() + counts.blocked.sum()
    assert (trace.attempts - 1).sum() + counts.too_late.sum() <= unanswered
    assert (counts.first_in_time <= counts.in_time.sum()).all()
    quiet = again.share[come.queue] == 0
    assert (trace.attempts[quiet] == 1).all()
    for queue in np.flatnonzero(again.share[: len(counts.offered)] == 1):
        given_up = unanswered_of(counts, queue) - counts.offered[queue].sum() + counts.first[queue].sum()
        assert given_up == counts.too_late[queue].sum(), "all call again, unless it is too late"
    at = trace.called_s[trace.attempts > 1]
    inside = (at[:, None] >= again.opens_s) & (at[:, None] < again.closes_s)
    assert inside.any(axis=1).all(), "redials come in the opening hours"


def unanswered_of(counts, queue):
    return counts.abandoned[queue].sum() + counts.blocked[queue].sum()


def test_a_caller_who_calls_again_by_hand():
    """Anna is on a call for ten minutes; the second caller hangs up after one, calls again at once and is answered."""
    duties = duties_of(grid(), ["anna"], [shift("anna", 0, 60)])
    come = calls((0, 600), (540, 60, 59.0))
    again = Redials(np.ones(1), np.full(1, CERTAIN_S), np.full(1, 1e9), np.zeros(1), np.array([HOUR_S]), np.uint64(5))
    trace, counts = play(come, duties.plan, np.zeros(1, dtype=bool), Rules(9, np.array([20.0]), HOUR_S, 4, np.empty(0)), again)
    assert trace.attempts.tolist() == [1, 2]
    assert trace.fate.tolist() == [ANSWERED, ANSWERED]
    assert trace.wait_ended_s.tolist() == [0, 600]
    assert trace.called_s[1] == pytest.approx(599, abs=1e-6)
    assert (counts.offered.sum(), counts.first.sum(), counts.abandoned.sum(), counts.got_through.sum()) == (3, 2, 1, 2)
    assert (counts.in_time.sum(), counts.first_in_time.sum()) == (2, 1)
    assert counts.waited_s.sum() == pytest.approx(60, abs=1e-6)


def test_who_calls_again_after_closing_is_lost():
    come = calls((100, 60, 10.0))
    again = Redials(np.ones(1), np.ones(1), np.ones(1), np.zeros(1), np.array([109.0]), np.uint64(5))
    rules = Rules(9, np.array([20.0]), HOUR_S, 24, np.array([109.0]))
    duties = always_on(0)
    trace, counts = play(come, duties.plan, np.zeros(0, dtype=bool), rules, again)
    assert trace.fate.tolist() == [SENT_AWAY]
    assert counts.too_late.sum() == 0
    trace, counts = play(come, duties.plan, np.zeros(0, dtype=bool), rules._replace(closing_s=np.empty(0)), again)
    assert (trace.fate.tolist(), counts.too_late.sum(), counts.lost.sum()) == ([ABANDONED], 1, 1)


def test_redials_are_no_part_of_the_streams_of_calls_and_absences():
    one, other = (traffic((60,), patience_s=60, absence=0.1, again=again) for again in (None, (0.5, 300.0)))
    for index in range(3):
        plain, again = (replicate(Forecast(each, HandlingTime()), each, always_on(1), Settings(3, 7), index)
                        for each in (one, other))
        for field in plain.calls._fields:
            assert (getattr(plain.calls, field) == getattr(again.calls, field)).all()
        assert (plain.absent == again.absent).all()
    nobody = traffic((60,), patience_s=60, absence=0.1, again=(0.0, 300.0))
    runs = [simulate(Forecast(each, HandlingTime()), each, always_on(1), Settings(3, 7)) for each in (one, nobody)]
    for name in ("offered", "in_time", "waited_s", "handling_s", "first", "lost"):
        assert (getattr(runs[0], name) == getattr(runs[1], name)).all()


def test_against_a_call_centre_in_plain_python():
    """The same steady hotline, played by the compiled simulation and by hand."""
    what = traffic((240,), aht_s=60, patience_s=60, hours=24, again=(0.6, 300.0))
    whole = report(steady(what, 4, replications=40))
    seen = play_by_hand(load=4, agents=4, aht_s=60, share=0.6, delay_s=300, patience_s=60, callers=9000, seed=1)
    for found, count in ((whole.total.attempts, seen.attempts), (whole.total.service_level, seen.first_in_time),
                         (whole.total.got_through, seen.answered)):
        assert float(found.value[0]) == pytest.approx(count / seen.callers, abs=0.03)


def test_the_formulas_promise_what_is_simulated():
    what = traffic((150,), aht_s=240, patience_s=120, hours=48, again=(0.5, 1800.0))
    runs = steady(what, 11, replications=30)
    met = performance(Service(patience_s=120, redials=RedialsOfService(percent=50, delay_s=1800)), 10, 11, 240)
    whole = report(runs).total
    assert float(whole.service_level.value[0]) == pytest.approx(float(met.service_level), abs=0.015)
    assert float(whole.attempts.value[0]) == pytest.approx(float(met.attempts), abs=0.01)


def test_redials_of_an_instance_come_within_its_opening_hours():
    again = {"patience_s": 60, "redials": {"percent": 40, "delay_s": 300}}
    rows = [{"start": f"2026-12-07T{hour:02d}:00", "calls": 9, "aht_s": 60} for hour in range(8, 20)]
    returning = traffic_to(hotline(service=again, calls={"forecast": rows})).returning
    assert (returning.share.tolist(), returning.delay_s.tolist()) == ([0.4], [300])
    assert returning.opens_s.tolist() == [8 * HOUR_S]
    assert returning.closes_s.tolist() == [20 * HOUR_S]
    assert traffic_to(hotline(calls={"forecast": rows})).returning is None
