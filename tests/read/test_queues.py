"""Queues, topics and seats as people write them: folder and workbook, and what is said of damage, with its place."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from scheduler.errors import InputError
from scheduler.instance.instance import Instance
from scheduler.read.instance_file import read_instance
from scheduler.read.workbook.writer import write_workbook

YAML, OPERATORS, CALLS = "hotline.yaml", "operators.csv", "calls.csv"
SERVICE = """\
service:
  queues:
    sales: {target_percent: 80, patience_s: 120}
    support:
      target_percent: 90
      min_operators: 1
  topics: [abuse]
"""
SKILLS = {"anna": "sales|support|abuse", "ben": "sales", "chiara": "support|abuse", "deniz": "sales|support",
          "emil": "support", "fatima": "sales"}


@pytest.fixture
def write(starter):
    """Write the starter with two queues, a topic and seats, with replacements, and return its folder."""

    def build(edits: dict[str, list[tuple[str, str]]] | None = None) -> Path:
        folder = starter()
        text = (folder / YAML).read_text()
        start, end = text.index("service:\n"), text.index("shifts:\n")
        text = (text[:start] + SERVICE + "\n" + text[end:]).replace("horizon:", "  seats: 5\n\nhorizon:", 1)
        operators = (folder / OPERATORS).read_text()
        for who, skills in SKILLS.items():
            contract = "full" if who in ("anna", "ben", "chiara") else "half"
            operators = operators.replace(f"{who}@example.org,{contract},", f"{who}@example.org,{contract},{skills}")
        header, *rows = (folder / CALLS).read_text().splitlines()
        calls = "\n".join([f"{header},queue", *(f"{row},{queue}" for row in rows for queue in ("sales", "support")), ""])
        for name, content in ((YAML, text), (OPERATORS, operators), (CALLS, calls)):
            for old, new in (edits or {}).get(name, []):
                assert old in content, f"{name} has no {old!r}"
                content = content.replace(old, new)
            (folder / name).write_text(content)
        return folder

    return build


def test_a_folder_with_queues_is_read(write):
    instance = read_instance(write()).instance
    assert {name: (goal.target_percent, goal.patience_s) for name, goal in instance.queues.items()} == {
        "sales": (80, 120), "support": (90, None)}
    assert instance.service.topics == ("abuse",)
    assert instance.hotline.most_on_phone == 5
    assert [row.queue for row in instance.calls.forecast[:3]] == ["sales", "support", "sales"]


def test_round_trip_through_data_and_workbook(write, tmp_path):
    redials = ("      target_percent: 90", "      redials: {percent: 40, delay_s: 300}\n      target_percent: 90")
    instance = read_instance(write({YAML: [("[abuse]", "[abuse, sales]"), redials]})).instance
    assert instance.has_redials
    assert Instance.model_validate(instance.model_dump(by_alias=True, mode="json")) == instance
    write_workbook(instance, tmp_path / "book.xlsx")
    assert read_instance(tmp_path / "book.xlsx").instance == instance
    rows = [[cell.value for cell in row] for row in openpyxl.load_workbook(tmp_path / "book.xlsx")["Service"].iter_rows()]
    assert ["Calls answered in time: support", 90, "%", "numbers above 0 and below 100 %"] in [row[:4] for row in rows]
    assert ["Topics always covered", "abuse|sales"] in [row[:2] for row in rows]
    assert "Calls answered in time" not in [row[0] for row in rows]


DAMAGES: dict[str, tuple[str, str, str, str]] = {
    "goal_of_a_queue": (YAML, "target_percent: 90", "target_percent: 190",
                        "hotline.yaml:32:23: service.queues.support.target_percent: found 190 %; "
                        "allowed: numbers above 0 and below 100 %"),
    "unknown_key_of_a_queue": (YAML, "min_operators: 1\n", "min_operator: 1\n",
                               'hotline.yaml:33:21: service.queues.support.min_operator: unknown key "min_operator"; '
                               "allowed are target_percent, answer_within_s, patience_s, max_occupancy_percent, "
                               "min_operators, shrinkage_percent, goal_over, certainty_percent, redials, priority, "
                               "concurrency; did you mean min_operators?"),
    "goal_beside_queues": (YAML, "  topics: [abuse]", "  patience_s: 60\n  topics: [abuse]",
                           "hotline.yaml:34:15: service.patience_s: stands beside `queues`; allowed is a goal inside "
                           "each queue, and none beside"),
    "name_with_a_dot": (YAML, "    support:\n", "    a.b:\n",
                        'hotline.yaml:31:5: service.queues.a.b: found "a.b": not a name of a queue; allowed are 1 to 100 '
                        "printable characters without |, . and ' + '"),
    "topic_twice": (YAML, "[abuse]", "[abuse, abuse]",
                    "hotline.yaml:34:3: service.topics: 'abuse' stands here 2 times; allowed is once"),
    "topic_nobody_knows": (YAML, "[abuse]", "[abuse, privacy]",
                           "hotline.yaml:34:19: service.topics: nobody covers the topic 'privacy': no operator has it "
                           "among the skills; needed is at least one"),
    "seats_of_nobody": (YAML, "seats: 5", "seats: 0",
                        "hotline.yaml:11:10: hotline.seats: found 0; allowed: whole numbers from 1 to 10,000"),
    "queue_nobody_answers": (YAML, "    support:\n", "    billing: {}\n    support:\n",
                             "hotline.yaml:31:5: service.queues.billing: nobody can answer the queue 'billing': no operator "
                             "has it among the skills; needed is at least one"),
    "operator_of_no_queue": (OPERATORS, "emil@example.org,half,support", "emil@example.org,half,suport",
                             "operators.csv:row 6 (line 6), column skills: operators.skills: emil can answer no queue: "
                             "found suport; needed is at least one of sales, support"),
    "unknown_queue": (CALLS, "T08:00,2.25,240,sales", "T08:00,2.25,240,sale",
                      "calls.csv:row 2 (line 2), column queue: calls.forecast.queue: unknown queue 'sale'; allowed: sales, "
                      "support; did you mean sales?"),
    "queue_left_out": (CALLS, "T08:00,2.25,240,sales", "T08:00,2.25,240,",
                       "calls.csv:row 2 (line 2), column queue: calls.forecast.queue: is missing; allowed: sales, support"),
    "queue_twice": (CALLS, "2026-12-07T08:00,2.25,240,support", "2026-12-07T08:00,2.25,240,sales",
                    "calls.csv:row 3 (line 3), column start: calls.forecast.start: found 2026-12-07T08:00:00 a second time; "
                    "allowed is one row an interval of 'sales'"),
    "interval_of_a_queue_missing": (CALLS, "2026-12-07T08:15,2.25,240,support\n", "",
                                    "calls.csv: calls.forecast: no row for 1 of 216 open intervals of queue 'support': "
                                    "2026-12-07T08:15+01:00; a missing interval is not zero calls"),
}


@pytest.mark.parametrize("name", DAMAGES)
def test_damage_is_named_with_its_place(name, write):
    file, old, new, message = DAMAGES[name]
    with pytest.raises(InputError) as caught:
        read_instance(write({file: [(old, new)]}))
    assert message in [str(fault) for fault in caught.value.faults]
    assert len(caught.value.faults) == (2 if name in ("queue_twice", "queue_nobody_answers") else 1), str(caught.value)


def test_a_forecast_without_the_column_is_told_once(write, starter):
    folder = write()
    lines = (folder / CALLS).read_text().splitlines()
    (folder / CALLS).write_text("\n".join(line.rpartition(",")[0] for line in lines[:1] + lines[1::2]) + "\n")
    with pytest.raises(InputError) as caught:
        read_instance(folder)
    assert [str(fault) for fault in caught.value.faults] == [
        "calls.csv: calls.forecast: no row names its queue; needed is a column queue with sales, support"]


def test_a_queue_where_there_are_none_is_refused(starter):
    folder = starter()
    header, *rows = (folder / CALLS).read_text().splitlines()
    (folder / CALLS).write_text("\n".join([f"{header},queue", f"{rows[0]},sales", *(f"{row}," for row in rows[1:]), ""]))
    with pytest.raises(InputError) as caught:
        read_instance(folder)
    assert [str(fault) for fault in caught.value.faults] == [
        "calls.csv:row 2 (line 2), column queue: calls.forecast.queue: found 'sales', but the hotline has one queue "
        "without a name; allowed is nothing, or queues under service.queues"]
    (folder / CALLS).write_text("\n".join([f"{header},queue", *(f"{row}," for row in rows), ""]))
    assert read_instance(folder).instance.queues.keys() == {None}  # an empty column says nothing
