"""The truth loop: corrections that put the promise right, and a roster that is checked with them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from scheduler.check.result import check_result
from scheduler.engine.compiled.warm_up import warm_up
from scheduler.errors import InterruptedEmptyError
from scheduler.read.instance_file import read_instance
from scheduler.read.result_file import read_result
from scheduler.roster import Roster
from scheduler.simulate.correction import TOLERANCE
from scheduler.solve.options import Interruption, Options
from scheduler.solve.prepared import prepare
from scheduler.solve.truth import Loop, solve_truly
from tests.builders.derived import service_of

UNCERTAIN = (0.5, 0.3)
"""A load so uncertain that the formulas promise far too much."""


@pytest.fixture(scope="module")
def tiny(root: Path):
    return read_instance(root / "instances" / "tiny")


@pytest.fixture(scope="module")
def solved(root: Path) -> Roster:
    return read_result(root / "solutions" / "tiny" / "roster.json")


@pytest.fixture(scope="module")
def true(tiny) -> tuple[Roster, list]:
    warm_up()
    rounds: list = []
    result = solve_truly(prepare(tiny.instance, tiny.ref), Options(seed=1, seconds=3), Loop(5, 200, UNCERTAIN),
                         lambda _, found, __: rounds.append(found))
    return result, rounds


@pytest.mark.heavy
def test_the_loop_ends_with_a_promise_that_is_kept(tiny, true):
    result, rounds = true
    assert abs(rounds[0].promised - rounds[0].simulated) > 3 * TOLERANCE, "without correction the promise is far off"
    assert len(rounds) <= 5
    nearest = min(rounds, key=lambda found: abs(found.promised - found.simulated))
    assert abs(nearest.promised - nearest.simulated) <= TOLERANCE
    assert result.truth is not None
    assert result.truth.simulated == pytest.approx(nearest.simulated, abs=1e-6)
    again = service_of(tiny.instance, result.shifts, replications=200, seed=1, uncertainty=UNCERTAIN)
    assert again.total == pytest.approx(result.truth.simulated, abs=1e-6), "anybody can simulate it again"


def test_the_result_is_checked_with_its_factors(tiny, true):
    result, _ = true
    again = Roster.model_validate(json.loads(result.to_json()))
    assert again == result
    assert check_result(tiny.instance, again, tiny.ref) == ()
    wrong = again.truth.model_copy(update={"load_factors": ()})
    assert check_result(tiny.instance, again.model_copy(update={"truth": wrong}), tiny.ref)


def test_a_roster_without_a_loop_is_written_as_before(root: Path, solved):
    path = root / "solutions" / "tiny" / "roster.json"
    assert solved.truth is None
    assert solved.to_json() == path.read_text("utf-8")


def test_an_interrupt_in_a_later_round_keeps_the_roster_of_an_earlier_one(tiny):
    warm_up()
    interruption = Interruption()
    result = solve_truly(prepare(tiny.instance, tiny.ref), Options(seconds=2, interruption=interruption),
                         Loop(5, 20, UNCERTAIN), lambda *_: interruption.ask())
    assert result.run.interrupted
    assert result.truth is not None
    assert result.truth.rounds == 1


def test_an_interrupt_before_the_first_roster_simulates_nothing(tiny):
    interruption = Interruption()
    interruption.ask()
    try:
        result = solve_truly(prepare(tiny.instance, tiny.ref), Options(seconds=5, interruption=interruption), Loop(2),
                             lambda *_: pytest.fail("a round"))
    except InterruptedEmptyError:
        return
    assert result.run.interrupted
    assert result.truth is not None
    assert result.truth.simulated is None


def test_a_hotline_without_calls_needs_no_correction(tiny):
    instance = tiny.instance
    silent = instance.model_copy(update={"calls": instance.calls.model_copy(update={
        "forecast": tuple(row.model_copy(update={"calls": 0.0}) for row in instance.calls.forecast)})})
    rounds: list = []
    result = solve_truly(prepare(silent, tiny.ref), Options(seconds=1), Loop(3, 5), lambda *told: rounds.append(told))
    assert len(rounds) == 1
    assert result.truth is not None
    assert result.truth.simulated is None
    assert Roster.model_validate(json.loads(result.to_json())) == result
