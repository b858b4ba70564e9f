"""A run is judged by the checker: its figures, and every guarantee that a method can lose."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from benchmarks import measure as measuring
from benchmarks.measure import judged, measure, run_here, unavoidable_pay
from benchmarks.methods import CannotExpressError, Found, Step, Task
from benchmarks.own import solve
from benchmarks.row import Row
from scheduler.instance.instance import Instance
from scheduler.instance.objective import UNITS
from scheduler.read.instance_file import read_instance
from tests.builders.hotline import FREE
from tests.builders.plans import people, plan


def tiny() -> Instance:
    """Two operators, one of whom must work at least six hours."""
    return plan((0.4, 1.4, 0.6), operators=people("full", "half"), contracts={
        "full": FREE | {"hours_per_week": [6, 8], "cost_per_hour": 2}, "half": FREE | {"hours_per_week": [0, 8]}}, horizon=7)


@dataclass(frozen=True)
class Tiny:
    """A case for a process of its own."""

    def __str__(self) -> str:
        return "tiny"

    def instance(self, seed: int) -> Instance:
        return tiny()


ROW = Row(instance="tiny", method="engine", seed=0, seconds=1.0)


@pytest.fixture(scope="module")
def found() -> Found:
    return solve(Task(tiny(), 0.5))


def test_a_good_run_has_all_figures_and_no_fault(found):
    row = judged(ROW, tiny(), found)
    assert not row.faults
    assert row.cost == found.cost / UNITS
    assert row.bound <= row.cost
    assert row.gap == pytest.approx(100 * (row.cost - row.bound) / row.cost)
    assert row.paid_h >= 6
    assert row.first_roster_s is not None and row.build_s is not None
    assert min(row.short_h, row.surplus_h) >= 0


def test_an_illegal_roster_is_a_fault(found):
    longest = max(found.shifts, key=lambda shift: shift.minutes)
    twice = replace(found, shifts=[*found.shifts, longest])
    assert any("one shift a day" in fault for fault in judged(ROW, tiny(), twice).faults)


def test_a_cost_the_checker_counts_differently_is_a_fault(found):
    (fault,) = judged(ROW, tiny(), replace(found, cost=found.cost + 1)).faults
    assert str(found.cost) in fault


def test_a_bound_above_the_cost_is_a_fault(found):
    assert not judged(ROW, tiny(), replace(found, bound=found.cost)).faults
    (fault,) = judged(ROW, tiny(), replace(found, bound=found.cost + 1)).faults
    assert "above the cost" in fault


def test_no_roster_is_a_fault_of_the_engine_only():
    nothing = Found(None, None, None, 0.1, note="too slow")
    assert judged(ROW, tiny(), nothing).faults
    peer = judged(ROW.model_copy(update={"method": "plain-cp-sat"}), tiny(), nothing)
    assert not peer.faults and peer.note == "too slow" and peer.cost is None


def test_cost_and_gap_at_a_mark_are_the_best_until_then(found):
    steps = [Step(0.2, 900 * UNITS, None), Step(0.9, 800 * UNITS, 400 * UNITS), Step(9.0, 700 * UNITS, 600 * UNITS)]
    row = judged(ROW.model_copy(update={"seconds": 10.0}), tiny(), replace(found, steps=steps))
    assert row.cost_at == {"1": 800.0, "10": 700.0}
    assert row.gap_at == {"1": pytest.approx(50.0), "10": pytest.approx(100 / 7)}
    assert row.first_roster_s == 0.2


def test_unavoidable_pay_is_the_least_the_contracts_allow():
    assert unavoidable_pay(tiny()) == 6 * 2 * UNITS


def test_seats_and_topics_do_not_make_pay_unavoidable(root):
    instance = read_instance(root / "instances" / "bilingual").instance
    free = instance.model_copy(update={
        "service": instance.service.model_copy(update={"topics": ()}),
        "hotline": instance.hotline.model_copy(update={"seats": None, "lines": None})})
    assert instance.hotline.most_on_phone is not None and free.hotline.most_on_phone is None
    assert unavoidable_pay(instance) == unavoidable_pay(free)


def test_what_a_method_cannot_express_is_a_note(monkeypatch):
    def refuse(task: Task) -> Found:
        raise CannotExpressError("contracts")

    monkeypatch.setattr(measuring, "method", lambda name: refuse)
    row = run_here(Tiny(), "peer", 1.0, 0, 1)
    assert row.note == "cannot express contracts"
    assert row.cost is None and not row.faults


@pytest.mark.heavy
def test_a_run_has_a_process_of_its_own():
    row = measure(Tiny(), "engine", 0.5, 0, 1)
    assert not row.faults
    assert row.memory_mb > 50
    assert row.cost is not None


@pytest.mark.heavy
def test_a_run_that_fails_is_told_and_a_fault_of_the_engine():
    row = measure(Broken(), "engine", 0.5, 0, 1)
    assert row.faults == ("ValueError: no such hotline",)


@dataclass(frozen=True)
class Broken(Tiny):
    """A case that cannot be built."""

    def instance(self, seed: int) -> Instance:
        raise ValueError("no such hotline")
