"""`schedule simulate` from the command line."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from scheduler.cli import main


@pytest.fixture
def roster(root: Path) -> Path:
    return root / "solutions" / "tiny"


def run(*arguments: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(main, ["simulate", *map(str, arguments)])
    return result.exit_code, result.stdout, result.stderr


def test_the_table_says_what_was_promised_and_what_is_simulated(roster):
    code, table, notes = run(roster, "--replications", 20, "--intervals")
    assert (code, notes) == (0, "")
    lines = table.splitlines()
    assert sum(line.startswith("promised ") and "simulated" in line for line in lines) == 1
    assert any(line.startswith("service level: answered within") for line in lines)
    assert any(line.startswith("total ") for line in lines)
    assert len([line for line in lines if line.startswith("2026-")]) >= 1 + 32
    assert any(line.startswith("breaks: ") and "keep their length" in line for line in lines)
    assert any(line.startswith("shifts: ") for line in lines)


def test_json_says_the_same(roster):
    code, text, _ = run(roster, "--replications", 20, "--json")
    found = json.loads(text)
    assert code == 0
    assert found["settings"] == {"replications": 20, "seed": 0, "lines": None, "handling": "lognormal", "handling_cv": 1.28}
    total = found["total"]["service_level"]
    assert total["low"] <= total["value"] <= total["high"]
    assert found["difference_points"] == pytest.approx(100 * (total["value"] - found["promised"]), abs=1e-4)
    assert len(found["intervals"]) == 32
    assert len(found["days"]) == len(found["queues"]) == 1
    assert found["days"][0]["promised"] == found["queues"][0]["promised"] == pytest.approx(found["promised"], abs=1e-6)
    weights = [(each["promised"], each["offered"]["value"]) for each in found["intervals"]]
    assert sum(level * calls for level, calls in weights) / sum(calls for _, calls in weights) == pytest.approx(
        found["promised"], abs=0.01)
    assert sum(each["offered"]["value"] for each in found["intervals"]) == pytest.approx(
        found["total"]["offered"]["value"], abs=1e-3)
    assert found["goal"]["replications_met"] <= 20
    assert found["breaks_and_shifts"]["breaks"] > 0
    _, table, _ = run(roster, "--replications", 20)
    assert f"simulated {total['value']:.1%}" in table


def test_the_same_seed_prints_the_same_and_another_does_not(roster):
    first, again, other = (run(roster, "--replications", 5, "--seed", seed)[1] for seed in (3, 3, 4))
    assert first == again
    assert first != other


def test_one_replication_has_no_interval(roster):
    code, text, _ = run(roster, "--replications", 1, "--json")
    assert code == 0
    assert json.loads(text)["total"]["service_level"]["low"] is None


def test_real_calls_are_replayed(roster, tmp_path, root: Path):
    start = (root / "instances" / "tiny" / "calls.csv").read_text("utf-8").splitlines()[1].split(",")[0]
    day = start[:10]
    log = tmp_path / "log.csv"
    log.write_text(f"when,talk,outcome\n{day} 09:00:30,60,answered\n{day} 09:10:00,90,answered\n{day} 09:11:00,,abandoned\n"
                   f"{day} 03:00:00,10,answered\n2020-01-01 09:00,10,answered\n")
    code, text, errors = run(roster, "--calls", log, "--column", "start=when", "--column", "handling=talk",
                             "--replications", 4, "--json")
    assert code == 0, errors
    found = json.loads(text)
    assert found["total"]["offered"]["value"] == 3
    assert "3 real calls of log.csv; left out: 1 outside the horizon, 1 outside the opening hours" in found["notes"][0]
    code, text, _ = run(roster, "--handling-log", log, "--column", "start=when", "--column", "handling=talk",
                        "--replications", 4, "--json")
    assert (code, json.loads(text)["settings"]["handling"]) == (0, "empirical")


def test_a_log_is_read_with_the_options_of_the_forecast(roster, tmp_path, root: Path):
    start = (root / "instances" / "tiny" / "calls.csv").read_text("utf-8").splitlines()[1].split(",")[0]
    day = f"{start[8:10]}/{start[5:7]}/{start[:4]}"
    log = tmp_path / "log.csv"
    log.write_text(f"when,talk,fate,lang\n{day} 09:00:30,1.5,DONE,a\n{day} 09:10:00,2.5,DONE,b\n{day} 09:11:00,,GONE,a\n")
    options = ("--start-column", "when", "--handling-column", "talk", "--unit", "min", "--outcome", "fate",
               "--answered", "DONE", "--abandoned", "GONE", "--one-row-a-call", "--replications", 2, "--json")
    code, text, errors = run(roster, "--calls", log, "--day-first", *options)
    assert code == 0, errors
    assert json.loads(text)["total"]["offered"]["value"] == 3
    assert "2 answered, mean handling time 120 s" in errors
    code, _, errors = run(roster, "--calls", log, *options)
    assert code == 2
    assert "--day-first or --month-first" in errors, "what it asks for is an option that it has"


def test_few_lines_block(roster):
    _, text, _ = run(roster, "--lines", 0, "--replications", 2, "--json")
    assert json.loads(text)["total"]["blocked"]["value"] == 1


def test_uncertain_load_widens_the_interval(roster):
    widths = []
    for options in ((), ("--day-sd", 40)):
        found = json.loads(run(roster, "--replications", 40, "--json", *options)[1])["total"]["offered"]
        widths.append(found["high"] - found["low"])
    assert widths[1] > 2 * widths[0]


@pytest.mark.parametrize("options", [
    ["--replications", "0"], ["--column", "speed=when"], ["--column", "start"], ["--lines", "-1"], ["--handling", "magic"],
    ["--calls", "nowhere.csv"], ["--instance", "nowhere"],
])
def test_wrong_usage_is_2(roster, options):
    code, table, errors = run(roster, *options)
    assert (code, table) == (2, "")
    assert errors


def test_a_roster_for_another_hotline_is_bad_input(roster, root: Path):
    code, table, errors = run(roster, "--instance", root / "instances" / "helpline")
    assert (code, table) == (2, "")
    assert "no operator of the instance has this id" in errors


def test_a_changed_instance_is_told(roster, root: Path, tmp_path):
    changed = Path(shutil.copytree(root / "instances" / "tiny", tmp_path / "tiny"))
    text = (changed / "hotline.yaml").read_text("utf-8")
    (changed / "hotline.yaml").write_text(text + "\n# a remark\n", "utf-8")
    code, _, errors = run(roster, "--instance", changed, "--replications", 2)
    assert code == 0
    assert "the instance has changed since this roster was made" in errors


def test_a_damaged_roster_is_bad_input(tmp_path):
    path = tmp_path / "roster.json"
    path.write_text("{}")
    assert run(path)[0] == 2
