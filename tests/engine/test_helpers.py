"""Threads that help to price: every class is priced once, and the bound is the same as without them."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.hotlines import Size, hotline
from scheduler.engine import helpers as helpers_module
from scheduler.engine.bound.dual import Dual
from scheduler.engine.crew import Crew
from scheduler.engine.helpers import Helpers
from tests.builders.derived import problem_of


def crew_of(operators):
    return Crew.of(problem_of(hotline(Size(operators, always=True), 0)))


@pytest.mark.parametrize(("lent", "work_s", "parts"), [(1, 1.0, 1), (2, 1.0, 2), (3, 1.0, 3), (3, 1e-6, 1)])
def test_every_class_is_in_one_part(lent, work_s, parts):
    members, seen, helpers = np.array([2, 0, 1, 5, 1]), [], Helpers()
    with helpers.lent(lent):
        assert helpers.all_of(lambda some: seen.append(some) is None, members, work_s)
    assert len(seen) == parts
    assert (np.sum(seen, axis=0) == members).all()
    assert all((np.count_nonzero(seen, axis=0) == (members > 0)).tolist())


def test_one_class_without_a_roster_is_told_whichever_thread_has_it():
    members, helpers = np.ones(4, dtype=np.int64), Helpers()
    with helpers.lent(2):
        assert not helpers.all_of(lambda some: not some[2], members, 1.0)
    assert not helpers.all_of(lambda some: not some[2], members, 1.0)


def test_the_bound_is_the_same(monkeypatch):
    monkeypatch.setattr(helpers_module, "_WORTH_S", 0.0)
    crew = crew_of(8)
    bounds = []
    for threads in (1, 2):
        dual = Dual(crew, crew.presence(crew.empty()))
        with crew.helpers.lent(threads):
            bounds.append([dual.improve() for _ in range(12)])
    assert bounds[0] == bounds[1]
