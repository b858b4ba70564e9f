"""YAML that is hostile, and words and times that other readers change."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from scheduler.errors import InputError
from scheduler.read.instance_file import read_instance

YAML, OPERATORS, AVAILABILITY, CALLS = "hotline.yaml", "operators.csv", "availability.csv", "calls.csv"


@pytest.mark.parametrize(
    "text",
    [
        "a: &a [*a]",
        "[" * 1000,
        "a: &a [x, x, x, x, x, x, x, x, x]\n"
        + "".join(f"{chr(98 + i)}: &{chr(98 + i)} [{', '.join(['*' + chr(97 + i)] * 9)}]\n" for i in range(9)),
        "",
        "# only a comment",
        "- a list",
        "a: \x00",
        "? [a, b]\n: c",
        "%YAML 1.1\n---\nhotline: {name: NO, timezone: 22:30}",
        "--- a\n--- b",
        "\ufeffschema: 1",
    ],
    ids=lambda text: text[:12].strip() or "empty",
)
def test_hostile_yaml_is_refused_quickly(text: str, tmp_path: Path) -> None:
    file = tmp_path / "x.yaml"
    file.write_text(text, encoding="utf-8")
    started = time.process_time()
    with pytest.raises(InputError) as caught:
        read_instance(file)
    assert "x.yaml" in str(caught.value)
    assert time.process_time() - started < 8


def test_yaml_words_and_times_stay_what_they_are(starter) -> None:
    folder = starter(
        {YAML: [('from: "08:00", to: "14:00"', "from: 08:00, to: 14:00"), ("name: Starter Helpline", "name: NO")]}
    )
    instance = read_instance(folder).instance
    assert (instance.shifts[0].start.first, instance.hotline.name) == (480, "NO")
