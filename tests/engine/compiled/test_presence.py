"""Who serves which queue, kept up to date by exchanges, against all allocations there are."""

from __future__ import annotations

from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.engine.compiled.arrays import Cover
from scheduler.engine.compiled.presence import allocate, staffing_total
from tests.builders.loops import change as change_of
from tests.builders.loops import marginal
from tests.builders.properties import examples

MOST = 6
CLOSED = 1
"""Cell in which only head counts apply; it has the same curves as cell 0."""


@st.composite
def covers(draw: st.DrawFn) -> Cover:
    """One to three queues, skills of every kind, up to two head counts; an open and a closed cell."""
    queues, heads = draw(st.integers(1, 3)), draw(st.integers(0, 2))
    serves = np.array(draw(st.lists(st.integers(1, 2**queues - 1), min_size=1, max_size=4)))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    applies = rng.random((heads, 2)) < 0.7
    slopes = np.sort(rng.integers(-9, 10, (queues + heads, MOST)), axis=1)
    curves = np.cumsum(np.column_stack([rng.integers(0, 9, queues + heads), slopes]), axis=1)
    is_open = np.array([True, False])
    return Cover(
        simple=False, curve=curves[:queues, None], cell_interval=np.zeros(2, dtype=np.int64), is_open=is_open,
        head_curve=curves[queues:].copy(), applies=applies, priced=is_open | applies.any(axis=0), forbidden=2**62,
        serves=serves, counted=rng.random((len(serves), heads)) < 0.5,
        presence=np.zeros((len(serves), 3), dtype=np.int64), serving=np.zeros((queues, 3), dtype=np.int64),
        flow=np.zeros((2, len(serves), queues), dtype=np.int64), heads=np.zeros((heads, 2), dtype=np.int64),
        chain_of_moves=np.zeros((3, queues), dtype=np.int64),
    )


def least_cost(cover: Cover, cell: int) -> int:
    """Cost of a cell by trying every queue for everybody."""
    there = [skill for skill, number in enumerate(cover.presence[:, cell]) for _ in range(number)]
    total = 0
    if cover.is_open[cell]:
        queues = range(len(cover.curve))
        options = [[queue for queue in queues if cover.serves[skill] >> queue & 1] for skill in there]
        total += min(sum(int(cover.curve[queue, 0, chosen.count(queue)]) for queue in queues) for chosen in product(*options))
    for head, curve in enumerate(cover.head_curve):
        if cover.applies[head, cell]:
            total += int(curve[sum(bool(cover.counted[skill, head]) for skill in there)])
    return total


@settings(max_examples=examples(120))
@given(cover=covers(), seed=st.integers(0, 2**32 - 1))
def test_every_change_keeps_the_allocation_the_cheapest_and_says_what_it_costs(cover, seed):
    rng = np.random.default_rng(seed)
    cost = [least_cost(cover, cell) for cell in range(2)]
    for _ in range(14):
        cell, skill = int(rng.integers(2)), int(rng.integers(len(cover.serves)))
        present = cover.presence[:, cell]
        sign = 1 if present.sum() == 0 or (present.sum() < MOST and rng.random() < 0.6) else -1
        if sign < 0:
            skill = int(rng.choice(np.flatnonzero(present)))
        foreseen = marginal(cover, skill, cell) if sign > 0 else None
        change = change_of(cover, skill, cell, sign)
        before, cost[cell] = cost[cell], least_cost(cover, cell)
        assert change == cost[cell] - before
        assert foreseen is None or foreseen == change
        assert staffing_total(cover) == sum(cost)
        assert_consistent(cover)


def assert_consistent(cover: Cover) -> None:
    """Everybody serves one queue that he can answer, and is counted where he counts."""
    assert (cover.flow >= 0).all()
    assert np.array_equal(cover.flow[0].sum(axis=1), cover.presence[:, 0])
    assert np.array_equal(cover.flow[0].sum(axis=0), cover.serving[:, 0])
    answers = cover.serves[:, None] >> np.arange(len(cover.curve)) & 1
    assert not cover.flow[0][answers == 0].any()
    assert not cover.flow[CLOSED].any()
    counted = cover.counted.T.astype(np.int64) @ cover.presence[:, :2]
    assert np.array_equal(cover.heads, np.where(cover.applies, counted, 0))


@settings(max_examples=examples(60))
@given(cover=covers(), seed=st.integers(0, 2**32 - 1))
def test_an_allocation_from_nothing_costs_the_least(cover, seed):
    rng = np.random.default_rng(seed)
    for _ in range(int(rng.integers(MOST))):
        cover.presence[rng.integers(len(cover.serves)), 0] += 1
    allocate(cover)
    cover.heads[:, 0] = np.where(cover.applies[:, 0], cover.counted.T.astype(np.int64) @ cover.presence[:, 0], 0)
    assert staffing_total(cover) == least_cost(cover, 0) + least_cost(cover, CLOSED)
    assert_consistent(cover)
