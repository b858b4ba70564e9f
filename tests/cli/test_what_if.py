"""`schedule what-if`: table, page, figures and rosters; the ready-made question of hiring."""

from __future__ import annotations

import json

import pytest

from tests.cli.conftest import run


@pytest.mark.heavy
def test_scenarios_are_printed_drawn_and_kept(tiny, tmp_path):
    (tmp_path / "s.yaml").write_text("scenarios: [{name: <b>more</b>, calls_times: 1.5}]\n", "utf-8")
    done = run("what-if", tiny, tmp_path / "s.yaml", "-o", tmp_path / "out", "--time-limit", "0.3", "--deterministic")
    assert done.returncode == 0, done.stderr
    assert "as it is" in done.stdout
    assert "2 of 2: <b>more</b>" in done.stderr
    page = (tmp_path / "out" / "what-if.html").read_text("utf-8")
    assert "&lt;b&gt;more" in page
    assert page.count('class="sure"') == 8
    record = json.loads((tmp_path / "out" / "what-if.json").read_text("utf-8"))
    assert [each["name"] for each in record["scenarios"]] == ["as it is", "<b>more</b>"]
    assert record["scenarios"][1]["is_decided"] is True
    assert run("check", tmp_path / "out" / "rosters" / "01" / "roster.json").returncode == 0


def test_what_is_wrong_ends_with_exit_code_2(tiny, tmp_path):
    (tmp_path / "s.yaml").write_text("scenarios: [{lunch_minute: 45}]\n", "utf-8")
    done = run("what-if", tiny, tmp_path / "s.yaml")
    assert (done.returncode, done.stdout) == (2, "")
    assert "s.yaml:1:28" in done.stderr
    done = run("what-if", tiny, "hiring")
    assert done.returncode == 2
    assert "the horizon has 1 days; allowed are at least 7" in done.stderr
