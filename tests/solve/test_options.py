"""What is asked of a run: out of range is refused with every fault, and an interruption ends what it watches."""

from __future__ import annotations

import pytest

from scheduler.errors import InputError
from scheduler.solve.options import Interruption, Options


def test_every_value_out_of_range_is_named():
    with pytest.raises(InputError) as caught:
        Options(seconds=float("inf"), gap=50, seed=-1, workers=0)
    assert [fault.field for fault in caught.value.faults] == ["seconds", "gap", "seed", "workers"]
    assert "found 50" in str(caught.value)


@pytest.mark.parametrize("edge", [{"seconds": 0}, {"gap": 1}, {"seed": 2**31 - 1}, {"workers": 64}])
def test_the_bounds_themselves_are_allowed(edge):
    Options(**edge)


def test_counted_work_has_one_thread_unless_said():
    assert Options(deterministic=True).threads == 1
    assert Options(deterministic=True, workers=3).threads == 3
    assert 1 <= Options().threads <= 2


def test_an_interruption_ends_a_budget_that_runs_and_one_that_begins_later():
    early, late = Interruption(), Interruption()
    running = Options(interruption=early).budget()
    assert early.has_begun and not running.over
    early.ask()
    assert running.over and running.interrupted
    late.ask()
    assert not late.has_begun
    options = Options(interruption=late)
    assert options.budget().over and options.is_interrupted
    assert not Options().is_interrupted
