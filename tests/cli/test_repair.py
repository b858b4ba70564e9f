"""`schedule repair` and `schedule absent`: what they print and what they leave in the folder."""

from __future__ import annotations

import pytest

import scheduler
from tests.builders.published import published
from tests.cli.conftest import files, run


@pytest.mark.heavy
def test_an_absence_is_mended_and_published(tmp_path):
    plan, shift = tmp_path / "plan", published().roster.shifts[0]
    scheduler.publish(published(), plan)
    done = run("absent", plan, "--operator", shift.operator, "--from", shift.start.date(), "--time-limit", "0.5")
    assert (done.returncode, done.stderr) == (0, "")
    assert "proven: no repair costs less than" in done.stdout
    assert run("check", plan).returncode == 0
    before = files(plan)
    (tmp_path / "events.csv").write_text("event,operator,from,to,value\nabsent,nobody,2026-12-08,,\n")
    wrong = run("repair", plan, tmp_path / "events.csv")
    assert (wrong.returncode, files(plan)) == (2, before)
    assert "events.csv:row 2: operator: found 'nobody'" in wrong.stderr
    absent = run("absent", plan, "--operator", "nobody", "--from", "2026-12-08")
    assert absent.returncode == 2
    assert absent.stderr.startswith("--operator: found 'nobody'")
    assert run("absent", plan, "--operator", "a", "--from", "2026-12-08", "--to", "2026-12-07").returncode == 2
    other = run("repair", plan, "--now", "2026-12-08T00:00", "--time-limit", "0.3", "-o", tmp_path / "other")
    assert other.returncode == 0
    assert files(plan) == before
