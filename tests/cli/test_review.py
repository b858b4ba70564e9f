"""`schedule review`: from a folder and a log to a page, and a patch that the instance takes."""

from __future__ import annotations

import subprocess

import numpy as np
import pytest

import scheduler
from tests.cli.conftest import run


@pytest.mark.heavy
def test_a_plan_is_reviewed_and_its_patch_applies(tmp_path):
    hotline, plan = tmp_path / "hotline", tmp_path / "plan"
    scheduler.starter(hotline)
    assert run("solve", hotline, "-o", plan, "--time-limit", "1").returncode == 0
    dice, instance = np.random.default_rng(1), scheduler.read(hotline)
    rows = [f"{row.start:%Y-%m-%dT%H:%M}:{dice.integers(60):02},{dice.exponential(400):.0f}"
            for row in instance.calls.forecast for _ in range(dice.poisson(1.5 * row.calls))]
    (tmp_path / "log.csv").write_text("start,handling_s\n" + "\n".join(rows) + "\n")
    done = run("review", plan, "--calls", tmp_path / "log.csv", "--time-limit", "2")
    assert done.returncode == 0, done.stderr
    assert "% low" in done.stdout
    assert (plan / "review.html").is_file()
    subprocess.run(["patch", "-p1", "-i", plan / "review.diff"], cwd=hotline, check=True, capture_output=True)
    after = scheduler.read(hotline)
    assert sum(row.calls for row in after.calls.forecast) == pytest.approx(len(rows), rel=0.01)
    (tmp_path / "table.csv").write_text("operator,kind,from,to\nnobody,work,2026-12-07T08:00,2026-12-07T12:00\n")
    wrong = run("review", plan, "--calls", tmp_path / "log.csv", "--attendance", tmp_path / "table.csv")
    assert (wrong.returncode, "is no operator" in wrong.stderr) == (2, True)
