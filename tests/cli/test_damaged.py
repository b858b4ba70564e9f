"""Damaged instances on the command line: exit code 2, a message with the place, and nothing written."""

from __future__ import annotations

import shutil

import pytest
from click.testing import CliRunner

from scheduler.cli import main

from .conftest import files, run

YAML, OPERATORS, AVAILABILITY, CALLS = "hotline.yaml", "operators.csv", "availability.csv", "calls.csv"

# name: (file, old, new, what the message says: the place, and what is wrong)
DAMAGES = {
    "not_yaml": (YAML, "hours:\n", "hours: [\n", "hotline.yaml:", "not YAML"),
    "duplicate_key": (YAML, "calls: {", "schema: 1\ncalls: {", "hotline.yaml:7:1: schema", "second time"),
    "unknown_key": (YAML, "min_operators", "min_operator", "hotline.yaml:", "did you mean min_operators?"),
    "missing_key": (YAML, "timezone: Asia/Jakarta, ", "", "hotline.timezone", "is missing"),
    "unknown_zone": (YAML, "Asia/Jakarta", "Asia/Djakarta", "hotline.yaml:3:", "IANA"),
    "not_a_number": (YAML, "days: 1}", "days: one}", "hotline.yaml:4:36: horizon.days", "whole numbers"),
    "truth_as_number": (YAML, "days: 1}", "days: true}", "hotline.yaml:4:36: horizon.days", "found true"),
    "out_of_range": (YAML, "target_percent: 80", "target_percent: 180", "service.target_percent", "180 %"),
    "negative_time": (YAML, 'from: "09:00"', "from: -15", "shifts.start.from", "HH:MM"),
    "not_a_weekday": (YAML, "mon-sat", "mon-sut", "hotline.yaml:6:", "mon-sut"),
    "window_reversed": (YAML, '"09:00-17:00"', '"09:00_17:00"', "hours.weekly.mon-sat", "HH:MM-HH:MM"),
    "break_off_grid": (YAML, "lunch: {minutes: 30", "lunch: {minutes: 40", "breaks.lunch.minutes", "40 min"),
    "pair_reversed": (YAML, "[0, 56]", "[56, 0]", "contracts.day.hours_per_week", "56 h"),
    "endless_rule": (YAML, "hours:\n", 'hours:\n  rules: [{rrule: "FREQ=SECONDLY", hours: "10:00-11:00"}]\n',
                     "hours.rules", "FREQ must be one of"),
    "table_outside": (YAML, "operators.csv", "../operators.csv", "hotline.yaml:23:12: operators",
                      "inside the instance's folder"),
    "no_such_table": (YAML, "forecast: calls.csv", "forecast: call.csv", "calls.forecast", "no such file"),
    "no_pattern_fits": (YAML, "max_work_minutes: 150", "max_work_minutes: 50", "hotline.yaml:", "break"),
    "unknown_contract": (OPERATORS, "kenji@example.org,day", "kenji@example.org,night", "operators.csv:row 3", "night"),
    "duplicate_id": (OPERATORS, "kenji,", "kavya,", "operators.csv:row", "kavya"),
    "unknown_operator": (AVAILABILITY, "kenji,mon", "kenny,mon", "availability.csv:row 2", "kenny"),
    "half_a_window": (AVAILABILITY, "09:00,14:00", "09:00,", "availability.csv:row 2", "stand together"),
    "unknown_kind": (AVAILABILITY, ",only", ",never", "availability.csv:row 2", "never"),
    "overlapping_pins": (AVAILABILITY, "kavya,mon,16:00,17:00,avoid",
                         "kavya,mon,09:00,13:00,pinned\nkavya,mon,12:00,17:00,pinned", "availability.csv:row", "kavya"),
    "no_calls_for_an_interval": (CALLS, "2026-12-07T12:00,4.7,237\n", "", "calls", "12:00"),
    "negative_calls": (CALLS, "09:00,2.4", "09:00,-2.4", "calls.csv:row 2", "-2.4"),
    "interval_twice": (CALLS, "2026-12-07T09:15", "2026-12-07T09:00", "calls.csv:row", "09:00"),
    "lost_column": (CALLS, "start,calls,aht_s", "start,calls,aht", "calls.csv", "aht_s"),
}


def solve(*arguments: object):
    return CliRunner().invoke(main, ["solve", *map(str, arguments)])


@pytest.mark.parametrize("name", DAMAGES)
def test_a_damaged_instance(name, tiny, tmp_path, edit):
    file, old, new, place, message = DAMAGES[name]
    edit(tiny / file, old, new)
    before = files(tmp_path)
    answer = solve(tiny, "-o", tmp_path / "out")
    assert answer.exit_code == 2, answer.output
    assert answer.stdout == ""
    lines = [line for line in answer.stderr.splitlines() if place in line and message in line]
    assert lines, answer.stderr
    assert "Traceback" not in answer.stderr
    assert files(tmp_path) == before


def test_all_faults_are_told_at_once(tiny, tmp_path, edit):
    for name in ("unknown_zone", "out_of_range", "unknown_contract", "unknown_kind", "negative_calls"):
        edit(tiny / DAMAGES[name][0], *DAMAGES[name][1:3])
    answer = solve(tiny, "-o", tmp_path / "out", "--json")
    assert answer.exit_code == 2
    assert answer.stdout == ""
    for text in ("Asia/Djakarta", "180 %", "night", "never", "-2.4"):
        assert text in answer.stderr


def test_times_that_the_clock_change_takes_away(root, tmp_path, edit):
    folder = shutil.copytree(root / "instances" / "provider-24x7", tmp_path / "provider")
    edit(folder / CALLS, "2026-10-25T02:00+02:00", "2026-10-25T02:00")
    answer = solve(folder, "-o", tmp_path / "out")
    assert answer.exit_code == 2
    assert "calls.csv:row" in answer.stderr
    assert "2026-10-25" in answer.stderr


@pytest.mark.parametrize("content", [b"", b"\x00\x01", b"PK\x03\x04 no workbook", b"[]", b"\xff\xfe"])
@pytest.mark.parametrize("name", ["hotline.yaml", "hotline.xlsx", "hotline.txt"])
def test_no_instance_at_all(name, content, tmp_path):
    (tmp_path / name).write_bytes(content)
    answer = solve(tmp_path / name, "-o", tmp_path / "out")
    assert answer.exit_code == 2, answer.output
    assert name in answer.stderr
    assert "Traceback" not in answer.stderr
    assert not (tmp_path / "out").exists()


def test_an_empty_folder(tmp_path):
    (tmp_path / "empty").mkdir()
    answer = solve(tmp_path / "empty", "-o", tmp_path / "out")
    assert answer.exit_code == 2
    assert "hotline.yaml" in answer.stderr


def test_the_same_as_a_process(tiny, tmp_path, edit):
    edit(tiny / YAML, "Asia/Jakarta", "Asia/Djakarta")
    answer = run("solve", tiny, "-o", tmp_path / "out", "--json")
    assert answer.returncode == 2
    assert answer.stdout == ""
    assert answer.stderr == ('hotline.yaml:3:49: hotline.timezone: found "Asia/Djakarta": unknown time zone; '
                             "allowed are IANA names such as Europe/Berlin\n")
    assert not (tmp_path / "out").exists()
