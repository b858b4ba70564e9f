"""The hotlines that scenarios stand for: ranges and products, people, hours and calls."""

from __future__ import annotations

import datetime as dt

import pytest

from scheduler.errors import InputError
from scheduler.instance.base import WEEKDAYS
from scheduler.what_if.file import Scenarios
from scheduler.what_if.grid import scenarios_of
from scheduler.what_if.people import training_cost
from scheduler.what_if.steps import changed
from tests.builders.hotline import document


def hotline(days=7, **changes):
    first = dt.datetime.fromisoformat("2026-12-07T08:00")
    rows = [{"start": (first + dt.timedelta(days=day, hours=hour)).isoformat(), "calls": 10.0, "aht_s": 200.0}
            for day in range(min(days, 6)) for hour in range(4)]
    return document(horizon=days, hours={"weekly": {day: ["08:00-12:00"] for day in WEEKDAYS[:6]}},
                    calls={"forecast": rows}, contracts={"half": {"hours_per_week": [0, 20], "cost_per_hour": 2.0}},
                    operators=[{"id": each, "contract": "half"} for each in ("anna", "ben")],
                    availability=[{"operator": "ben", "when": "mon", "kind": "unavailable"}], **changes)


def found(data=None, **file):
    data = data or hotline()
    return {each.name: changed(data, each.steps) for each in scenarios_of(Scenarios(schema=1, **file), data)}


def refused(data=None, **file):
    with pytest.raises(InputError) as told:
        found(data, **file)
    return str(told.value)


def test_a_grid_is_the_product_of_its_lines_beside_the_hotline_as_it_is():
    grid = found(grid=[{"operators": {"contract": "half", "add": "0..2"}}, {"calls_times": [0.9, 1.1]}])
    assert list(grid) == ["as it is", *(f"{people:+d} half, calls × {factor}" for people in range(3) for factor in (0.9, 1.1))]
    last = grid["+2 half, calls × 1.1"]
    assert [each["id"] for each in last["operators"]] == ["anna", "ben", "new-1", "new-2"]
    assert {row["calls"] for row in last["calls"]["forecast"]} == {11.0}
    assert grid["as it is"] == hotline()


def test_ranges_inside_one_change_are_combined_too():
    names = list(found(scenarios=[{"name": "dear", "vary": {"service.target_percent": [80, 90]}, "lunch_minutes": [30, 45]}]))
    assert names[1:] == [f"dear: service.target_percent {target}, lunch {lunch} min"
                         for target in (80, 90) for lunch in (30, 45)]


def test_values_are_set_by_their_path_through_names_of_entries():
    after = found(scenarios=[{"name": "a", "set": {"shifts.day.length.to_minutes": 600, "operators.ben.share": 0.5,
                                                   "hours.weekly.mon-tue": [], "breaks.lunch": None}}])["a"]
    assert after["shifts"][0]["length"]["to_minutes"] == 600
    assert after["operators"][1]["share"] == 0.5
    assert after["hours"]["weekly"]["tue"] == []
    assert "lunch" not in after["breaks"]


@pytest.mark.parametrize(("change", "told"), [
    ({"set": {"operators.bem.share": 1}}, "unknown entry \"bem\"; allowed are anna, ben; did you mean ben?"),
    ({"set": {"horizon.days.x": 1}}, "leads into 7, which has no keys"),
    ({"set": {"breaks.lunsh": None}}, "is not there to be taken out; did you mean lunch?"),
    ({"operators": {"contract": "halv", "add": 1}}, "found \"halv\"; allowed are half; did you mean half?"),
    ({"operators": {"contract": "half", "add": -3}}, "found -3; allowed are at least -2"),
    ({"operators": {"contract": "half", "add": 1, "from": "2027-01-01"}}, "allowed are the days of the horizon"),
    ({"weeks": 1, "set": {"horizon.days": 8}}, "allowed are at least 2"),
    ({"open": {"when": "sunday", "hours": []}}, "not a weekday"),
])
def test_what_cannot_be_changed_is_told_with_what_is_allowed(change, told):
    assert told in refused(scenarios=[change])


def test_two_scenarios_of_one_name_are_refused():
    assert "two scenarios are called 'a'" in refused(scenarios=[{"name": "a"}, {"name": "a"}])


def test_fewer_people_take_their_rows_with_them():
    after = found(scenarios=[{"operators": {"contract": "half", "add": -1}}])["-1 half"]
    assert [each["id"] for each in after["operators"]] == ["anna"]
    assert after["availability"] == []


def test_fewer_people_leave_what_names_them():
    both, alone = ({"who": {"operators": names}} for names in (["anna", "ben"], ["ben"]))
    data = hotline() | {
        "rotations": [both | {"offsets": {"anna": 0, "ben": 1}}, alone | {"offsets": "in_turn"}, {"offsets": {"ben": 1}}],
        "together": [both | {"rule": "apart"}, both | {"rule": "most", "number": 1}, alone | {"rule": "least", "number": 1}],
        "activities": [both | {"name": "a", "facilitator": "ben"}, alone | {"name": "b"}]}
    after = found(data, scenarios=[{"operators": {"contract": "half", "add": -1}}])["-1 half"]
    left = {"operators": ["anna"]}
    assert after["rotations"] == [{"who": left, "offsets": {"anna": 0}}]
    assert after["together"] == [{"who": left, "rule": "most", "number": 1}, alone | {"rule": "least", "number": 1}]
    assert after["activities"] == [{"who": left, "name": "a"}]


def test_a_day_that_opens_has_the_calls_of_another():
    like = {"when": "sun", "hours": ["09:00-11:00"], "calls_like": "sat", "calls_times": 0.5}
    after = found(scenarios=[{"name": "sundays", "open": like}])["sundays"]
    new = [row for row in after["calls"]["forecast"] if row["start"].startswith("2026-12-13")]
    assert [(row["start"][11:16], row["calls"]) for row in new] == [("09:00", 5.0), ("10:00", 5.0)]
    closed = found(scenarios=[{"name": "no saturdays", "open": "sat closed"}])["no saturdays"]
    assert len(closed["calls"]["forecast"]) == 5 * 4


def test_a_longer_horizon_repeats_the_last_whole_weeks_and_may_grow():
    after = found(base={"weeks": 3, "calls_grow_percent_per_month": 30}, scenarios=[{"calls_times": 2}])["as it is"]
    starts = [row["start"] for row in after["calls"]["forecast"]]
    assert after["horizon"]["days"] == 21
    assert len(set(starts)) == len(starts) == 3 * 24
    assert max(starts) == "2026-12-26T11:00:00"
    by_start = {row["start"]: row["calls"] for row in after["calls"]["forecast"]}
    assert by_start["2026-12-21T08:00:00"] == pytest.approx(10 * 1.3 ** (14 / 30))


def test_who_is_hired_is_trained_before_they_answer():
    hirings = found(hiring={"add": [1], "from": ["2026-12-14"], "training_weeks": 1, "weeks": 4})
    after = hirings["+1 half from 2026-12-14"]
    assert [(row["when"], row["note"]) for row in after["availability"] if row["operator"] == "new-1"] == [
        ("2026-12-07..2026-12-13", "not there yet"), ("2026-12-14..2026-12-20", "training")]
    assert training_cost(after) == 20.0
    assert training_cost(hirings["as it is"]) == 0


def test_new_people_need_skills_where_there_are_queues():
    data = hotline() | {"service": {"queues": {"a": {}, "b": {}}}}
    assert "the hotline has the queues a, b" in refused(data, scenarios=[{"operators": {"contract": "half", "add": 1}}])
    with_skills = found(data, scenarios=[{"operators": {"contract": "half", "add": 1, "skills": "a|b"}}])
    assert with_skills["+1 half"]["operators"][-1]["skills"] == ["a", "b"]
