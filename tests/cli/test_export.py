from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from scheduler.cli import main
from scheduler.read.instance_file import read_instance
from scheduler.roster import Break, Shift
from tests.builders.checked import result as true_result

HOTLINE = """
schema: 1
hotline: {name: Helpline, timezone: Asia/Jakarta, interval_minutes: 60, break_grid_minutes: 15}
horizon: {start: 2026-12-07, days: 1}
hours: {weekly: {mon: ["09:00-11:00"]}}
calls:
  forecast:
    - {start: "2026-12-07T09:00+07:00", calls: 10, aht_s: 180}
    - {start: "2026-12-07T10:00+07:00", calls: 10, aht_s: 180}
breaks: {breathers: {minutes: 15, count: [{from_shift_minutes: 120, breathers: 1}]}}
shifts: [{name: day, start: {from: "09:00", to: "09:00"}, length: {from_minutes: 120, to_minutes: 120}}]
contracts: {full: {hours_per_week: [0, 40]}}
operators: [{id: anna, name: Anna, contract: full}]
"""


@pytest.fixture
def solution(tmp_path, monkeypatch):
    """A roster in ``solutions/tiny`` of an instance in ``instances/tiny``, seen from the folder above both."""
    (tmp_path / "instances" / "tiny").mkdir(parents=True)
    (tmp_path / "instances" / "tiny" / "hotline.yaml").write_text(HOTLINE, "utf-8")
    monkeypatch.chdir(tmp_path)
    zone = dt.timezone(dt.timedelta(hours=7))

    def at(hour: int, minute: int = 0) -> dt.datetime:
        return dt.datetime(2026, 12, 7, hour, minute, tzinfo=zone)

    reference = read_instance(tmp_path / "instances" / "tiny").ref.model_copy(update={"path": "instances/tiny"})
    shift = Shift(operator="anna", start=at(9), end=at(11), breaks=(
        Break(kind="breather", start=at(10), end=at(10, 15)),))
    true = true_result(read_instance(tmp_path / "instances" / "tiny").instance, [shift])
    result = true.model_copy(update={"instance": reference})
    folder = tmp_path / "solutions" / "tiny"
    folder.mkdir(parents=True)
    (folder / "roster.json").write_text(result.to_json(), "utf-8")
    return folder


def run(*arguments: object):
    return CliRunner().invoke(main, ["export", *map(str, arguments)])


def names(folder):
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def test_export_into_the_rosters_own_folder(solution):
    done = run(solution / "roster.json", "--to", "ical", "--to", "csv")
    assert done.exit_code == 0, done.output
    assert names(solution) == {"roster.json", "published.json", "calendars/anna.ics", "shifts.csv", "breaks.csv",
                               "ledger.csv"}
    assert done.stdout.split() == [str(solution / "calendars" / "anna.ics"), str(solution / "shifts.csv"),
                                   str(solution / "breaks.csv"), str(solution / "ledger.csv")]


def test_export_elsewhere_with_breaks(solution, tmp_path):
    done = run(solution, "--to", "ical", "--to", "excel", "--to", "html", "-o", tmp_path / "out", "--breaks")
    assert done.exit_code == 0, done.output
    assert names(tmp_path / "out") == {"published.json", "calendars/anna.ics", "roster.xlsx", "report.html"}
    assert names(solution) == {"roster.json"}
    assert "CATEGORIES:BREATHER" in (tmp_path / "out" / "calendars" / "anna.ics").read_text("utf-8")


def test_the_instance_is_found_beside_the_roster_or_named(solution, tmp_path, monkeypatch):
    instance = tmp_path / "instances" / "tiny"
    (solution / "instances").mkdir()
    instance.rename(solution / "instances" / "tiny")
    assert run(solution, "--to", "csv").exit_code == 0
    (solution / "instances" / "tiny").rename(tmp_path / "moved")
    done = run(solution, "--to", "html")
    assert done.exit_code == 2
    assert "instances/tiny" in done.stderr and "--instance" in done.stderr
    assert not (solution / "report.html").exists()
    assert run(solution, "--to", "html", "--instance", tmp_path / "moved").exit_code == 0


def test_an_instance_that_changed_since_is_told(solution, tmp_path):
    assert run(solution, "--to", "csv").stderr == ""
    path = tmp_path / "instances" / "tiny" / "hotline.yaml"
    path.write_text(HOTLINE + "# changed\n", "utf-8")
    done = run(solution, "--to", "csv")
    assert done.exit_code == 0
    assert "changed since" in done.stderr


def test_a_roster_that_breaks_a_rule_is_refused(solution):
    path = solution / "roster.json"
    data = json.loads(path.read_text("utf-8"))
    data["shifts"][0]["breaks"] = []
    path.write_text(json.dumps(data), "utf-8")
    done = run(solution, "--to", "ical", "--to", "excel")
    assert done.exit_code == 5
    assert "breaks: 1 breaks: anna 2026-12-07 09:00-11:00" in done.stderr + str(done.exception)
    assert names(solution) == {"roster.json"}


def test_of_many_violations_the_first_twenty_are_shown(solution):
    path = solution / "roster.json"
    data = json.loads(path.read_text("utf-8"))
    data["shifts"] *= 50
    path.write_text(json.dumps(data), "utf-8")
    done = run(solution, "--to", "csv")
    assert done.exit_code == 5
    *shown, last = (done.stderr or str(done.exception)).splitlines()
    assert len(shown) == 20
    assert "violations" in last and int(last.split()[-2]) > 20


@pytest.mark.parametrize("arguments", [(), ("--to", "pdf")])
def test_a_kind_must_be_named(solution, arguments):
    assert run(solution, *arguments).exit_code == 2
    assert names(solution) == {"roster.json"}


def test_what_a_form_of_another_system_cannot_carry_is_told_and_nothing_else_is_written_over(solution):
    done = run(solution, "--to", "teams", "--to", "deputy", "-o", "there")
    assert done.stdout.split() == [str(Path("there") / name) for name in ("teams-shifts.xlsx", "deputy-schedule.csv")]
    assert "note: teams: people are known by their e-mail addresses there, and no address in" in done.stderr
    assert "note: deputy: a shift has one rest break there" in done.stderr
    Path("there/teams-shifts.xlsx").write_text("my notes", "utf-8")
    again = run(solution, "--to", "teams", "-o", "there")
    assert again.exit_code == 2
    assert "not written over" in again.output
    assert Path("there/teams-shifts.xlsx").read_text("utf-8") == "my notes"


def test_sheets_for_operators_are_of_the_workbook(solution):
    refused = run(solution, "--to", "ical", "--operator-sheets")
    assert refused.exit_code == 2
    assert "allowed is with --to excel" in refused.stderr
    assert run(solution, "--to", "excel", "--operator-sheets").exit_code == 0
    assert "anna" in openpyxl.load_workbook(solution / "roster.xlsx").sheetnames
