"""The plain check of day plans finds every broken rule, and the importer every broken file."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from benchmarks.suites.dayplan_check import PlainShift, faults_of, plain_cost
from benchmarks.suites.dayplan_task import read_required, task_of
from scheduler.model.dayplan.shift import AnonymousShift, Pause

GOOD = PlainShift(4, 30, (16, 18), (10, 23))
LONG = PlainShift(0, 32, (14, 16), (6, 21, 27))
BAD = {
    "half hour": PlainShift(5, 31, (17, 19), (11, 24)),
    "24 to 36": PlainShift(4, 26, (14, 16), (9, 21)),
    "leaves its day": PlainShift(30, 56, (42, 44), (36, 49)),
    "2, 3 or 4": replace(GOOD, lunch=(16, 17)),
    "at least 10": replace(GOOD, lunch=(13, 15), breathers=(8, 20)),
    "at least 8": replace(GOOD, lunch=(21, 23), breathers=(10, 16)),
    "1 breathers; 2": replace(GOOD, breathers=(10,)),
    "2 breathers; 3": replace(LONG, breathers=(6, 21)),
    "work of 3": replace(GOOD, breathers=(10, 21)),
    "work of 11": PlainShift(4, 34, (16, 18), (10, 22)),
    "overlap": replace(GOOD, breathers=(16, 23)),
}


@pytest.mark.parametrize("shift", [GOOD, LONG])
def test_a_legal_shift_has_no_fault(shift):
    assert faults_of([shift], 48, 48) == []


@pytest.mark.parametrize("fault", BAD)
def test_every_broken_rule_is_named(fault):
    assert any(fault in each for each in faults_of([BAD[fault]], 96, 48))


def test_costs_are_those_of_the_readme():
    required = [0] * 48
    required[4] = 3
    work = 26 - 2 - 2
    assert plain_cost(required, [GOOD]) == 100 * 2 + 2 * (work - 1) + 24


def test_the_rules_come_to_seven_chains():
    assert len(task_of(np.ones(48, dtype=np.int64)).chains) == 7


@pytest.mark.parametrize(("text", "place"), [
    ("0,3\n2,4\n", "3: interval '2'"), ("0,3\n1,4.5\n", "3: interval '1', required '4.5'")])
def test_a_broken_file_is_named_with_its_line(tmp_path, text, place):
    path = tmp_path / "plan.csv"
    path.write_text("interval,required\n" + text, encoding="utf-8")
    with pytest.raises(ValueError, match=place):
        read_required(path)


def test_a_planned_shift_is_told_in_plain_times():
    pauses = (Pause(10, 11, "breather", True), Pause(16, 18, "lunch", False), Pause(23, 24, "breather", True))
    assert PlainShift.of(AnonymousShift(4, 30, pauses)) == GOOD
