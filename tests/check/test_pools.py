"""What a result says of queues that share operators: the truth is clean, and every untruth is found."""

from __future__ import annotations

import pytest

from scheduler.check.result import check_result
from tests.builders.checked import day, result, shift, with_forecast
from tests.builders.queues import staff

WHERE = "2026-12-07T08:00:00+07:00 de + fr"


@pytest.fixture(scope="module")
def plan():
    """Sets: de, fr, en, and de + fr."""
    return with_forecast({"operators": staff("de", "de fr", "fr", "en"),
                          "service": {"queues": {"de": {}, "fr": {}, "en": {}}}}, calls=20.0)


@pytest.fixture(scope="module")
def truth(plan):
    return result(plan, [shift(plan, day(0), 240, operator="o1"), shift(plan, day(0, "09:00"), 240, operator="o2")])


def said(plan, truth, pools) -> list[str]:
    found = check_result(plan, truth.model_copy(update={"pools": tuple(pools)}))
    assert {violation.rule for violation in found} <= {"pools"}
    return [violation.message for violation in found]


def test_the_truth_has_a_row_for_each_set_of_several_queues_and_is_clean(plan, truth):
    assert [each.queues for each in truth.pools] == [("de", "fr")] * 12
    assert {each.calls for each in truth.pools} == {40}
    assert [each.on_phone for each in truth.pools[:3]] == [1, 2, 1.75]  # a breather from 10:00
    assert said(plan, truth, truth.pools) == []
    assert said(plan, truth, reversed(truth.pools)) == []


@pytest.mark.parametrize(("changes", "message"), [
    ({"required": 3}, f"{WHERE} required: 3; recomputed "),
    ({"on_phone": 2.0}, f"{WHERE} on_phone: 2; recomputed 1"),
    ({"on_phone": 0.99}, f"{WHERE} on_phone: 0.99; recomputed 1"),
    ({"calls": 39.9}, f"{WHERE} calls: 39.9; recomputed 40"),
    ({"calls": float("nan")}, f"{WHERE} calls: nan; recomputed 40"),
])
def test_a_wrong_number_is_found(changes, message, plan, truth):
    first, *rest = truth.pools
    (found,) = said(plan, truth, [first.model_copy(update=changes), *rest])
    assert found.startswith(message)


def test_a_row_that_is_missing_twice_or_of_no_set_is_found(plan, truth):
    first, *rest = truth.pools
    assert said(plan, truth, rest) == [f"{WHERE} is open and missing in the table"]
    assert said(plan, truth, [first, *truth.pools]) == [f"{WHERE} is listed twice"]
    for queues in (("fr", "de"), ("de", "en"), ("de",), ("de", "fr", "en"), ()):
        found = said(plan, truth, [first.model_copy(update={"queues": queues}), *rest])
        at = f"2026-12-07T08:00:00+07:00 {' + '.join(queues)}"
        assert found == [f"{at} is no open interval and set of queues of the instance",
                         f"{WHERE} is open and missing in the table"]
    closed = first.model_copy(update={"start": plan.grid.moment(0)})
    assert said(plan, truth, [closed, *truth.pools]) == [
        "2026-12-07T00:00:00+07:00 de + fr is no open interval and set of queues of the instance"]
    assert len(said(plan, truth, ())) == 12


def test_a_hotline_of_one_queue_has_no_pools(truth):
    plan = with_forecast({}, calls=20.0)
    alone = result(plan, [])
    assert alone.pools == ()
    assert len(said(plan, alone, truth.pools[:1])) == 1
