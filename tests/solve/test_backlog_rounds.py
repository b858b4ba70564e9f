"""Rosters with blocks from the library's door: checked, repeatable, with a bound."""

from __future__ import annotations

import time

import pytest

import scheduler
from scheduler.demand.demand import demand_of
from scheduler.library.instance import Instance
from scheduler.model.problem import compile_problem
from scheduler.solve.backlog import Work
from scheduler.solve.backlog_rounds import Rounds
from scheduler.solve.options import Interruption, Options
from tests.builders.mail import mailing


@pytest.fixture(scope="module")
def plan():
    return Instance.model_validate(mailing(("08:00", 12), ("10:00", 9), people=3).model_dump(by_alias=True, exclude_unset=True))


@pytest.fixture(scope="module")
def found(plan):
    return scheduler.solve(plan, seconds=2, seed=1, workers=1, deterministic=True)


def test_all_work_is_done_and_shown_where_breaks_are(plan, found):
    blocks = found.breaks[found.breaks["activity"] == "e-mail"]
    assert blocks["minutes"].sum() >= 210
    assert found.roster.terms["late_work"].amount == 0
    assert not scheduler.check(plan, found)
    assert 0 < found.bound <= found.cost


def test_the_same_again(plan, found):
    again = scheduler.solve(plan, seconds=2, seed=1, workers=1, deterministic=True)
    assert again.roster.shifts == found.roster.shifts
    assert again.bound == found.bound


def test_a_block_that_is_taken_out_is_missed_by_the_checker(plan, found):
    shifts = [shift.model_copy(update={"breaks": shift.pauses}) for shift in found.roster.shifts]
    wrong = found.roster.model_copy(update={"shifts": tuple(shifts)})
    messages = [str(each) for each in scheduler.check(plan, scheduler.Result(plan, wrong))]
    assert any("late_work" in each for each in messages)


def test_an_error_while_blocks_are_placed_is_not_lost(plan):
    work = Work(plan, compile_problem(plan, demand_of(plan)))
    rounds = Rounds(work, Options(seconds=1, workers=1), lambda _, outcome: outcome, 0.0)
    with pytest.raises(AttributeError):
        rounds._with_blocks(None, 1.0)


def test_an_interrupt_while_the_first_blocks_are_placed_places_some_at_once(plan, monkeypatch):
    interruption, placed = Interruption(), Work.placed

    def slow(work, solution, seconds, *, soon=False):
        if not soon:
            interruption.ask()
            time.sleep(5)
        return placed(work, solution, seconds, soon=soon)

    monkeypatch.setattr(Work, "placed", slow)
    work, began = Work(plan, compile_problem(plan, demand_of(plan))), time.monotonic()
    options = Options(seconds=30, workers=1, interruption=interruption)
    best = Rounds(work, options, lambda _, outcome: outcome, began).run(None)
    assert best is not None and best.blocks
    assert best.cost < work.cost(best.solution, ())
    assert time.monotonic() - began < 5, "the first placement is left behind"
