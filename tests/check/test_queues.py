"""Several queues on whole rosters: cost by term, the table of intervals, seeded violations."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.check.facts.coverage import on_phone
from scheduler.check.result import check_result
from scheduler.demand.staffing import StaffingCost
from scheduler.instance.instance import Instance
from scheduler.roster import Shift
from tests.builders.checked import day, result, shift, with_forecast
from tests.builders.derived import costs_of, served_of, staffing_of
from tests.builders.properties import examples

TEAM = [
    {"id": "anna", "contract": "free", "skills": ["sales"]},
    {"id": "ben", "contract": "free", "skills": ["sales", "support", "abuse"]},
    {"id": "carl", "contract": "free", "skills": ["support"]},
    {"id": "dora", "contract": "free", "skills": ["sales", "support", "night"]},
]
QUEUES = {"sales": {"min_operators": 1, "target_percent": 95}, "support": {"min_operators": 2}}
COVER = ("understaffing", "understaffing_beyond_10_percent", "overstaffing")
EARLY, LATE = day(0, "08:00"), day(0, "12:00")


def hotline(calls: float = 0.0, **changes) -> Instance:
    return with_forecast({"operators": TEAM, "service": {"queues": QUEUES}} | changes, calls=calls)


def at(plan: Instance, *who: str, minutes: int = 240, start: str = EARLY) -> list[Shift]:
    return [shift(plan, start, minutes, (), operator=name) for name in who]


def amounts(plan: Instance, shifts: list[Shift]) -> dict[str, float]:
    terms = costs_of(plan, shifts).terms
    return {name: terms[name].amount for name in COVER}


def test_who_answers_one_of_a_set_of_queues_counts_in_it():
    plan = hotline()  # sets: sales, support, both
    assert served_of(plan, at(plan, "anna", "ben", "carl"))[:, 32:48].T.tolist() == [[2, 2, 3]] * 16
    assert served_of(plan, at(plan, "anna", "ben", "carl"))[:, 48:].sum() == 0
    assert served_of(plan, at(plan, "anna", "ben", "carl", "dora"))[:, 32].tolist() == [3, 3, 4]
    assert served_of(plan, at(plan, "ben", "dora"))[:, 32].tolist() == [2, 2, 2]


def test_terms_are_summed_over_the_sets_of_queues():
    plan = hotline()  # sets: sales, which asks for one, support, for two, and both, for two: nobody calls
    # Twelve open hours; four of them with ben and dora, who are enough; in the others all of the sets lack.
    assert amounts(plan, at(plan, "ben", "dora")) == {
        "understaffing": 8 * 3, "understaffing_beyond_10_percent": 8 * 2, "overstaffing": 0}
    # Anna cannot help on support, however many are missing there, and one is missing of all.
    assert amounts(plan, at(plan, "anna")) == {
        "understaffing": 4 * 2 + 8 * 3, "understaffing_beyond_10_percent": 4 * 1 + 8 * 2, "overstaffing": 0}
    # Surplus is that of all of them, and counted once: four where two are asked for.
    assert amounts(plan, at(plan, "anna", "ben", "carl", "dora"))["overstaffing"] == 4 * 2
    # One too many for sales is none too many where they help nobody else: support lacks one.
    assert amounts(plan, at(plan, "anna", "carl")) == {
        "understaffing": 4 * 1 + 8 * 3, "understaffing_beyond_10_percent": 8 * 2, "overstaffing": 0}


def test_a_stranger_answers_no_queue():
    plan = hotline()
    assert served_of(plan, at(plan, "zoe")).sum() == 0
    assert on_phone(plan, at(plan, "zoe")).sum() == 16


def by_head_counts(staffing: StaffingCost, plan: Instance, shifts: list[Shift]) -> int:
    """Staffing cost in units from the curves the engine gets: in every cell, of each head count."""
    present = [on_phone(plan, [one for one in shifts if one.operator == operator.id]) for operator in plan.operators]
    total = 0
    for count in staffing.head_counts:
        there = sum(each for each, own in zip(present, count.counts, strict=True) if own)
        for cell in np.flatnonzero(count.applies):
            total += int(count.curves[count.curve_of[cell], there[cell] if count.counts.any() else 0])
    return total


skill_sets = st.lists(st.sampled_from(["sales", "support", "billing"]), min_size=1, unique=True)


@settings(max_examples=examples(40))
@given(
    st.lists(st.tuples(skill_sets, st.sampled_from([120, 240, 360]), st.integers(7, 18)), min_size=1, max_size=5),
    st.lists(st.integers(0, 3), min_size=3, max_size=3),
    st.sampled_from([0.0, 4.0, 9.0]),
)
def test_the_cost_is_that_of_all_head_counts_the_engine_sees(people, least, calls):
    team = [{"id": f"o{number}", "contract": "free", "skills": skills} for number, (skills, *_) in enumerate(people)]
    queues = {name: {"min_operators": need} for name, need in zip(("sales", "support", "billing"), least, strict=True)}
    plan = hotline(calls, operators=team, service={"queues": queues, "topics": ["billing", "sales"]})
    shifts = [shift(plan, day(0, f"{hour:02d}:00"), minutes, operator=f"o{number}")
              for number, (_, minutes, hour) in enumerate(people)]
    parts = {part.name: part.units for part in costs_of(plan, shifts).parts}
    assert by_head_counts(staffing_of(plan), plan, shifts) == sum(parts[name] for name in (*COVER, "topic_cover"))


def test_the_truth_is_clean_and_has_a_row_for_each_queue():
    plan = hotline(3.0)
    truth = result(plan, [shift(plan, EARLY, 510, operator=name) for name in ("anna", "ben", "carl")])
    assert check_result(plan, truth) == ()
    assert [row.queue for row in truth.intervals] == ["sales"] * 12 + ["support"] * 12
    assert sum(row.on_phone for row in truth.intervals) == pytest.approx(4 * (8.5 - 1.25))  # ben in both rows
    assert {row.queues for row in truth.pools} == {("sales", "support")}
    assert sum(row.on_phone for row in truth.pools) == pytest.approx(3 * (8.5 - 1.25))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"on_phone": 0.0}, "2026-12-07T08:00:00+07:00 sales on_phone: 0; recomputed "),
        ({"required": 9}, "2026-12-07T08:00:00+07:00 sales required: 9; recomputed"),
        ({"calls": 7.0}, "2026-12-07T08:00:00+07:00 sales calls: 7; recomputed 3"),
        ({"service_level": 0.001}, "2026-12-07T08:00:00+07:00 sales service_level: 0.001; recomputed"),
        ({"queue": "support"}, "2026-12-07T08:00:00+07:00 support is listed twice"),
        ({"queue": None}, "2026-12-07T08:00:00+07:00 is no open interval and queue of the instance"),
        ({"queue": "sale"}, "2026-12-07T08:00:00+07:00 sale is no open interval and queue of the instance"),
    ],
)
def test_a_wrong_row_is_found(changes, said):
    plan = hotline(3.0)
    truth = result(plan, at(plan, "anna", "ben", "carl"))
    first, *rest = truth.intervals
    found = check_result(plan, truth.model_copy(update={"intervals": (*rest, first.model_copy(update=changes))}))
    assert {violation.rule for violation in found} - {"opening_hours", "breaks"} == {"intervals"}
    assert any(violation.message.startswith(said) for violation in found), found


def test_a_missing_queue_of_an_interval_is_found():
    plan = hotline(3.0)
    truth = result(plan, [])
    found = check_result(plan, truth.model_copy(update={"intervals": truth.intervals[:-1]}))
    assert [str(each) for each in found] == [
        "intervals: 1 intervals: 2026-12-07T19:00:00+07:00 support is open and missing in the table"]
