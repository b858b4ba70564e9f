"""The audit of swaps finds an answer that the checker contradicts, and lets right ones pass."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from benchmarks.suites.swaps import duties, fault_of
from scheduler.library.requesting import swap
from scheduler.operate.judging import Judgement
from tests.builders.published import published


def test_right_answers_pass_and_wrong_ones_are_found():
    plan, dice, seen = published(), np.random.default_rng(0), set()
    for number in range(12):
        found = swap(plan, *duties(plan, dice, number))
        seen.add(found.judgement.is_allowed)
        assert fault_of(plan, found, plan.cost) is None
        wrong = replace(found, judgement=Judgement((), found.judgement.cost + 1, ()))
        assert ("another cost" if found.judgement.is_allowed else "violations") in fault_of(plan, wrong, plan.cost)
    assert seen == {True, False}
