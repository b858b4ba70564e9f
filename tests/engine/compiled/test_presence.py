"""Who is on the phone, and the cost of all head counts, kept up to date change by change and computed from nothing."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.engine.compiled.arrays import Cover
from scheduler.engine.compiled.presence import staffing_total
from tests.builders.loops import change as change_of
from tests.builders.loops import marginal
from tests.builders.properties import examples

MOST = 6
CELLS = 3


@st.composite
def covers(draw: st.DrawFn) -> Cover:
    """Up to four skills and head counts, each with its curves and cells; or one head count in which everybody counts."""
    simple = draw(st.booleans())
    skills, heads = (1, 1) if simple else (draw(st.integers(1, 4)), draw(st.integers(1, 4)))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    curves = draw(st.integers(1, 5))
    slopes = np.sort(rng.integers(-9, 10, (curves, MOST)), axis=1)
    curve_of = rng.integers(-1, curves, (heads, CELLS))
    return Cover(
        simple=simple, curves=np.cumsum(np.column_stack([rng.integers(0, 9, curves), slopes]), axis=1), curve_of=curve_of,
        priced=(curve_of >= 0).any(axis=0), forbidden=2**62,
        lanes=1, counted=np.ones((1, 1), dtype=np.int64) if simple else rng.integers(0, 2, (skills, heads)),
        presence=np.zeros((skills, CELLS + 1), dtype=np.int64), heads=np.zeros((heads, CELLS), dtype=np.int64),
    )


def cost_of(cover: Cover, cell: int) -> int:
    """Cost of a cell from who is present, counted anew for each head count."""
    total = 0
    for head, curve in enumerate(cover.curve_of[:, cell]):
        if curve >= 0:
            total += int(cover.curves[curve, cover.presence[:, cell] @ cover.counted[:, head]])
    return total


@settings(max_examples=examples(120))
@given(cover=covers(), seed=st.integers(0, 2**32 - 1))
def test_every_change_says_what_it_costs_and_so_does_the_total(cover, seed):
    rng = np.random.default_rng(seed)
    cost = [cost_of(cover, cell) for cell in range(CELLS)]
    for _ in range(14):
        cell, skill = int(rng.integers(CELLS)), int(rng.integers(len(cover.counted)))
        present = cover.presence[:, cell]
        sign = 1 if present.sum() == 0 or (present.sum() < MOST and rng.random() < 0.6) else -1
        if sign < 0:
            skill = int(rng.choice(np.flatnonzero(present)))
        foreseen = marginal(cover, skill, cell) if sign > 0 and cover.priced[cell] else None
        change = change_of(cover, skill, cell, sign)
        before, cost[cell] = cost[cell], cost_of(cover, cell)
        assert change == cost[cell] - before
        assert foreseen is None or foreseen == change
        assert staffing_total(cover) == sum(cost)
        assert_consistent(cover)


def assert_consistent(cover: Cover) -> None:
    """Everybody is counted where they count, and nobody where nothing applies; `simple` keeps no counts."""
    counted = cover.counted.T @ cover.presence[:, :CELLS]
    applies = cover.curve_of >= 0
    assert np.array_equal(cover.heads, np.zeros_like(cover.heads) if cover.simple else np.where(applies, counted, 0))


@settings(max_examples=examples(20))
@given(cover=covers())
def test_beyond_the_horizon_presence_costs_nothing(cover):
    assert change_of(cover, 0, CELLS, 1) == 0
    assert cover.presence[0, CELLS] == 1
    assert not cover.heads.any()
