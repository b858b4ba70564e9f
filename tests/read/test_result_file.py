"""`roster.json`: what is damaged is named with line, column and field."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scheduler.errors import InputError
from scheduler.read.result_file import read_result
from scheduler.roster import Roster
from tests.builders.properties import examples

START, END = "2026-12-07T08:00:00+07:00", "2026-12-07T16:30:00+07:00"
RESULT: dict[str, Any] = {
    "schema": 1,
    "instance": {"name": "helpline", "sha256": "0" * 64, "path": "instances/helpline"},
    "run": {
        "status": "feasible",
        "objective": 10.0,
        "bound": 9.0,
        "gap": 0.1,
        "seconds": None,
        "seed": 0,
        "workers": 1,
        "interrupted": False,
        "versions": {"scheduler": "0.1.0"},
    },
    "terms": {"understaffing": {"cost": 10.0, "amount": 2.0, "unit": "operator-hours"}},
    "shifts": [
        {
            "operator": "anna",
            "start": START,
            "end": END,
            "breaks": [{"kind": "lunch", "start": "2026-12-07T12:00:00+07:00", "end": "2026-12-07T12:30:00+07:00"}],
        }
    ],
    "intervals": [
        {"start": START, "queue": None, "calls": 3.0, "required": 1, "on_phone": 1.0, "service_level": 0.8}
    ],
}


def write(folder: Path, text: str) -> Path:
    path = folder / "roster.json"
    path.write_text(text, encoding="utf-8")
    return path


def test_round_trip(tmp_path: Path) -> None:
    result = Roster.model_validate(RESULT)
    assert read_result(write(tmp_path, result.to_json())) == result


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            f'"start": "{START}"',
            '"start": "2026-12-07T08:00:00"',
            ["roster.json:31:13: shifts[0].start", "no offset"],
        ),
        (
            '"kind": "lunch"',
            '"kind": "dinner"',
            ["roster.json:35:14: shifts[0].breaks[0].kind", '"dinner"', "lunch, breather"],
        ),
        (
            '"operator": "anna"',
            '"operater": "anna"',
            ["shifts[0].operator: is missing", "shifts[0].operater", "did you mean operator?"],
        ),
        ('"required": 1', '"required": "many"', ["intervals[0].required", '"many"', "whole numbers"]),
        ('"seed": 0,', '"seed": 0, "seed": 1,', ["seed", "twice"]),
        ('"bound": 9.0', '"bound": NaN', ["NaN", "finite"]),
        ('"bound": 9.0', '"bound": ', ["roster.json:11:", "not JSON"]),
        ('"end": "2026-12-07T16:30', '"end": "2026-12-06T16:30', ["shifts[0]", "before it starts"]),
        ('"schema": 1', '"schema": 2', ["roster.json:2:12: schema: found 2", "allowed"]),
    ],
)
def test_damage_is_named_with_its_place(old: str, new: str, said: list[str], tmp_path: Path) -> None:
    text = json.dumps(RESULT, indent=1)
    assert old in text
    with pytest.raises(InputError) as caught:
        read_result(write(tmp_path, text.replace(old, new, 1)))
    for part in said:
        assert part in str(caught.value)


def test_several_faults_at_once(tmp_path: Path) -> None:
    text = json.dumps(RESULT).replace('"lunch"', '"dinner"').replace('"feasible"', '"fine"')
    with pytest.raises(InputError) as caught:
        read_result(write(tmp_path, text))
    assert {fault.field for fault in caught.value.faults} == {"run.status", "shifts[0].breaks[0].kind"}


@pytest.mark.parametrize(
    "text", ["", "[]", "3", "[" * 100_000, '{"a": ' * 100_000, "\x00", '"' + "1" * 5000, "1" * 5000]
)
def test_what_is_no_roster_is_refused(text: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"roster\.json"):
        read_result(write(tmp_path, text))


def test_no_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        read_result(tmp_path / "none.json")


@settings(max_examples=examples(150), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    where=st.floats(0, 1),
    length=st.integers(0, 30),
    token=st.sampled_from(["", '"', "{", "]", ",", "null", "-1", "1e999", "\\ud800"]),
)
def test_random_damage(where: float, length: int, token: str, tmp_path: Path) -> None:
    text = json.dumps(RESULT, indent=1)
    at = int(where * len(text))
    try:
        read_result(write(tmp_path, text[:at] + token + text[at + length :]))
    except InputError as error:
        assert error.faults
