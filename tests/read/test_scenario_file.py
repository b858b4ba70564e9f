"""Files of scenarios: read whole, or refused with place, value and what is allowed."""

from __future__ import annotations

import pytest

from scheduler.errors import InputError
from scheduler.read.scenario_file import read_scenarios


def written(tmp_path, text, **tables):
    (tmp_path / "s.yaml").write_text(text, "utf-8")
    for name, content in tables.items():
        (tmp_path / f"{name}.csv").write_text(content, "utf-8")
    return tmp_path / "s.yaml"


def test_a_file_is_read_with_the_tables_beside_it(tmp_path):
    path = written(tmp_path, """scenarios:
  - name: more
    add: {operators: more.csv}
    open: sun 10:00-12:00, 13:00-16:00
  - operators: {contract: half, add: 0..6, from: 2026-12-14}
""", more="id,contract\nzoe,half\n")
    found, places = read_scenarios(path)
    assert found.scenarios[0].add == {"operators": ({"id": "zoe", "contract": "half"},)}
    assert [str(window) for window in found.scenarios[0].open[0].hours] == ["10:00-12:00", "13:00-16:00"]
    assert found.scenarios[1].operators[0].add == tuple(range(7))
    assert places.find(("scenarios", 1)) == "s.yaml:5:5"


@pytest.mark.parametrize(("text", "told"), [
    ("scenario: []\n", "s.yaml:1:1: scenario: unknown key \"scenario\"; allowed are schema, base, scenarios"),
    ("scenario: []\n", "did you mean scenarios?"),
    ("scenarios: [{operators: {contract: half, add: six}}]\n", "a number, a list of numbers, or a range"),
    ("scenarios: [{calls_times: 0}]\n", "s.yaml:1:27: scenarios.calls_times: found 0"),
    ("scenarios: [{lunch_minute: 45}]\n", "did you mean lunch_minutes?"),
    ("scenarios: [{add: {operators: none.csv}}]\n", "none.csv"),
    ("scenarios: [{add: {operators: ../s.csv}}]\n", "allowed is the name of a CSV file inside"),
    ("{}\n", "asks nothing"),
    ("hiring: {weeks: 8}\nbase: {weeks: 8}\n", "allowed is one of the two"),
    ("[]\n", "not a file of scenarios"),
])
def test_what_is_wrong_is_told_with_its_place(tmp_path, text, told):
    with pytest.raises(InputError) as error:
        read_scenarios(written(tmp_path, text))
    assert told in str(error.value)


def test_faults_of_a_table_are_told(tmp_path):
    path = written(tmp_path, "scenarios: [{replace: {operators: o.csv}}]\n", o="id,contrct\nzoe,half\n")
    with pytest.raises(InputError, match=r"o\.csv:row 1 .*did you mean contract"):
        read_scenarios(path)
