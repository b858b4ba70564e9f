"""Instances built and varied in a program: refused in the words of the reader, and never with anything stale in them."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pandas as pd
import pytest

import scheduler
from scheduler.demand.demand import demand_of
from scheduler.errors import InputError
from scheduler.instance.instance import Instance as Topics
from scheduler.library.instance import OWN_FILE
from scheduler.read.document import HOTLINE_FILE, fingerprint
from scheduler.read.instance_file import read_instance

HOTLINES = ("admissions", "bilingual", "helpline", "provider-24x7", "tiny")


@pytest.fixture(scope="module")
def tiny(root: Path) -> scheduler.Instance:
    return scheduler.read(root / "instances" / "tiny")


def topics(instance: Topics) -> dict[str, object]:
    """What was written, without what was derived."""
    return {name: getattr(instance, name) for name in Topics.model_fields}


def frames(instance: Topics) -> dict[str, pd.DataFrame]:
    """Tables of an instance as DataFrames, with empty cells where a row says nothing."""
    data = instance.model_dump(mode="json", by_alias=True, exclude_unset=True)
    return {"operators": pd.DataFrame(data["operators"]), "availability": pd.DataFrame(data["availability"]),
            "calls": pd.DataFrame(data["calls"]["forecast"])}


@pytest.mark.parametrize("name", HOTLINES)
def test_what_is_read_can_be_written_as_topics_and_tables_and_is_the_same(root, name):
    read = read_instance(root / "instances" / name).instance
    data = read.model_dump(mode="json", by_alias=True, exclude_unset=True)
    built = scheduler.Instance(**{**data, **frames(read)})
    assert topics(built) == topics(read)


@pytest.mark.parametrize("name", HOTLINES)
def test_the_file_of_an_instance_reads_as_the_instance(root, tmp_path, name):
    before = scheduler.read(root / "instances" / name).with_(hotline={"name": "Another"})
    (tmp_path / OWN_FILE).write_text(before.to_yaml(), encoding="utf-8")
    again = scheduler.read(tmp_path / OWN_FILE)
    assert topics(again) == topics(before)
    assert again.origin.sha256 == before.origin.sha256 == fingerprint({HOTLINE_FILE: before.to_yaml().encode()})


def test_times_of_pandas_are_moments_and_days():
    start = pd.Timestamp("2026-12-07 09:00", tz="Asia/Jakarta")
    calls = pd.DataFrame({"start": pd.date_range(start, periods=2, freq="h"), "calls": [6, 0], "aht_s": 240})
    hotline = scheduler.Instance(
        hotline={"name": "H", "timezone": "Asia/Jakarta", "interval_minutes": 60, "break_grid_minutes": 15},
        horizon={"start": dt.date(2026, 12, 7), "days": 1}, hours={"weekly": {"mon": ["09:00-11:00"]}}, calls=calls,
        shifts=[{"name": "s", "start": {"from": "09:00", "to": "09:00"}, "length": {"from_minutes": 120, "to_minutes": 120}}],
        contracts={"any": {"hours_per_week": [0, 40]}}, operators=pd.DataFrame({"id": ["a", "b"], "contract": "any"}),
        availability=pd.DataFrame({"operator": ["a"], "when": [pd.Timestamp("2026-12-07")], "kind": ["avoid"],
                                   "from": [None], "to": [float("nan")]}),
    )
    assert list(demand_of(hotline)[None].queue.calls[9:11]) == [6, 0]
    assert hotline.availability[0].when == dt.date(2026, 12, 7)
    assert hotline.availability[0].start is None


def test_the_constructor_refuses_what_the_reader_refuses_in_the_same_words(tiny, root, tmp_path):
    wrong = {"service": {"target_percent": 180}, "contracts": {"day": {"hours_per_week": [50, 40]}}}
    with pytest.raises(InputError) as built:
        tiny.with_(**wrong)
    data = tiny.model_dump(mode="json", by_alias=True, exclude_unset=True)
    data["service"]["target_percent"] = 180
    data["contracts"]["day"]["hours_per_week"] = [50, 40]
    (tmp_path / "wrong.yaml").write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(InputError) as read:
        scheduler.read(tmp_path / "wrong.yaml")
    assert {fault.message for fault in built.value.faults} == {fault.message for fault in read.value.faults}
    assert [fault.field for fault in built.value.faults] == ["service.target_percent", "contracts.day.hours_per_week"]


def test_names_that_lead_nowhere_are_refused_with_their_row(tiny):
    with pytest.raises(InputError, match=r"operators\[1\].contract: unknown contract 'nights'"):
        tiny.with_(operators=pd.DataFrame({"id": ["kenji", "kavya"], "contract": ["day", "nights"]}))


def test_a_table_with_a_column_twice_is_refused(tiny):
    twice = pd.DataFrame([["a", "day", "day"]], columns=["id", "contract", "contract"])
    with pytest.raises(InputError, match="'contract' twice"):
        tiny.with_(operators=twice)


def test_a_mapping_changes_what_it_names_and_none_takes_out(tiny):
    changed = tiny.with_(service={"target_percent": 90}, breaks={"lunch": None})
    assert changed.service.target_percent == 90
    assert changed.service.patience_s == tiny.service.patience_s
    assert not changed.breaks.lunch
    assert changed.breaks.breathers == tiny.breaks.breathers


def test_calls_in_a_table_stand_in_place_of_any_others(tiny):
    total = tiny.with_(calls={"forecast": None, "per_day": 100, "shape": "flat", "aht_s": 200})
    assert total.calls.forecast == ()
    again = total.with_(calls=frames(tiny)["calls"])
    assert again.calls == tiny.calls


@pytest.mark.parametrize("derive", [
    lambda one, service: one.model_copy(update={"service": service}),
    lambda one, service: one.with_(service={"target_percent": service.target_percent}),
])
def test_a_changed_instance_has_nothing_of_what_was_derived_before(tiny, derive):
    for name in ("queues", "grid", "opening", "opening_with_following_days", "availability_of", "history_of", "origin"):
        getattr(tiny, name)
    strict = tiny.service.model_copy(update={"target_percent": 99.0})
    changed = derive(tiny, strict)
    fresh = Topics.model_validate({**tiny.model_dump(mode="json", by_alias=True, exclude_unset=True),
                                   "service": strict.model_dump(mode="json", by_alias=True, exclude_unset=True)})
    assert changed.queues == fresh.queues
    assert list(demand_of(changed)[None].required) == list(demand_of(fresh)[None].required)
    assert changed.origin.sha256 != tiny.origin.sha256


def test_another_horizon_has_another_grid(tiny):
    assert tiny.grid.days == 1
    assert tiny.model_copy(update={"horizon": tiny.horizon.model_copy(update={"days": 3})}).grid.days == 3


def test_weekdays_are_changed_day_by_day(tiny):
    changed = tiny.with_(hours={"weekly": {"tue-sat": ["10:00-12:00"]}})
    assert changed.hours.weekly["mon"] == tiny.hours.weekly["mon"]
    assert [str(window) for window in changed.hours.weekly["sat"]] == ["10:00-12:00"]
    assert "sat" not in tiny.with_(hours={"weekly": {"fri-sat": None}}).hours.weekly
    with pytest.raises(InputError, match="weekday"):
        tiny.with_(hours={"weekly": {"someday": ["10:00-12:00"]}})
