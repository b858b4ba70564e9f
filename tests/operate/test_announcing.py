"""Who must be told what, and that it is said once."""

from __future__ import annotations

import json

import pytest

import scheduler
from scheduler.operate.announcing import messages
from scheduler.publish.record import read_record
from tests.builders.checked import day, instance, shift
from tests.builders.published import published
from tests.cli.conftest import run


def test_a_message_speaks_of_its_reader_alone():
    plan = instance(horizon=2, operators=[{"id": "anna", "name": "Anna Berg", "contract": "free", "email": "anna@example.org"},
                                          {"id": "ben", "name": "Ben Okafor", "contract": "free"}])
    old = [shift(plan, day(0), 240), shift(plan, day(1), 240, operator="ben")]
    first = list(messages(plan, None, old))
    assert [(each.operator, each.address) for each in first] == [("anna", "anna@example.org"), ("ben", None)]
    assert first[0].text == "Hello Anna Berg, your shifts at Helpline:\n  Mon 2026-12-07: 08:00–12:00; breather 10:00–10:15"
    assert list(messages(plan, old, old)) == []
    new = [old[0], shift(plan, day(0, "10:00"), 240, operator="ben")]
    (told,) = messages(plan, old, new)
    assert told.text == ("Hello Ben Okafor, your shifts at Helpline have changed:\n"
                         "  Mon 2026-12-07: please come, 10:00–14:00; breather 12:00–12:15\n"
                         "  Tue 2026-12-08: off, no longer 08:00–12:00")


@pytest.mark.heavy
def test_what_was_said_is_not_said_again(tmp_path):
    scheduler.publish(published(), tmp_path)
    assert read_record(tmp_path).state == "draft"
    people = len({each.operator for each in published().roster.shifts})
    for arguments, told in ((["--diff"], people), ([], people), ([], 0)):
        done = run("publish", tmp_path, *arguments)
        assert done.returncode == 0
        assert done.stdout.count("Hello ") == told
    assert read_record(tmp_path).state == "published"
    assert run("check", tmp_path).returncode == 0
    broken = json.loads((tmp_path / "roster.json").read_text())
    broken["shifts"] = broken["shifts"][1:]
    (tmp_path / "roster.json").write_text(json.dumps(broken))
    assert run("publish", tmp_path).returncode == 5
