"""Without history: a day's total, spread over the day by a shape."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from pydantic import ValidationError

from scheduler.errors import InputError
from scheduler.instance.calls_grid import calls_by_interval, open_intervals, opening_days
from scheduler.instance.checks.cross import cross_faults
from scheduler.instance.instance import Instance
from scheduler.instance.shapes import SHAPES, named_shape, weight_at
from scheduler.read.instance_file import read_instance

from .conftest import BASE

WEEK = {"weekly": {"mon-fri": ["08:00-20:00"], "sat": ["09:00-13:00"]}}


@pytest.fixture
def day_total():
    """Build an instance whose calls are a day's total."""

    def make(calls: dict[str, object], **topics: object) -> Instance:
        return Instance.model_validate({**BASE, "hours": WEEK, "calls": {"per_day": 420, "aht_s": 240} | calls, **topics})

    return make


def by_day(instance: Instance) -> list[float]:
    calls, _ = calls_by_interval(instance)
    return [float(np.nansum(day)) for day in calls.reshape(instance.grid.days, -1)]


@pytest.mark.parametrize("shape", [*SHAPES, None])
def test_every_open_day_gets_its_total(shape, day_total):
    instance = day_total({} if shape is None else {"shape": shape})
    np.testing.assert_allclose(by_day(instance), [420] * 6 + [0])
    calls, aht_s = calls_by_interval(instance)
    np.testing.assert_array_equal(np.isnan(calls), ~open_intervals(instance))
    assert np.nanmin(aht_s) == np.nanmax(aht_s) == 240
    assert list(cross_faults(instance)) == []


def test_flat_is_flat_and_the_others_have_their_peaks(day_total):
    def monday(shape: str) -> np.ndarray:
        return calls_by_interval(day_total({"shape": shape}))[0][16:40]

    np.testing.assert_allclose(monday("flat"), 420 / 24)
    peaks = monday("double-peak")
    assert peaks[4:8].min() > peaks[10] < peaks[13:16].min()  # 10 to 12 h, 13 h, 14:30 to 16 h
    assert monday("evening").argmax() >= 22


def test_factors_of_weekdays(day_total):
    instance = day_total({"weekday_factors": {"mon": 1.5, "tue-thu": 1, "sat": 0.25}})
    np.testing.assert_allclose(by_day(instance), [630, 420, 420, 420, 420, 105, 0])


def test_on_shorter_hours_fewer_calls_come(day_total):
    hours = WEEK | {"exceptions": {"2026-12-08": ["08:00-14:00"], "2026-12-09": [], "2026-12-13": ["10:00-12:00"]}}
    assert by_day(day_total({"shape": "flat"}, hours=hours)) == pytest.approx([420, 210, 0, 420, 420, 420, 420])


def test_around_the_clock_on_the_day_the_clock_changes(day_total):
    instance = day_total({"shape": "flat"}, hours={"always": True}, horizon={"start": "2026-03-29", "days": 2})
    calls, _ = calls_by_interval(instance)
    assert calls.shape == (46 + 48,)
    assert calls[:46].sum() == pytest.approx(420 * 23 / 24)
    assert calls[46:].sum() == pytest.approx(420)


def test_a_table_holds_from_its_time_on(day_total):
    table = [{"time": "08:00", "weight": 1}, {"time": "10:00", "weight": 3}, {"time": "12:00", "weight": 0}]
    calls, _ = calls_by_interval(day_total({"shape": table}))
    np.testing.assert_allclose(calls[16:40], [420 / 16] * 4 + [420 * 3 / 16] * 4 + [0] * 16)


def test_the_last_weight_goes_on_past_midnight():
    shape = named_shape("flat")[:2]
    later = [row.model_copy(update={"time": time, "weight": weight})
             for row, time, weight in zip(shape, (360, 1200), (1.0, 5.0), strict=True)]
    assert [weight_at(later, minute) for minute in (0, 359, 360, 1199, 1200, 1439)] == [5, 5, 1, 1, 5, 5]


def test_campaigns_lift_a_days_total(day_total):
    tv = {"date": "2026-12-08", "uplift_percent": 50, "decay_days": 0}
    np.testing.assert_allclose(by_day(day_total({}, campaigns=[tv])), [420, 630, 420, 420, 420, 420, 0])


@pytest.mark.parametrize(("calls", "message"), [
    ({"shape": "treble-peak"}, "allowed are flat, double-peak, evening, or the name of a CSV file"),
    ({"shape": [{"time": "10:00", "weight": 1}, {"time": "09:00", "weight": 1}]}, "09:00 stands after that of 10:00"),
    ({"shape": [{"time": "10:00", "weight": 0}]}, "every weight is 0"),
    ({"aht_s": None}, "`aht_s` is missing"), ({"per_day": None}, "`per_day` is missing"),
    ({"weekday_factors": {"mon": 1, "mon-fri": 2}}, "mon is named twice"),
    ({"forecast": [{"start": "2026-12-07T08:00", "calls": 1, "aht_s": 1}]}, "stands beside `forecast`"),
])
def test_faults(calls, message, day_total):
    with pytest.raises(ValidationError, match=message):
        day_total(calls)


YAML = """
schema: 1
hotline: {name: H, timezone: Asia/Jakarta}
horizon: {start: 2026-12-07, days: 3}
hours: {weekly: {mon-wed: ["09:00-11:00"]}}
calls: {per_day: 80, aht_s: 180, shape: SHAPE}
campaigns: CAMPAIGNS
shifts: [{name: day, start: {from: "09:00", to: "09:00"}, length: {from_minutes: 60, to_minutes: 120}}]
contracts: {free: {hours_per_week: [0, 40]}}
operators: [{id: anna, contract: free}]
"""


def written(folder: Path, shape: str, campaigns: str = "[]", *, files: dict[str, str] | None = None) -> Path:
    (folder / "hotline.yaml").write_text(YAML.replace("SHAPE", shape).replace("CAMPAIGNS", campaigns), "utf-8")
    for name, text in (files or {}).items():
        (folder / f"{name}.csv").write_text(text, "utf-8")
    return folder


def test_shape_and_campaigns_are_read_from_tables(tmp_path: Path):
    folder = written(tmp_path, "shape.csv", "campaigns.csv", files={
        "shape": "time,weight\n09:00,3\n10:00,1\n",
        "campaigns": "date,name,uplift_percent,decay_days,from\n2026-12-08,TV,100,0,10:00\n",
    })
    calls, _ = calls_by_interval(read_instance(folder).instance)
    assert calls[~np.isnan(calls)].reshape(3, 8)[:2].tolist() == [[15] * 4 + [5] * 4, [15] * 4 + [10] * 4]


def test_a_shape_by_its_name_is_no_file(tmp_path: Path):
    assert len(read_instance(written(tmp_path, "evening")).instance.calls.shape or ()) == 96


@pytest.mark.parametrize(("shape", "table", "place"), [
    ("shape.csv", "time,weight\n09:00,many\n", "shape.csv:row 2 (line 2), column weight: calls.shape.weight"),
    ("nothing.csv", "", "hotline.yaml:6"), ("treble-peak", "", "hotline.yaml:6"),
])
def test_faults_have_their_place(shape, table, place, tmp_path: Path):
    with pytest.raises(InputError) as caught:
        read_instance(written(tmp_path, shape, files={"shape": table}))
    assert str(caught.value).startswith(place)


def test_the_calls_that_are_to_come_are_not_looked_at(tmp_path: Path):
    folder = written(tmp_path, "nothing.csv")
    assert read_instance(folder, calls_to_come=True).instance.calls.per_day == 0
    with pytest.raises(InputError):
        read_instance(folder)


def test_a_days_total_says_nothing_of_several_queues(day_total):
    instance = day_total({}, service={"queues": {"sales": {}, "support": {}}})
    assert ("calls", "per_day") in [path for path, _ in cross_faults(instance)]


@pytest.mark.parametrize(("weekly", "after"), [
    ({"mon-fri": ["10:00-02:00"]}, 52.5), ({"sat": ["18:00-06:00"]}, 210), ({"fri-sun": ["22:00-01:00"]}, 140),
])
def test_what_a_window_has_after_midnight_is_a_share_of_its_own_day(weekly, after, day_total):
    instance = day_total({"shape": "flat"}, hours={"weekly": weekly})
    calls, _ = calls_by_interval(instance)
    opened = opening_days(instance)
    for day in set(opened.tolist()) - {-1}:
        assert calls[opened == day].sum() == pytest.approx(420)
        midnight = instance.grid.day_starts[day + 1] // instance.grid.cells_per_interval
        late = np.flatnonzero(opened == day)
        assert calls[late[late >= midnight]].sum() == pytest.approx(after)
    assert np.nansum(calls) == pytest.approx(420 * sum(map(len, instance.hours.windows(instance.horizon.start, 7))))
