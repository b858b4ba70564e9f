"""The truth simulated again: what a truth loop says holds, and load factors that hide a bad service are found."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scheduler.demand.demand import demand_of
from scheduler.demand.effective_load import with_load_factors
from scheduler.read.instance_file import read_instance
from scheduler.read.result_file import read_result
from scheduler.roster import LoadFactor, Truth
from scheduler.simulate.service import simulated_service
from scheduler.solve.resimulate import check_truth
from tests.builders.checked import result as true_result


@pytest.fixture(scope="module")
def tiny(root):
    return read_instance(root / "instances" / "tiny").instance


@pytest.fixture(scope="module")
def shifts(root):
    return read_result(root / "solutions" / "tiny" / "roster.json").shifts


@pytest.fixture(scope="module")
def found(tiny, shifts):
    return simulated_service(tiny, demand_of(tiny), shifts, replications=20, seed=5)


def consistent(tiny, shifts, found, factor):
    """A result that is true in itself, planned with one load factor everywhere, beside what is simulated of it."""
    rows = [LoadFactor(queue=row.queue, start=row.start, factor=factor) for row in true_result(tiny, shifts).intervals]
    planned = with_load_factors(tiny, {(row.queue, row.start): factor for row in rows})
    truth = Truth(rounds=2, replications=20, seed=5, simulated=found.total, standard_error=found.total_error,
                  load_factors=tuple(rows) if factor != 1 else ())
    return true_result(planned, shifts).model_copy(update={"truth": truth})


def test_what_a_loop_finds_holds(tiny, shifts, found):
    assert list(check_truth(tiny, consistent(tiny, shifts, found, 1))) == []
    assert list(check_truth(tiny, true_result(tiny, shifts))) == []


@pytest.mark.parametrize("factor", [0.5, 2.0])
def test_factors_that_move_the_promise_away_from_the_phones_are_found(factor, tiny, shifts, found):
    told = list(map(str, check_truth(tiny, consistent(tiny, shifts, found, factor))))
    assert any("over the horizon the promise is" in text for text in told), told


def test_a_better_level_than_the_simulated_one_is_found(tiny, shifts, found):
    better = consistent(tiny, shifts, replace(found, total=found.total + 2 * found.total_error), 1)
    (told,) = check_truth(tiny, better)
    assert told.message.startswith("truth.simulated:")


def test_factors_without_a_simulation_are_found(tiny, shifts, found):
    result = consistent(tiny, shifts, found, 0.9)
    bare = result.model_copy(update={"truth": result.truth.model_copy(update={"simulated": None, "standard_error": None})})
    (told,) = check_truth(tiny, bare)
    assert "no simulation stands behind" in told.message
