"""`schedule shifts`: what it prints and writes, and what it refuses."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from scheduler.cli import main

INSTANCES = Path(__file__).resolve().parents[2] / "instances"
QUICK = ["--time-limit", "20", "--gap", "30"]


def run(*words):
    return CliRunner().invoke(main, ["shifts", *map(str, words)])


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    folder = tmp_path_factory.mktemp("plan")
    answer = run(INSTANCES / "tiny", *QUICK, "-o", folder, "--json")
    assert answer.exit_code == 0, answer.output
    return folder, json.loads(answer.stdout)


def test_one_object_says_how_many_and_when(written):
    _, told = written
    assert 0 < told["bound"] <= told["cost"]
    (day,) = told["day_types"]
    assert day["dates"] == ["2026-12-07"] and day["planned"]
    assert sum(kind["count"] for kind in day["shifts"]) == told["shifts"] > 0
    assert all(kind["breaks"] for kind in day["shifts"])


def test_the_folder_holds_a_page_and_tables_of_the_same_shifts(written):
    folder, told = written
    assert {path.name for path in folder.iterdir()} == {
        "shifts.html", "shifts.csv", "breaks.csv", "coverage.csv", "shift-plan.json"}
    with (folder / "shifts.csv").open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.DictReader(file))) == told["shifts"]
    page = (folder / "shifts.html").read_text(encoding="utf-8")
    assert "<script" not in page and "http" not in page.replace("http-equiv", "").replace("http://www.w3.org", "")
    assert page.count('class="at"') == len(told["day_types"][0]["shifts"])


def test_several_queues_are_refused_with_their_place():
    answer = run(INSTANCES / "bilingual", "--time-limit", "1")
    assert answer.exit_code == 2
    assert "hotline.yaml:" in answer.stderr and "service.queues: found 3 queues" in answer.stderr
