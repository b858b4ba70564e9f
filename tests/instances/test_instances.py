"""The committed hotlines: complete, readable, and what the generator writes."""

from __future__ import annotations

import csv
import json
import re
import runpy
import shutil
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from scheduler.read.instance_file import read_instance
from scheduler.rules.preflight import preflight_faults

FOLDER = Path(__file__).resolve().parents[2] / "instances"
NAMES = sorted(path.parent.name for path in FOLDER.glob("*/hotline.yaml"))
GENERATOR = runpy.run_path(str(FOLDER / "generate.py"))


@pytest.fixture(scope="module", params=NAMES)
def name(request):
    return request.param


def test_every_instance_has_a_recipe():
    assert set(NAMES) == GENERATOR["RECIPES"].keys()
    assert {"tiny", "helpline", "admissions", "provider-24x7", "national", "bilingual"} <= set(NAMES)


def test_the_generator_writes_the_committed_tables_byte_for_byte(name):
    for file_name, text in GENERATOR["tables"](name).items():
        assert (FOLDER / name / file_name).read_bytes() == text.encode(), f"{name}/{file_name}"


def test_reads_without_fault_and_every_open_interval_has_one_row(name):
    instance = read_instance(FOLDER / name).instance
    grid = instance.grid
    opened = sum((end - start) // grid.cells_per_interval for windows in instance.opening for start, end in windows)
    assert len(instance.calls.forecast) == opened * len(instance.queues)
    assert all(row.calls > 0 for row in instance.calls.forecast)
    assert not list(preflight_faults(instance))


@pytest.mark.parametrize(("name", "operators", "days"), [
    ("tiny", 4, 1), ("helpline", 30, 14), ("admissions", 8, 14), ("provider-24x7", 40, 14), ("national", 300, 7),
    ("bilingual", 34, 7), ("crisis-line", 40, 30),
])
def test_has_the_size_it_is_known_for(name, operators, days):
    instance = read_instance(FOLDER / name).instance
    assert (len(instance.operators), instance.grid.days) == (operators, days)


def test_the_repeated_hour_stands_twice_and_apart():
    with (FOLDER / "provider-24x7" / "calls.csv").open(encoding="utf-8") as file:
        starts = [row["start"] for row in csv.DictReader(file)]
    repeated = [start for start in starts if start.startswith("2026-10-25T02:")]
    assert len(repeated) == 8
    assert len(set(starts)) == len(starts)


def test_every_set_of_queues_of_the_bilingual_one_has_its_operators():
    instance = read_instance(FOLDER / "bilingual").instance
    queues = set(instance.service.queues)
    sets = {tuple(sorted(queues & set(operator.skills))) for operator in instance.operators}
    assert queues == {"french", "dutch", "english"}
    assert {("french",), ("dutch",), ("dutch", "french"), ("dutch", "english", "french")} <= sets
    assert any(len(each) == 2 and "english" in each for each in sets)
    assert instance.hotline.most_on_phone < len(instance.operators)
    assert 2 < sum("fines" in operator.skills for operator in instance.operators) < 10


def plain(value):
    """The same with texts for keys, as JSON has them."""
    return {str(key): plain(inner) for key, inner in value.items()} if isinstance(value, dict) else value


def test_the_pieces_in_the_guide_make_a_hotline(root, tmp_path):
    text = (root / "docs" / "guide" / "your-hotline.md").read_text(encoding="utf-8")
    found = (YAML(typ="safe").load(piece) for piece in re.findall(r"```yaml\n(.*?)```", text, re.DOTALL))
    pieces = [piece for piece in found if isinstance(piece, dict)]  # a row of a list is one more of its kind
    hotline = YAML(typ="safe").load((FOLDER / "helpline" / "hotline.yaml").read_text(encoding="utf-8"))
    for piece in pieces:
        hotline |= {topic: value for topic, value in piece.items() if topic in hotline and topic not in ("hotline", "horizon")}
    assert {"hours", "shifts", "breaks", "contracts"} <= {topic for piece in pieces for topic in piece}
    shutil.copytree(FOLDER / "helpline", tmp_path / "helpline")
    (tmp_path / "helpline" / "hotline.yaml").write_text(json.dumps(plain(hotline), default=str), encoding="utf-8")
    assert not list(preflight_faults(read_instance(tmp_path / "helpline").instance))
