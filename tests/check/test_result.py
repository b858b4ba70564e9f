"""`check_shifts`, `check_result`, and that every rule is registered under its file's name."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from scheduler.check import rules
from scheduler.check.cost import soft_rules
from scheduler.check.hard import check_shifts, hard_rules
from scheduler.check.result import check_result
from scheduler.check.violation import Violation
from scheduler.roster import InstanceRef
from tests.builders.checked import day, result, shift, with_forecast


@pytest.fixture(scope="module")
def plan():
    return with_forecast({"service": {"min_operators": 1}}, calls=3.0)


@pytest.fixture(scope="module")
def truth(plan):
    return result(plan, [shift(plan, day(0), 510)], bound=10.0)


def rules_of(plan, said, **changes):
    return [violation.rule for violation in check_result(plan, said.model_copy(update=changes))]


def test_names_are_file_names():
    folder = Path(rules.__file__).parent
    for rule in (*hard_rules(), *soft_rules()):
        assert (folder / f"{rule.NAME}.py").exists()
    assert len({rule.NAME for rule in hard_rules()}) == len(hard_rules()) >= 19


def test_the_truth_is_clean(plan, truth):
    assert check_shifts(plan, truth.shifts) == ()
    assert check_result(plan, truth) == ()


def test_the_order_of_shifts_and_breaks_does_not_matter(plan, truth):
    one = truth.shifts[0]
    assert (
        check_result(plan, truth.model_copy(update={"shifts": (one.model_copy(update={"breaks": one.breaks[::-1]}),)}))
        == ()
    )


def test_a_violation_reads_as_a_line():
    line = str(Violation("rest", 15, "min", "anna: 645 min of rest; allowed are at least 660 min"))
    assert line == "rest between shifts: 15 min: anna: 645 min of rest; allowed are at least 660 min"


@pytest.mark.parametrize(
    ("field", "value", "right"),
    [
        ("objective", 1.0, ["objective", "bound", "gap"]),
        ("objective", 1000.0, ["objective", "gap"]),
        ("bound", 1e9, ["bound", "gap"]),
        ("gap", 0.5, ["gap"]),
        ("status", "optimal", ["status"]),
    ],
)
def test_figures_of_the_run(plan, truth, field, value, right):
    said = truth.model_copy(update={"run": truth.run.model_copy(update={field: value})})
    assert [violation.rule for violation in check_result(plan, said)] == right


def test_figures_within_the_tolerance(plan, truth):
    near = truth.run.model_copy(update={"objective": truth.run.objective + 5e-7, "gap": round(truth.run.gap, 4)})
    assert rules_of(plan, truth, run=near) == []


def test_optimal_where_objective_and_bound_meet(plan, truth):
    proven = result(plan, list(truth.shifts), bound=truth.run.objective)
    assert proven.run.status == "optimal"
    assert check_result(plan, proven) == ()


def test_terms(plan, truth):
    pay = truth.terms["pay"]
    assert rules_of(plan, truth, terms=truth.terms | {"pay": pay.model_copy(update={"cost": pay.cost + 1})}) == [
        "terms"
    ]
    assert rules_of(plan, truth, terms=truth.terms | {"pay": pay.model_copy(update={"amount": 0.0})}) == ["terms"]
    assert rules_of(plan, truth, terms=truth.terms | {"pay": pay.model_copy(update={"unit": "min"})}) == ["terms"]
    assert rules_of(plan, truth, terms=truth.terms | {"luck": pay}) == ["terms"]
    assert rules_of(plan, truth, terms={name: term for name, term in truth.terms.items() if name != "pay"}) == ["terms"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("required", 7),
        ("on_phone", 0.3),
        ("calls", 4.0),
        ("service_level", 1.2),
        ("service_level", -0.1),
        ("start", dt.datetime(2026, 12, 7, 3, tzinfo=dt.UTC)),
        ("start", dt.datetime(2026, 12, 6, 3, tzinfo=dt.UTC)),
    ],
)
def test_rows_of_the_intervals(plan, truth, field, value):
    first, *rest = truth.intervals
    found = rules_of(plan, truth, intervals=(first.model_copy(update={field: value}), *rest))
    assert set(found) == {"intervals"}


def test_a_missing_row(plan, truth):
    assert rules_of(plan, truth, intervals=truth.intervals[1:]) == ["intervals"]


@pytest.mark.parametrize(("off", "wrong"), [(0.00009, False), (-0.00011, True), (-0.2, True), (None, True)])
def test_the_service_level_is_recomputed(plan, truth, off, wrong):
    full = max(truth.intervals, key=lambda row: row.service_level)
    assert full.service_level > 0.5
    said = full.model_copy(update={"service_level": None if off is None else full.service_level + off})
    rows = tuple(said if row is full else row for row in truth.intervals)
    assert rules_of(plan, truth, intervals=rows) == ["intervals"] * wrong


def test_on_phone_may_be_rounded_to_two_decimals(plan, truth):
    rounded = tuple(row.model_copy(update={"on_phone": row.on_phone + 0.004}) for row in truth.intervals)
    assert rules_of(plan, truth, intervals=rounded) == []


def test_the_hash_of_the_instance(plan, truth):
    assert check_result(plan, truth, truth.instance) == ()
    other = InstanceRef(name="helpline", sha256="cd" * 32, path="instances/helpline")
    assert [violation.rule for violation in check_result(plan, truth, other)] == ["instance"]


def test_a_changed_shift_changes_the_figures(plan, truth):
    later = (shift(plan, day(0, "09:00"), 510),)
    assert rules_of(plan, truth, shifts=later).count("intervals") > 1
