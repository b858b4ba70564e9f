"""Costs of how many who answer a set of queues, of how many experts, and of how many at all, are on the phone."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from scheduler.demand.cost.head_count import CAP_SLOPE, SEATS, STAFFING, TOPIC_COVER
from scheduler.demand.demand import demand_of
from scheduler.instance.objective import units
from tests.builders.derived import staffing_of
from tests.demand.conftest import MONDAY

TEAM = [{"id": f"o{number}", "contract": "free", "skills": skills}
        for number, skills in enumerate((["sales"], ["sales", "support", "abuse"], ["other", "support"]))]
ROWS = {"sales": [(60, 300), (30, 200)], "support": [(10, 600), (0, 600)]}


@pytest.fixture
def two(hotline):
    """Two queues open for two hours, and three operators."""
    forecast = [{"start": MONDAY.replace(hour=8) + dt.timedelta(hours=hour), "calls": calls, "aht_s": aht_s, "queue": name}
                for name, rows in ROWS.items() for hour, (calls, aht_s) in enumerate(rows)]
    goals = {"sales": {"patience_s": 60}, "support": {"target_percent": 95, "min_operators": 1}}

    def build(**changes):
        return hotline([(0, 1), (0, 1)], **({"operators": TEAM, "calls": {"forecast": forecast},
                                            "service": {"queues": goals}} | changes))

    return build


def test_sets_of_queues_are_head_counts_of_who_answers_one_of_them(two):
    plan = two()
    sales, support, both = staffing_of(plan).head_counts
    assert {each.rule for each in (sales, support, both)} == {STAFFING}
    assert [each.label for each in (sales, support, both)] == ["sales", "support", "sales + support"]
    assert [each.counts.tolist() for each in (sales, support, both)] == [
        [True, True, False], [False, True, True], [True, True, True]]
    assert [each.whole for each in (sales, support, both)] == [False, False, True]
    demand = demand_of(plan)
    for each, asked in zip((sales, support, both), demand.sets, strict=True):
        assert each.applies.tolist() == demand.is_open.tolist()
        assert each.curve_of[demand.is_open].tolist() == [8] * 4 + [9] * 4
        assert each.required.tolist() == asked.required.tolist()
        assert np.array_equal(each.curves, asked.curve)
        assert (np.diff(each.curves, n=2, axis=-1) >= 0).all()
    for name, each in (("sales", sales), ("support", support)):
        assert each.required.tolist() == demand[name].required.tolist()
    # Nobody calls, and one is asked for: surplus costs where all are counted, so that it costs once.
    assert support.curves[9].tolist() == [units(12, 15), 0, 0, 0]
    assert both.curves[9, 3] - both.curves[9, 2] == -units(36, 15)


def test_topics_are_head_counts_of_their_experts(two):
    goals = {"sales": {}, "support": {}}
    staffing = staffing_of(two(service={"queues": goals, "topics": ["abuse", "other"]},
                                 objective={"missing_topic_per_hour": 8}))
    abuse, other = (each for each in staffing.head_counts if each.rule != STAFFING)
    assert staffing.head_counts[-2:] == (abuse, other)
    assert (abuse.rule, abuse.label, abuse.cap) == (TOPIC_COVER, "abuse", None)
    assert abuse.counts.tolist() == [False, True, False]
    assert other.counts.tolist() == [False, False, True]
    assert abuse.curves[abuse.curve_of[staffing.is_open]].tolist() == [[units(8, 15), 0, 0, 0]] * 8
    assert abuse.applies.tolist() == staffing.is_open.tolist()


@pytest.mark.parametrize(("limits", "cap"), [({"seats": 2}, 2), ({"seats": 2, "lines": 1}, 1), ({"seats": 3}, None)])
def test_the_cap_is_a_steep_head_count_in_every_cell(limits, cap, two):
    grid = {"name": "H", "timezone": "Asia/Jakarta", "interval_minutes": 60, "break_grid_minutes": 15}
    staffing = staffing_of(two(hotline=grid | limits))
    if cap is None:  # as many seats as operators bind nobody
        assert {each.rule for each in staffing.head_counts} == {STAFFING}
        return
    seats = staffing.head_counts[-1]
    assert (seats.rule, seats.label, seats.cap) == (SEATS, "", cap)
    assert seats.counts.all()
    assert seats.applies.all()
    assert seats.curves[0].tolist() == [max(number - cap, 0) * CAP_SLOPE for number in range(4)]
    assert not seats.curve_of.any()
    assert (np.diff(seats.curves[0], n=2) >= 0).all()
