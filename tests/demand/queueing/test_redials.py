"""Redials: the fixed point against its equation, a call centre played by hand, and what must hold of every queue."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.demand.demand import demand_of
from scheduler.demand.queueing.missed_calls import missed_calls
from scheduler.demand.queueing.queue import performance, queue_of, smallest_agents
from scheduler.demand.queueing.redials import MOST_ATTEMPTS
from scheduler.instance.checks.notes import notes
from scheduler.instance.service import Redials, Service
from tests.builders.properties import examples
from tests.builders.queues import one_queue_of, queues_of
from tests.builders.redialling import play_by_hand

AGENTS = np.arange(40)
GRID = {"name": "Helpline", "timezone": "Asia/Jakarta", "interval_minutes": 60, "break_grid_minutes": 15}


def service(percent: float | None = 60, **more: object) -> Service:
    redials = None if percent is None else Redials(percent=percent, delay_s=300)
    return Service(**({"patience_s": 120, "redials": redials} | more))


@settings(max_examples=examples(15))
@given(load=st.floats(0.1, 300), percent=st.integers(1, 99), patience=st.floats(5, 900), room=st.none() | st.integers(0, 30))
def test_the_attempts_are_the_first_ones_and_the_redials(load, percent, patience, room):
    agents = np.array([0, 1, 3, 10, 40, 400])
    lines = None if room is None else agents + room
    met = performance(service(percent, patience_s=patience), load, agents, 180, lines)
    again = percent / 100 * met.unanswered * met.attempts
    assert met.attempts == pytest.approx(1 + again, rel=1e-8)
    alone = performance(service(None, patience_s=patience), load * met.attempts, agents, 180, lines)
    assert met.service_level == pytest.approx(alone.service_level, abs=1e-9), "they are a load like any other"


@pytest.mark.parametrize("changes", [{"percent": 0}, {"percent": None}])
def test_without_redials_nothing_changes(changes):
    one, other = (performance(each, 20, AGENTS, 180) for each in (service(**changes), Service(patience_s=120)))
    assert (one.service_level == other.service_level).all()
    assert (one.abandonment == other.abandonment).all()
    assert (one.attempts == 1).all()


def test_who_never_hangs_up_never_calls_again():
    one, other = (performance(each, 20, AGENTS, 180) for each in (service(100, patience_s=None), Service()))
    assert (one.service_level == other.service_level).all()


@pytest.mark.parametrize("percent", [30, 90, 99, 100])
@pytest.mark.parametrize("room", [None, 5])
def test_more_operators_answer_more_callers_in_time_and_nobody_is_answered_twice(percent, room):
    met = performance(service(percent), 20, AGENTS, 180, None if room is None else AGENTS + room)
    for measure in (met.service_level, met.in_time_at_last):
        assert (np.diff(measure) >= -1e-9).all()
        assert ((measure >= 0) & (measure <= 1 + 1e-9)).all()
    assert (np.diff(met.attempts) <= 1e-9).all()
    answered = met.attempts * (1 - met.unanswered)
    assert (answered * 20 <= AGENTS + 1e-6).all(), "agents answer no more than they can"


def test_where_all_call_again_too_few_operators_are_beyond_every_number_of_attempts():
    met = performance(service(100), 20, [19, 20, 21, 40], 180)
    assert met.attempts[:2].tolist() == [MOST_ATTEMPTS] * 2
    assert (met.service_level[:2] < 1e-6).all()
    assert met.attempts[2] < 1.3


def test_ten_times_the_load_is_bounded():
    met = performance(service(80), 200, 20, 180)
    assert met.attempts == pytest.approx((1 - 0.8 * 0.1) / 0.2, rel=1e-3), "the fluid limit: a tenth gets through"
    assert met.attempts * (1 - met.unanswered) == pytest.approx(0.1, rel=1e-3)


@pytest.mark.parametrize(("case", "seed"), [
    ({"load": 9, "agents": 10, "share": 0.5, "patience_s": 120}, 1),
    ({"load": 12, "agents": 10, "share": 0.4, "patience_s": 90}, 2),
    ({"load": 8, "agents": 9, "share": 0.6, "lines": 11}, 3),
])
def test_against_a_call_centre_played_by_hand(case, seed):
    case = {"aht_s": 180.0, "delay_s": 1800.0} | case
    seen = play_by_hand(**case, callers=8000, seed=seed)
    asked = service(100 * case["share"], patience_s=case.get("patience_s"))
    met = performance(asked, case["load"], case["agents"], case["aht_s"], case.get("lines"))
    assert seen.attempts / seen.callers == pytest.approx(met.attempts, abs=0.03)
    assert seen.first_in_time / seen.callers == pytest.approx(met.service_level, abs=0.025)
    assert seen.in_time / seen.callers == pytest.approx(met.in_time_at_last, abs=0.025)
    assert seen.attempts == seen.answered + seen.hung_up + seen.blocked
    assert seen.callers == seen.answered + seen.lost


def test_more_call_again_more_operators_are_required():
    load, aht = np.array([2.0, 9.0, 40.0]), np.full(3, 240.0)
    needed = [smallest_agents(service(percent, target_percent=60), load, aht) for percent in (None, 50, 100)]
    assert (needed[0] <= needed[1]).all()
    assert (needed[1] <= needed[2]).all()
    assert (needed[0] < needed[2]).any()


def test_a_call_is_missed_whose_caller_is_answered_in_time_by_no_attempt(hotline):
    again = {"patience_s": 60, "redials": {"percent": 50, "delay_s": 300}}
    found = missed_calls(queue_of(hotline([(60, 300)], service=again)), 14).expected[8]
    met = performance(service(50, patience_s=60), 5, np.arange(15), 300)
    assert found == pytest.approx(60 * (1 - met.in_time_at_last))
    assert (np.diff(missed_calls(queue_of(hotline([(60, 300)], service=again)), 14).convex[8], 2) >= -1e-9).all()


def test_queues_answered_by_all_call_again_as_often_as_in_the_mean():
    rows = {"de": [(60, 300)], "fr": [(30, 300)]}
    again = {name: {"patience_s": 60, "redials": {"percent": percent, "delay_s": 300}}
             for name, percent in (("de", 60), ("fr", 30))}
    levels = demand_of(queues_of(rows, ["de fr"] * 8, again)).service_levels(np.full((1, 24), 7.0))
    together = one_queue_of(rows, 8, again["de"] | {"redials": {"percent": 50, "delay_s": 300}})
    assert levels[:, 8] == pytest.approx(np.full(2, queue_of(together).service_level(7)[8]))


def test_redials_of_nobody_are_worth_a_word(hotline):
    again = {"redials": {"percent": 50, "delay_s": 300}}
    assert [path for path, _ in notes(hotline([(60, 300)], service=again))] == [("service", "redials")]
    assert not list(notes(hotline([(60, 300)], service=again | {"patience_s": 60})))
    assert not list(notes(hotline([(60, 300)], service=again, hotline=GRID | {"lines": 9})))


def test_on_few_lines_those_who_find_none_call_again(hotline):
    asked = {"patience_s": 60, "redials": {"percent": 50, "delay_s": 300}}
    free, few = (queue_of(hotline([(60, 300)], service=asked, hotline=GRID | changes)) for changes in ({}, {"lines": 6}))
    assert few.met(5).attempts[8] > free.met(5).attempts[8]
    assert few.met(5).blocked[8] > 0
    assert few.service_level(5)[8] == pytest.approx(performance(few.service, 5, 5, 300, 6).service_level)
