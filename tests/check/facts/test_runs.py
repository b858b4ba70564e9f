"""Days in a row, where the horizon cuts them and where it does not."""

from __future__ import annotations

import pytest

from scheduler.check.facts.runs import DaysInARow, runs


@pytest.mark.parametrize(("days", "before", "anew", "found"), [
    ([1, 2, 4], None, False, [(1, 2, False), (4, 4, False)]),
    ([0, 1, 6], None, False, [(0, 1, True), (6, 6, True)]),
    ([0, 1], None, True, [(0, 1, False)]),
    ([0, 1], 2, False, [(-2, 1, False)]),
    ([1], 2, False, [(-2, -1, False), (1, 1, False)]),
    ([], 0, False, []),
])
def test_runs_in_a_week(days, before, anew, found):
    assert list(runs(days, 7, before, starts_anew=anew)) == [DaysInARow(*each) for each in found]


def test_its_length_counts_both_ends():
    assert DaysInARow(-2, 1, is_cut=False).length == 4
