"""Call logs that say the queue of each call."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from scheduler.cli import main
from scheduler.errors import InputError
from scheduler.read.call_log import CallTable, Columns, LogOptions, read_call_log
from scheduler.read.instance_file import read_instance

LOG = """\
start,handling_s,line
2026-12-07 08:00,100,sales
2026-12-07 08:05,300,support
2026-12-07 08:20,200,sales
2026-12-09 08:20,0,sales
2026-12-09 08:40,0,lost
"""


@pytest.fixture
def read(tmp_path: Path):
    """Read a log given as text, with its queues unless told otherwise."""

    def read_text(text: str, queue: str | None = "line") -> CallTable:
        path = tmp_path / "log.csv"
        path.write_text(text)
        return read_call_log(path, LogOptions(Columns(queue=queue)))

    return read_text


def test_each_queue_has_a_row_for_every_interval_of_the_log(read):
    table = read(LOG)
    assert [(row.queue, f"{row.start:%d %H:%M}", row.calls, row.aht_s, row.aht_of) for row in table.rows] == [
        ("sales", "07 08:00", 1, 100, "interval"), ("sales", "07 08:15", 1, 200, "interval"),
        ("sales", "09 08:15", 1, 200, "time of day"), ("sales", "09 08:30", 0, 150, "all"),
        ("support", "07 08:00", 1, 300, "interval"), ("support", "07 08:15", 0, 300, "all"),
        ("support", "09 08:15", 0, 300, "all"), ("support", "09 08:30", 0, 300, "all"),
        ("lost", "07 08:00", 0, 200, "all"), ("lost", "07 08:15", 0, 200, "all"),
        ("lost", "09 08:15", 0, 200, "all"), ("lost", "09 08:30", 1, 200, "all"),
    ]
    assert table.calls == 5


def test_all_queues_together_are_the_log_without_queues(read):
    alone, parted = read(LOG, None), read(LOG)
    for row in alone.rows:
        same = [other for other in parted.rows if other.start == row.start]
        assert sum(other.calls for other in same) == row.calls
        assert len(same) == 3
    assert (alone.calls, alone.answered, alone.aht_s) == (parted.calls, parted.answered, parted.aht_s)
    assert "queue" not in alone.to_csv()


def test_a_row_without_a_queue_is_named(read):
    with pytest.raises(InputError) as caught:
        read(LOG + "2026-12-09 08:45,10,\n")
    assert [str(fault) for fault in caught.value.faults] == ["log.csv:row 7: queue: is empty; each row needs a queue"]


def test_an_unknown_column_is_named(read):
    with pytest.raises(InputError, match="column 'skill' is missing; found are the columns start, handling_s, line"):
        read(LOG, "skill")


def test_the_table_is_a_forecast_of_its_queues(tmp_path):
    (tmp_path / "log.csv").write_text(LOG)
    result = CliRunner().invoke(main, ["calls", str(tmp_path / "log.csv"), "-o", str(tmp_path / "calls.csv"),
                                       "--queue", "line", "--from", "08:00", "--to", "09:00"])
    assert result.exit_code == 0
    assert "8 intervals of 3 queues: sales, support, lost" in result.stderr
    (tmp_path / "hotline.yaml").write_text("""
schema: 1
hotline: {name: H, timezone: Asia/Jakarta}
horizon: {start: 2026-12-07, days: 3}
hours: {weekly: {mon: ["08:00-09:00"], wed: ["08:00-09:00"]}}
service: {queues: {sales: {}, support: {}, lost: {}}}
calls: {forecast: calls.csv}
shifts: [{name: day, start: {from: "08:00", to: "08:00"}, length: {from_minutes: 60, to_minutes: 60}}]
contracts: {free: {hours_per_week: [0, 40]}}
operators: [{id: anna, contract: free, skills: [sales, support, lost]}]
""", encoding="utf-8")
    assert len(read_instance(tmp_path).instance.calls.forecast) == 3 * 8
