"""Methods in processes: what they tell is shared and recomputed, a proof or the end of the time ends them all."""

from __future__ import annotations

import multiprocessing
import time

from scheduler.engine.dayplan.channel import Channel
from scheduler.engine.dayplan.portfolio import Outcome, run_portfolio

FOREVER_S = 10_000.0


def finds_ten_then_waits(task: object, channel: Channel[int]) -> None:
    channel.found(10, 10)
    time.sleep(FOREVER_S)


def betters_what_it_hears(task: object, channel: Channel[int]) -> None:
    while channel.best()[1] is None:
        time.sleep(0.01)
    plan, _ = channel.best()
    assert plan is not None
    channel.found(plan - 3, plan - 3)
    channel.proved(plan - 3)
    time.sleep(FOREVER_S)


def boasts(task: object, channel: Channel[int]) -> None:
    channel.found(10, 1)


def proves_two_bounds(task: object, channel: Channel[int]) -> None:
    channel.proved(6)
    channel.proved(4)


def tells_a_refused_plan(task: object, channel: Channel[int]) -> None:
    channel.found(-1, -1)


def fails(task: object, channel: Channel[int]) -> None:
    raise SystemExit(1)


def cost_of(plan: int) -> int | None:
    return plan if plan >= 0 else None


def test_methods_hear_of_each_other_and_a_proof_ends_them():
    outcome = run_portfolio([finds_ten_then_waits, betters_what_it_hears], None, FOREVER_S, cost_of)
    assert (outcome.plan, outcome.cost, outcome.bound, outcome.proven) == (7, 7, 7, True)
    assert not multiprocessing.active_children()


def test_the_end_of_the_time_ends_what_never_ends():
    outcome = run_portfolio([finds_ten_then_waits], None, 2.0, cost_of)
    assert (outcome.cost, outcome.bound, outcome.proven) == (10, None, False)
    assert not multiprocessing.active_children()


def test_an_interrupt_ends_all():
    outcome = run_portfolio([finds_ten_then_waits], None, FOREVER_S, cost_of, should_stop=lambda best: True)
    assert not outcome.proven
    assert not multiprocessing.active_children()


def test_a_cost_is_recomputed_and_the_best_bound_stays():
    outcome = run_portfolio([boasts, proves_two_bounds], None, FOREVER_S, cost_of)
    assert (outcome.cost, outcome.bound, outcome.proven) == (10, 6, False)


def test_a_refused_plan_and_a_failed_method_leave_nothing():
    outcome = run_portfolio([tells_a_refused_plan, fails], None, FOREVER_S, cost_of)
    assert (outcome.plan, outcome.cost, outcome.bound) == (None, None, None)


def test_what_is_known_at_the_start_is_told_and_kept():
    start = Outcome(10, 10, 7, 0.0)
    outcome = run_portfolio([betters_what_it_hears], None, FOREVER_S, cost_of, start=start)
    assert (outcome.cost, outcome.bound) == (7, 7)
    assert run_portfolio([fails], None, FOREVER_S, cost_of, start=start).cost == 10
