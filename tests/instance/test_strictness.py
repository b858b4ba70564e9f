"""What a model refuses when it is built directly, without the reader; and that its JSON Schema allows what it reads."""

from __future__ import annotations

import datetime as dt
import time

import pytest
from pydantic import ValidationError

from scheduler.instance.breaks import Breaks
from scheduler.instance.contracts import Contract
from scheduler.instance.history import History
from scheduler.instance.hotline import Horizon, Hotline
from scheduler.instance.hours import Hours, PeriodicHours
from scheduler.instance.instance import Instance
from scheduler.instance.nights import Nights
from scheduler.instance.operators import Availability


@pytest.mark.parametrize("start", [-15, 0, 480, True, -15.0])
def test_a_number_is_no_local_time(start):
    with pytest.raises(ValidationError, match=r"not a local time|no truth value"):
        Availability.model_validate({"operator": "a", "when": "mon", "from": start, "to": "12:00", "kind": "only"})


def test_a_truth_value_is_no_number():
    with pytest.raises(ValidationError, match="truth"):
        Horizon.model_validate({"start": "2026-12-07", "days": True})
    with pytest.raises(ValidationError, match="truth"):
        Contract.model_validate({"hours_per_week": [False, 40]})
    assert Hours.model_validate({"always": True}).always


@pytest.mark.parametrize(("known", "said"), [
    ({"worked_days": 1, "days_off": 1}, "both"), ({"last_shift": "day"}, "worked_days or days_off"),
    ({"nights": 1}, "worked_days or days_off"), ({"worked_days": 1, "nights": 2}, "more than worked_days"),
    ({"worked_days": 0}, "greater than or equal to 1"),
])
def test_a_history_that_contradicts_itself_is_refused(known, said):
    with pytest.raises(ValidationError, match=said):
        History.model_validate({"operator": "anna"} | known)


@pytest.mark.parametrize(("bounds", "said"), [
    ({"min_consecutive_days": 3, "max_consecutive_days": 2}, "above max"), ({"max_shifts": {"day": True}}, "truth"),
    ({"max_shifts": {"day": -1}}, "greater"), ({"forbidden_successions": [["day"]]}, "forbidden_successions"),
    ({"forbidden_successions": ["day>late>day"]}, "forbidden_successions"), ({"max_shifts": ["day"]}, "max_shifts"),
])
def test_bounds_that_make_no_sense_are_refused(bounds, said):
    with pytest.raises(ValidationError, match=said):
        Contract.model_validate({"hours_per_week": [0, 40]} | bounds)


def test_pairs_and_counts_may_be_written_as_in_a_cell_of_a_workbook():
    contract = Contract.model_validate({"hours_per_week": [0, 40], "forbidden_successions": ["late > early"],
                                        "max_shifts": ["night: 3", "late:2"]})
    assert contract.forbidden_successions == (("late", "early"),)
    assert contract.max_shifts == {"night": 3, "late": 2}


@pytest.mark.parametrize("nights", [{"from": "23:00", "to": "23:00", "minutes": 60},
                                    {"from": "23:00", "to": "01:00", "minutes": 121}])
def test_a_night_has_room_for_the_minutes_that_make_a_night_shift(nights):
    with pytest.raises(ValidationError, match="window"):
        Nights.model_validate(nights)


def test_not_every_day_is_a_weekend():
    with pytest.raises(ValidationError, match="all seven"):
        Hotline.model_validate({"name": "Test", "timezone": "UTC", "weekend": "mon-sun"})


def test_an_empty_list_is_refused():
    with pytest.raises(ValidationError, match="shifts"):
        Contract.model_validate({"hours_per_week": [0, 40], "shifts": []})
    with pytest.raises(ValidationError, match="count"):
        Breaks.model_validate({"breathers": {"minutes": 15, "count": []}})


@pytest.mark.parametrize("rule", [
    "", "FREQ=SECONDLY", "FREQ=DAILY;INTERVAL=0", "FREQ=MONTHLY;BYDAY=9MO", "FREQ=DAILY;INTERVAL=-1", "BYDAY=MO",
    "DTSTART:20260101T000000\nRRULE:FREQ=SECONDLY", "FREQ=DAILY;UNTIL=soon", "FREQ=DAILY;COUNT=x", "every Monday",
    "FREQ=YEARLY;BYDAY=54MO", "FREQ=YEARLY;BYMONTH=12;BYDAY=6MO", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
])
def test_an_unreadable_or_endless_rule_is_refused_at_once(rule):
    began = time.monotonic()
    with pytest.raises(ValidationError, match="rrule"):
        PeriodicHours.model_validate({"rrule": rule, "hours": "10:00-12:00"})
    assert time.monotonic() - began < 20


@pytest.mark.parametrize(("rule", "days"), [
    ("FREQ=MONTHLY;BYDAY=1MO", {dt.date(2026, 12, 7)}),
    ("RRULE:FREQ=WEEKLY;BYDAY=SU", {dt.date(2026, 12, 13), dt.date(2026, 12, 20)}),
    ("FREQ=DAILY;COUNT=2", {dt.date(2026, 12, 7), dt.date(2026, 12, 8)}),
    ("FREQ=DAILY;UNTIL=20261208T235959Z", {dt.date(2026, 12, 7), dt.date(2026, 12, 8)}),
])
def test_days_of_a_rule(rule, days):
    periodic = PeriodicHours.model_validate({"rrule": rule, "hours": "10:00-12:00"})
    assert periodic.days(dt.date(2026, 12, 7), 14) == days


def test_the_schema_allows_a_single_item_where_the_models_do():
    schema = Instance.model_json_schema(by_alias=True)["$defs"]
    lunch, minutes = schema["Breaks"]["properties"]["lunch"], schema["Lunch"]["properties"]["minutes"]
    assert {"$ref": "#/$defs/Lunch"} in lunch["anyOf"]
    assert {kind["type"] for kind in minutes["anyOf"]} == {"array", "integer"}
    for windows in (schema["Hours"]["properties"]["weekly"]["additionalProperties"],
                    schema["PeriodicHours"]["properties"]["hours"]):
        assert {kind["type"] for kind in windows["anyOf"]} == {"array", "string"}
    single = {"minutes": 30, "from_shift_minutes": 360, "earliest_minutes": 150, "latest_minutes": 300}
    assert Breaks.model_validate({"lunch": single}) == Breaks.model_validate({"lunch": [{**single, "minutes": [30]}]})
