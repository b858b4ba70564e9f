"""`schedule solve --truth-rounds`, and what `schedule check` and `schedule simulate` then say."""

from __future__ import annotations

import json
import re

from .conftest import run

QUICK = ("--time-limit", "0.5", "--workers", "1", "--deterministic")


def test_rounds_are_told_and_the_roster_is_clean_and_keeps_its_promise(tiny, tmp_path):
    answer = run("solve", tiny, "-o", tmp_path / "plan", *QUICK, "--truth-rounds", 3)
    assert answer.returncode == 0, answer.stderr
    rounds = re.findall(r"^round (\d): promised [\d.]+%, simulated [\d.]+%$", answer.stderr, re.MULTILINE)
    assert rounds == [str(number) for number in range(1, len(rounds) + 1)]
    assert 1 <= len(rounds) <= 3
    roster = json.loads((tmp_path / "plan" / "roster.json").read_text("utf-8"))
    assert roster["truth"]["rounds"] in range(1, len(rounds) + 1)
    checked = run("check", tmp_path / "plan")
    assert checked.returncode == 0, checked.stdout
    played = json.loads(run("simulate", tmp_path / "plan", "--json").stdout)
    assert played["total"]["service_level"]["value"] == roster["truth"]["simulated"]


def test_without_rounds_nothing_is_said_of_truth(tiny, tmp_path):
    answer = run("solve", tiny, "-o", tmp_path / "plan", *QUICK)
    assert answer.returncode == 0, answer.stderr
    assert "truth" not in json.loads((tmp_path / "plan" / "roster.json").read_text("utf-8"))
