"""Call logs and tables that say the queue of each call."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from scheduler.cli import main
from scheduler.read.call_log import Columns
from scheduler.read.instance_file import read_instance

LOG = """\
start,handling_s,line
2026-12-07 08:00,100,sales
2026-12-07 08:05,300,support
2026-12-07 08:20,200,sales
2026-12-09 08:20,0,sales
2026-12-09 08:40,0,lost
"""
LINES = Columns(queue="line")


def test_each_queue_has_a_row_for_every_interval_of_the_log(read):
    table = read(LOG, columns=LINES).frame
    assert [(row.queue, f"{row.start:%d %H:%M}", row.calls, row.aht_s, row.aht_of) for row in table.itertuples()] == [
        ("sales", "07 08:00", 1, 100, "interval"),
        ("sales", "07 08:15", 1, 200, "interval"),
        ("sales", "09 08:15", 1, 200, "time of day"),
        ("sales", "09 08:30", 0, 150, "all"),
        ("support", "07 08:00", 1, 300, "interval"),
        ("support", "07 08:15", 0, 300, "all"),
        ("support", "09 08:15", 0, 300, "all"),
        ("support", "09 08:30", 0, 300, "all"),
        ("lost", "07 08:00", 0, 200, "all"),
        ("lost", "07 08:15", 0, 200, "all"),
        ("lost", "09 08:15", 0, 200, "all"),
        ("lost", "09 08:30", 1, 200, "all"),
    ]


def test_all_queues_together_are_the_log_without_queues(read):
    alone, parted = read(LOG), read(LOG, columns=LINES)
    assert parted.frame.groupby("start")["calls"].sum().tolist() == alone.calls
    assert alone.facts == parted.facts


def test_a_table_with_several_queues_is_summed_up_unless_they_are_asked_for(read):
    log = (
        "start,queue name,calls,aht_s\n2026-12-07 08:00,sales,10,100\n2026-12-07 08:00,support,30,300\n"
        "2026-12-07 08:15,sales,1,100\n2026-12-07 08:15,support,0,\n"
    )
    both = read(log)
    assert (both.calls, both.aht_s) == ([40, 1], [250, 100])
    assert both.said("2 queues summed up (sales, support)")
    parted = read(log, columns=Columns(queue="queue name")).frame
    assert parted[["queue", "calls"]].to_numpy().tolist() == [["sales", 10], ["sales", 1], ["support", 30], ["support", 0]]


def test_the_table_is_a_forecast_of_its_queues(tmp_path: Path):
    (tmp_path / "log.csv").write_text(LOG)
    result = CliRunner().invoke(
        main,
        [
            "calls",
            str(tmp_path / "log.csv"),
            "-o",
            str(tmp_path / "calls.csv"),
            "--queue",
            "line",
            "--from",
            "08:00",
            "--to",
            "09:00",
        ],
    )
    assert result.exit_code == 0, result.stderr
    assert "8 intervals of 3 queues: sales, support, lost" in result.stderr
    (tmp_path / "hotline.yaml").write_text(
        """
schema: 1
hotline: {name: H, timezone: Asia/Jakarta}
horizon: {start: 2026-12-07, days: 3}
hours: {weekly: {mon: ["08:00-09:00"], wed: ["08:00-09:00"]}}
service: {queues: {sales: {}, support: {}, lost: {}}}
calls: {forecast: calls.csv}
shifts: [{name: day, start: {from: "08:00", to: "08:00"}, length: {from_minutes: 60, to_minutes: 60}}]
contracts: {free: {hours_per_week: [0, 40]}}
operators: [{id: anna, contract: free, skills: [sales, support, lost]}]
""",
        encoding="utf-8",
    )
    assert len(read_instance(tmp_path).instance.calls.forecast) == 3 * 8
