"""`schedule staff` from the command line."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from scheduler.cli import main


def test_staff_prints_each_open_interval_the_total_and_the_goals(root: Path):
    result = CliRunner().invoke(main, ["staff", str(root / "instances" / "tiny")])
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0].split() == ["start", "calls", "aht_s", "required", "service", "level", "occupancy", "abandonment"]
    assert len(lines) == 1 + 32 + 1 + 2 + 1 + 4
    assert "operator-hours" in lines[34]
    assert [line.split()[0] for line in lines[-3:]] == ["interval", "day", "week"]


def test_staff_as_json_says_the_same(root: Path):
    result = CliRunner().invoke(main, ["staff", str(root / "instances" / "tiny"), "--json"])
    found = json.loads(result.stdout)
    assert len(found["intervals"]) == found["totals"]["intervals"] == 32
    assert found["totals"]["operator_hours"] == sum(row["required"] for row in found["intervals"]) / 4
    assert all(row["service_level"] >= 0.8 for row in found["intervals"])
    assert all(row["uncertain_level"] is None for row in found["intervals"])
    calls = sum(row["calls"] for row in found["intervals"])
    in_time = sum(row["calls"] * row["service_level"] for row in found["intervals"])
    assert found["totals"]["service_level"] == pytest.approx(in_time / calls, abs=1e-5)
    usual, day, week = found["goals"]
    assert usual["operator_hours"] == found["totals"]["operator_hours"]
    assert week["operator_hours"] <= day["operator_hours"] < usual["operator_hours"]


def test_staff_with_a_goal_over_the_day_requires_what_the_line_of_the_day_says(tiny, edit):
    edit(tiny / "hotline.yaml", "target_percent: 80,", "target_percent: 80, goal_over: day,")
    found = json.loads(CliRunner().invoke(main, ["staff", str(tiny), "--json"]).stdout)
    assert found["totals"]["operator_hours"] == found["goals"][1]["operator_hours"]
    assert found["totals"]["service_level"] >= 0.8 - 1e-6
    assert min(row["service_level"] for row in found["intervals"]) < 0.8


def test_staff_of_a_hotline_without_calls_has_no_share_to_tell(tiny):
    header, *rows = (tiny / "calls.csv").read_text("utf-8").splitlines()
    quiet = [f"{row.split(',')[0]},0,{row.split(',')[2]}" for row in rows]
    (tiny / "calls.csv").write_text("\n".join([header, *quiet]) + "\n", "utf-8")
    result = CliRunner().invoke(main, ["staff", str(tiny)])
    assert result.exit_code == 0, result.output
    assert "service level –" in result.stdout


def test_staff_with_quantiles_says_what_uncertainty_costs(tiny):
    header, *rows = (tiny / "calls.csv").read_text("utf-8").splitlines()
    wide = [f"{row},{0.3 * float(row.split(',')[1]):.3f},{2.5 * float(row.split(',')[1]):.3f}" for row in rows]
    (tiny / "calls.csv").write_text("\n".join([f"{header},calls_p10,calls_p90", *wide]) + "\n", "utf-8")
    result = CliRunner().invoke(main, ["staff", str(tiny)])
    assert "if uncertain" in result.stdout
    assert "with the forecast's uncertainty" in result.stdout
    found = json.loads(CliRunner().invoke(main, ["staff", str(tiny), "--json"]).stdout)
    assert found["totals"]["uncertain_level"] < found["totals"]["service_level"]
    assert found["totals"]["uncertain_hours"] >= found["totals"]["operator_hours"]
    assert found["goals"][0]["uncertain_hours"] == found["totals"]["uncertain_hours"]


SHARED = "french + dutch + english"


@pytest.fixture
def specialists(root, tmp_path):
    """A copy of `bilingual` in which everybody answers the last of their queues alone."""
    folder = tmp_path / "bilingual"
    shutil.copytree(root / "instances" / "bilingual", folder)
    with (folder / "operators.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        own = row["skills"].split("|")
        row["skills"] = "|".join([[name for name in own if name != "fines"][-1], *(["fines"] if "fines" in own else [])])
    with (folder / "operators.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, rows[0])
        table.writeheader()
        table.writerows(rows)
    return folder


def test_staff_prints_queues_that_share_operators_together(root: Path):
    result = CliRunner().invoke(main, ["staff", str(root / "instances" / "bilingual")])
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0].split() == ["queue", "start", "calls", "aht_s", "required", "service", "level", "occupancy", "abandonment"]
    assert all(line.startswith(f"{SHARED} 2026-11-") for line in lines[1 : 1 + 264])
    assert "operator-hours" in lines[2 + 264]


def test_staff_prints_each_queue_of_specialists_and_the_total(specialists: Path):
    result = CliRunner().invoke(main, ["staff", str(specialists)])
    assert result.exit_code == 0, result.output
    lines = result.stdout.splitlines()
    assert [line.split()[0] for line in lines[1 : 1 + 3 * 264]] == ["french"] * 264 + ["dutch"] * 264 + ["english"] * 264
    heads = [line.split(":")[0] for line in lines[2 + 3 * 264 : -5]]
    assert heads == [name for name in ("french", "dutch", "english", "in total") for _ in range(2)]


def test_staff_of_several_queues_as_json_adds_up(specialists: Path):
    result = CliRunner().invoke(main, ["staff", str(specialists), "--json"])
    found = json.loads(result.stdout)
    assert list(found["queues"]) == ["french", "dutch", "english"]
    assert found["totals"]["operator_hours"] == sum(queue["operator_hours"] for queue in found["queues"].values())
    assert found["totals"]["intervals"] == 264
    together: dict[str, int] = {}
    for row in found["intervals"]:
        together[row["start"]] = together.get(row["start"], 0) + row["required"]
    assert found["totals"]["most_required"] == max(together.values())
    assert found["totals"]["most_required"] > max(queue["most_required"] for queue in found["queues"].values())
    for name, queue in found["queues"].items():
        own = [row for row in found["intervals"] if row["queue"] == name]
        assert queue["operator_hours"] == sum(row["required"] for row in own) / 4


def test_queues_that_share_operators_require_fewer_than_each_with_its_own(root: Path, specialists: Path):
    together, apart = (json.loads(CliRunner().invoke(main, ["staff", str(folder), "--json"]).stdout)
                       for folder in (root / "instances" / "bilingual", specialists))
    assert "queues" not in together
    assert {row["queue"] for row in together["intervals"]} == {SHARED}
    assert together["totals"]["calls"] == pytest.approx(apart["totals"]["calls"])
    assert together["totals"]["operator_hours"] < apart["totals"]["operator_hours"]
    assert together["totals"]["service_level"] > 0.8


@pytest.mark.parametrize("command", [("staff",), ("lines",), ("forecast", "log.csv", "--one-row-a-call")])
def test_notes_on_the_instance_are_said(command, tiny, monkeypatch):
    (tiny / "availability.csv").write_text("operator,when,from,to,kind\nkenji,mon,,,avoid\nkenji,mon,,,avoid\n")
    days = [f"2026-11-{day:02d}" for day in (9, 16, 23, 30)]
    (tiny / "log.csv").write_text("start,handling_s\n" + "".join(
        f"{day}T{hour:02d}:{minute:02d},120\n" for day in days for hour in range(9, 17) for minute in (0, 20, 40)))
    monkeypatch.chdir(tiny)
    result = CliRunner().invoke(main, [*command, "."])
    assert result.exit_code == 0, result.stderr
    assert "note: availability.csv:row 3" in result.stderr


def test_what_certainty_costs_is_one_table(root):
    ran = CliRunner().invoke(main, ["staff", str(root / "instances" / "tiny"), "--day-sd", "20", "--json"])
    found = json.loads(ran.stdout)["certainties"]
    assert [each["certainty_percent"] for each in found] == [None, 50, 75, 90, 95]
    hours = [each["operator_hours"] for each in found[1:]]
    assert hours == sorted(hours)
    assert hours[-1] > found[0]["operator_hours"]
    certain = CliRunner().invoke(main, ["staff", str(root / "instances" / "tiny"), "--json"])
    assert json.loads(certain.stdout)["certainties"] == []


def test_redials_are_told_where_callers_call_again(root: Path, tmp_path: Path):
    shutil.copytree(root / "instances" / "tiny", tmp_path / "tiny")
    told = tmp_path / "tiny" / "hotline.yaml"
    plain = CliRunner().invoke(main, ["staff", str(told)]).stdout
    told.write_text(told.read_text().replace("patience_s: 180", "patience_s: 180, redials: {percent: 50, delay_s: 300}"))
    found = CliRunner().invoke(main, ["staff", str(told)]).stdout
    assert "with redials" not in plain
    assert "of each caller" in next(line for line in found.splitlines() if line.startswith("with redials "))
    record = json.loads(CliRunner().invoke(main, ["staff", str(told), "--json"]).stdout)
    assert record["totals"]["attempts"] > 1
    assert all(row["attempts"] >= 1 for row in record["intervals"])
