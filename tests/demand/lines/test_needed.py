"""Lines needed: Erlang B for the busiest interval, and waiting callers at the operators planned."""

from __future__ import annotations

import numpy as np
import pytest

from scheduler.demand.demand import demand_of
from scheduler.demand.lines.needed import line_need, most_blocked
from scheduler.demand.queueing.erlang import erlang_b
from scheduler.demand.queueing.finite_lines import finite_lines
from scheduler.demand.queueing.queue import queue_of

ROWS = [(12, 300), (96, 300), (60, 300)]  # 1, 8 and 5 erlangs


def need_of(plan, goal=0.01, planned=None):
    return line_need([queue_of(plan)], [demand_of(plan)[None].required if planned is None else np.asarray(planned)], goal)


def test_erlang_b_for_the_busiest_interval(hotline):
    need = need_of(hotline(ROWS))
    assert (need.busiest_interval, need.busiest_load) == (9, 8)
    assert erlang_b(8, need.talking) <= 0.01 < erlang_b(8, need.talking - 1)


def test_waiting_callers_need_lines_too(hotline):
    plan = hotline(ROWS)
    agents = int(demand_of(plan)[None].required[9])
    need = need_of(plan)
    assert (need.at_interval, need.agents) == (9, agents)
    assert finite_lines(8, agents, need.talking_and_waiting, 300, 20).blocked <= 0.01
    assert finite_lines(8, agents, need.talking_and_waiting - 1, 300, 20).blocked > 0.01
    assert need.lines == max(need.talking, need.talking_and_waiting)


def test_the_interval_that_decides_need_not_be_the_busiest(hotline):
    planned = [0] * 24
    planned[8:11] = [2, 20, 6]
    need = need_of(hotline(ROWS), planned=planned)
    assert (need.busiest_interval, need.at_interval, need.agents) == (9, 10, 6)


def test_shrinkage_leaves_fewer_operators_and_more_callers_waiting(hotline):
    planned = [12] * 24
    without = need_of(hotline(ROWS), planned=planned)
    with_shrinkage = need_of(hotline(ROWS, service={"shrinkage_percent": 25}), planned=planned)
    assert (without.agents, with_shrinkage.agents) == (12, 9)
    assert with_shrinkage.talking_and_waiting > without.talking_and_waiting


def test_too_few_operators_and_callers_who_never_hang_up(hotline):
    planned = [0] * 24
    planned[8:11] = [2, 7, 6]
    need = need_of(hotline(ROWS), planned=planned)
    assert need.talking_and_waiting is None
    assert need.lines is None
    assert (need.at_interval, need.agents, need.waited_minutes) == (9, 7, np.inf)
    assert need_of(hotline(ROWS, service={"patience_s": 60}), planned=planned).lines is not None


def test_minutes_held_by_calls_and_by_waiting(hotline):
    plan = hotline([(60, 300)])
    need = need_of(plan, goal=1e-9)
    met = finite_lines(5, demand_of(plan)[None].required[8], 400, 300, 20)
    assert need.handled_minutes == pytest.approx(60 * 5, rel=1e-6)
    assert need.waited_minutes == pytest.approx(60 * float(met.mean_wait_s) / 60, rel=1e-5)


def test_several_queues_need_the_sum_of_theirs_at_one_time(hotline):
    one, other = hotline(ROWS), hotline(list(reversed(ROWS)))
    planned = [demand_of(each)[None].required for each in (one, other)]
    queues = [queue_of(each) for each in (one, other)]
    each = [line_need([queue], [agents], 0.01) for queue, agents in zip(queues, planned, strict=True)]
    both = line_need(queues, planned, 0.01)
    assert both.busiest_load == 16  # 8 + 8 at the same time
    assert both.talking_and_waiting == sum(need.talking_and_waiting for need in each)
    assert both.handled_minutes == pytest.approx(sum(need.handled_minutes for need in each))


def test_without_any_call_one_line_rings(hotline):
    need = need_of(hotline([(0, 300)]))
    assert (need.talking, need.talking_and_waiting, need.handled_minutes, need.waited_minutes) == (1, 0, 0, 0)


def test_a_hotline_that_never_opens_has_no_busiest_interval(hotline):
    with pytest.raises(ValueError, match="never open"):
        need_of(hotline(ROWS, hours={"weekly": {"tue": ["08:00-09:00"]}}))


def test_most_blocked_on_the_lines_there_are(hotline):
    plan = hotline(ROWS)
    queue, planned = queue_of(plan), demand_of(plan)[None].required
    need = need_of(plan)
    blocked, at = most_blocked(queue, planned, need.talking_and_waiting)
    assert (at, blocked <= 0.01) == (9, True)
    assert most_blocked(queue, planned, need.talking_and_waiting - 1)[0] > 0.01
    assert most_blocked(queue, planned, 3)[0] == pytest.approx(float(erlang_b(8, 3)))  # all operators with a line talk


def test_those_who_call_again_need_lines_too(hotline):
    asked = {"patience_s": 120, "redials": {"percent": 60, "delay_s": 300}}
    plan, planned = hotline(ROWS, service=asked), [0] * 8 + [1, 7, 5] + [0] * 13
    need = need_of(plan, planned=planned)
    queue = queue_of(plan)
    assert most_blocked(queue, np.asarray(planned), need.talking_and_waiting)[0] <= 0.01
    assert most_blocked(queue, np.asarray(planned), need.talking_and_waiting - 1)[0] > 0.01
    without = need_of(hotline(ROWS, service={"patience_s": 120}), planned=planned)
    assert need.talking_and_waiting > without.talking_and_waiting
    assert need.handled_minutes > without.handled_minutes


def test_who_finds_no_line_and_never_hangs_up_may_call_for_ever(hotline):
    asked = {"redials": {"percent": 100, "delay_s": 300}}
    need = need_of(hotline(ROWS, service=asked), planned=[0] * 8 + [2, 8, 6] + [0] * 13)
    assert need.talking_and_waiting is None
