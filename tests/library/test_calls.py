"""`scheduler.read_calls` and `scheduler.forecast`: logs to tables, in Python."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import numpy as np
import pytest

import scheduler
from scheduler.demand.forecast import boosting
from scheduler.errors import InputError


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """Six weeks of an hourly table, 8 to 12 h, Monday to Friday."""
    days = [dt.date(2026, 10, 26) + dt.timedelta(days=day) for day in range(42)]
    rows = [f"{day:%d.%m.%Y};{hour:02d}:00;{20 + 2 * hour};180" for day in days if day.weekday() < 5 for hour in range(8, 12)]
    path = tmp_path / "log.csv"
    path.write_text("\n".join(["Datum;Uhrzeit;Anrufe;AHT", *rows]), "utf-8")
    return path


@pytest.fixture(autouse=True)
def without_boosting(monkeypatch):
    monkeypatch.setattr(boosting, "is_installed", lambda: False)


def test_calls_by_interval(log):
    table = scheduler.read_calls(log, interval_minutes=60, timezone="Europe/Berlin")
    assert table["calls"].sum() == 30 * (36 + 38 + 40 + 42)
    assert str(table["start"].dt.tz) == "Europe/Berlin"
    assert table.attrs["understood"][0].startswith(
        "log.csv: hourly table, 4 columns; start = Datum and Uhrzeit, calls = Anrufe"
    )


def test_columns_may_be_told_as_a_dictionary(log):
    table = scheduler.read_calls(log, interval_minutes=60, columns={"calls": "AHT", "handling": "Anrufe"}, unit="s")
    assert table["calls"].sum() == 120 * 180


def test_a_forecast_of_some_days(log):
    rows = scheduler.forecast(log, interval_minutes=60, days=7)
    assert [f"{start:%a %H}" for start in rows["start"][:5]] == ["Mon 08", "Mon 09", "Mon 10", "Mon 11", "Tue 08"]
    assert rows["calls"].to_numpy() == pytest.approx(np.tile([36, 38, 40, 42], 5), rel=0.01)
    assert rows.attrs["coming"].days_between == 0


def test_the_first_day_may_be_text_or_is_refused_in_words(log):
    text, date = (scheduler.forecast(log, interval_minutes=60, start=start, days=1)["start"].min()
                  for start in ("2026-12-14", dt.date(2026, 12, 14)))
    assert text == date
    with pytest.raises(InputError, match=r"start: found '14\.12\.2026'; allowed is a date such as 2026-12-07"):
        scheduler.forecast(log, start="14.12.2026")


def test_a_forecast_for_an_instance_goes_into_it(log, tmp_path):
    (tmp_path / "hotline.yaml").write_text(
        """
schema: 1
hotline: {name: H, timezone: Europe/Berlin, interval_minutes: 30, break_grid_minutes: 30}
horizon: {start: 2026-12-07, days: 7}
hours: {weekly: {mon-fri: ["08:00-12:00"]}}
calls: {per_day: 100, aht_s: 60}
shifts: [{name: day, start: {from: "08:00", to: "08:00"}, length: {from_minutes: 60, to_minutes: 240, every_minutes: 60}}]
contracts: {free: {hours_per_week: [0, 40]}}
operators: [{id: anna, contract: free}]
""",
        "utf-8",
    )
    hotline = scheduler.read(tmp_path)
    rows = scheduler.forecast(log, hotline)
    assert len(rows) == 5 * 8
    assert rows["calls"][:2].tolist() == pytest.approx([18, 18], rel=0.01)
    told = rows.drop(columns="campaign_factor").to_dict("records")
    assert sum(
        row.calls for row in hotline.with_(calls={"forecast": told, "per_day": None, "aht_s": None}).calls.forecast
    ) == pytest.approx(rows["calls"].sum())
