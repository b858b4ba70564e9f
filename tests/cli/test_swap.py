"""`schedule swap` and `schedule candidates`."""

from __future__ import annotations

import pytest

import scheduler
from tests.builders.published import published
from tests.cli.conftest import files, run


@pytest.mark.heavy
def test_a_swap_is_judged_and_granted(tmp_path):
    plan, shifts = tmp_path / "plan", published().roster.shifts
    scheduler.publish(published(), plan)
    before = files(plan)
    names = [f"{shift.operator}@{shift.start.date()}" for shift in shifts]
    answers = {}
    for other in names:
        done = run("swap", plan, names[0], other)
        answers[done.returncode, done.stdout[:3]] = other
    assert {key for key in answers if key[0] in (0, 5)} >= {(0, "yes"), (5, "no:")}
    assert files(plan) == before
    granted = run("swap", plan, names[0], answers[0, "yes"], "--grant")
    assert granted.returncode == 0
    assert run("check", plan).returncode == 0
    ranked = run("candidates", plan, names[1], "--all")
    assert ranked.returncode == 0
    assert len(ranked.stdout.splitlines()) >= len(published().instance.operators) - 1
