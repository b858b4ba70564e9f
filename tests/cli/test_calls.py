"""`schedule calls` from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from scheduler.cli import main

LOG = "start,handling\n2026-12-07 09:00,60\n2026-12-07 09:20,120\n2026-12-09 09:00,60\n"


@pytest.fixture
def log(tmp_path: Path) -> Path:
    path = tmp_path / "log.csv"
    path.write_text(LOG, encoding="utf-8")
    return path


def test_calls_prints_the_table_and_says_what_it_left_out(log):
    result = CliRunner().invoke(main, ["calls", str(log), "--interval", "30"])
    assert result.exit_code == 0
    assert result.stdout == "start,calls,aht_s\n2026-12-07T09:00,2,90.0\n2026-12-09T09:00,1,60.0\n"
    assert "3 calls on 2 days" in result.stderr
    assert "no call on 2026-12-08: left out, not written as 0" in result.stderr


def test_calls_writes_a_file_and_nothing_else(log, tmp_path):
    output = tmp_path / "calls.csv"
    result = CliRunner().invoke(main, ["calls", str(log), "-o", str(output), "--from", "09:00", "--to", "10:00"])
    assert (result.exit_code, result.stdout) == (0, "")
    assert len(output.read_text(encoding="utf-8").splitlines()) == 1 + 8
    assert {path.name for path in tmp_path.iterdir()} == {"log.csv", "calls.csv"}


@pytest.mark.parametrize("options", [
    ["--from", "09:00"], ["--from", "10:00", "--to", "09:00"], ["--from", "nine", "--to", "10:00"], ["--interval", "7"],
    ["--timezone", "Mars/Olympus"], ["--handling", "nowhere"], ["--sheet"],
])
def test_calls_with_bad_options_writes_nothing(log, tmp_path, options):
    output = tmp_path / "calls.csv"
    result = CliRunner().invoke(main, ["calls", str(log), "-o", str(output), *options])
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr
    assert not output.exists()


def test_the_table_of_a_log_is_a_forecast(log, tmp_path):
    """What `calls` writes, an instance reads."""
    calls = tmp_path / "calls.csv"
    CliRunner().invoke(main, ["calls", str(log), "-o", str(calls), "--from", "09:00", "--to", "10:00"])
    (tmp_path / "hotline.yaml").write_text("""
schema: 1
hotline: {name: H, timezone: Asia/Jakarta}
horizon: {start: 2026-12-07, days: 3}
hours: {weekly: {mon: ["09:00-10:00"], wed: ["09:00-10:00"]}}
calls: {forecast: calls.csv}
shifts: [{name: day, start: {from: "09:00", to: "09:00"}, length: {from_minutes: 60, to_minutes: 60}}]
contracts: {free: {hours_per_week: [0, 40]}}
operators: [{id: anna, contract: free}]
""", encoding="utf-8")
    result = CliRunner().invoke(main, ["staff", str(tmp_path), "--json"])
    assert result.exit_code == 0, result.stderr
    assert json.loads(result.stdout)["totals"]["calls"] == 3


@pytest.mark.parametrize(("title", "weeks"), [
    ("Week", ["2026-W40", "2026-W41", "2026-W42", "2026-W43"]), ("KW", ["2026/KW40", "2026/KW41", "2026/KW42", "2026/KW43"]),
    ("Week commencing", ["2026-09-28", "2026-10-05", "2026-10-12", "2026-10-19"]),
])
def test_totals_of_weeks_are_known_and_not_taken_for_intervals(title, weeks, tmp_path):
    log = tmp_path / "log.csv"
    rows = [(1203, 245), (1180, 250), (1250, 240), (1233, 240)]
    log.write_text(f"{title},Calls,AHT\n" + "".join(f"{week},{calls},{aht}\n"
                                                  for week, (calls, aht) in zip(weeks, rows, strict=True)))
    for command, said in (("calls", "holds a total a week: 4,866 calls in 4 weeks"),
                          ("forecast", "on a mean day there are 174 calls")):
        result = CliRunner().invoke(main, [command, str(log), "--timezone", "UTC"])
        assert (result.exit_code, result.stdout) == (2, "")
        assert said in result.stderr


def test_weekdays_without_dates_are_asked_about(tmp_path):
    log = tmp_path / "log.csv"
    log.write_text("Weekday,Time,Calls\nMonday,08:00,12\nMonday,08:30,15\nTuesday,08:00,11\n")
    result = CliRunner().invoke(main, ["calls", str(log), "--aht", "200"])
    assert result.exit_code == 2
    assert "is a weekday without a date, so that no week is known; write the dates there" in result.stderr
