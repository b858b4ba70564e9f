"""`schedule rotation`: what it prints can be pasted, and what it refuses."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner
from ruamel.yaml import YAML

from scheduler.cli import main
from scheduler.instance.rotations import Rotation
from tests.builders.rotating import to_rotate


@pytest.fixture(scope="module")
def hotline(tmp_path_factory):
    path = tmp_path_factory.mktemp("rotation") / "hotline.yaml"
    path.write_text(json.dumps(to_rotate("early late", 1, "mon-tue", bounds={"rest_hours": 11}).as_written()))
    return str(path)


def run(*arguments):
    return CliRunner().invoke(main, ["rotation", *arguments])


def test_what_is_printed_last_is_an_entry_of_rotations(hotline):
    answer = run(hotline, "--weeks", "2", "--time-limit", "5")
    assert answer.exit_code == 0, answer.output
    head, _, entry = answer.stdout.partition("\nrotations:\n")
    assert "gap 0.00 %; checked" in head
    (written,) = YAML(typ="safe", pure=True).load("rotations:\n" + entry)["rotations"]
    entry = Rotation(**written)
    assert (len(entry.weeks), entry.offsets, entry.who.contract) == (2, "in_turn", ("free",))


def test_activities_are_left_out_with_a_word(tmp_path):
    path, meeting = tmp_path / "hotline.yaml", {"name": "meeting", "minutes": 60, "days": "mon-sun"}
    path.write_text(json.dumps(to_rotate("early", 1, "mon-tue", activities=[meeting]).as_written()))
    answer = run(str(path), "--weeks", "1", "--time-limit", "5", "--json")
    assert answer.exit_code == 0, answer.output
    assert "note: activities are left out (meeting): the time that they take off the phone comes on top" in answer.stderr
    assert json.loads(answer.stdout)["missing_hours"] == 48 - 2 * 8


def test_the_same_as_json(hotline):
    said = json.loads(run(hotline, "--weeks", "1", "--time-limit", "5", "--json").stdout)
    assert said["cost"] >= said["bound"] > 0
    assert Rotation(**said["rotation"]).starts.isoformat() == said["first_day"] == "2026-12-07"


def test_a_least_above_the_most_is_refused(hotline):
    answer = run(hotline, "--weeks", "2", "--mean-hours", "40", "30")
    assert answer.exit_code == 2
    assert "the least (40) is above the most (30)" in answer.stderr
