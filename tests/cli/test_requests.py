"""`schedule requests`: what it prints, and what it leaves in the folder."""

from __future__ import annotations

import json

import pytest

import scheduler
from tests.builders.published import published
from tests.cli.conftest import files, run


@pytest.mark.heavy
def test_requests_are_answered_and_granted(tmp_path):
    plan, table = tmp_path / "plan", tmp_path / "asked.csv"
    scheduler.publish(published(), plan)
    before = files(plan)
    table.write_text("id,operator,kind,date,to,start,template,minutes\na,folake,off,2026-12-07,,,,\nb,kavya,off,2026-12-07,,,,\n")
    told = run("requests", plan, table, "--allowance", "1")
    assert (told.returncode, files(plan)) == (0, before)
    assert told.stdout.splitlines()[1].startswith("b kavya, day off on Mon 2026-12-07: waiting, place 1")
    done = json.loads(run("requests", plan, table, "--allowance", "1", "--grant", "--json").stdout)
    told = [(each["id"], each["status"], each["place"]) for each in done["answers"]]
    assert told == [("a", "granted", None), ("b", "waiting", 1)]
    assert str(plan / "roster.json") in done["files"]
    assert run("check", plan).returncode == 0
    notes = [row.note for row in scheduler.read_roster(plan).instance.availability]
    assert notes == ["request a: day off on Mon 2026-12-07"]


def test_what_is_wrong_ends_with_exit_code_2_and_writes_nothing(tmp_path):
    plan, table = tmp_path / "plan", tmp_path / "asked.csv"
    published_json = plan / "roster.json"
    table.write_text("operator,kind,date\nfolake,off,2027-01-01\n")
    plan.mkdir()
    published_json.write_text("{}")
    assert run("requests", plan, table, "-o", tmp_path / "other").returncode == 2
    assert not (tmp_path / "other").exists()
