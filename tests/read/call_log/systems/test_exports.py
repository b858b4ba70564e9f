"""Files in the forms of fifteen systems are recognised without options, and their numbers are those of pandas by hand."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from scheduler.read.call_log import LogOptions, read_call_log
from tests.read.call_log.systems.exports import LOGS, TABLES, WITHOUT_ANSWERED, WITHOUT_HANDLING, by_half_hour, some_calls

UTC = LogOptions(zone=ZoneInfo("UTC"))
SYSTEMS = {
    "asterisk": "Asterisk call detail records",
    "master": "Asterisk call detail records",
    "queue_log": "Asterisk queue_log",
    "queue_table": "Asterisk queue_log",
    "three_cx": "3CX",
    "three_cx_cdr": "3CX",
    "twilio": "Twilio",
    "connect_contacts": "Amazon Connect contacts",
    "nice_detail": "NICE CXone call detail",
    "five9": "Five9 call log",
    "zendesk": "Zendesk Talk",
    "cisco": "Cisco call detail records",
    "avaya": "Avaya CMS",
    "acd_offered": "Avaya CMS",
    "connect_metrics": "Amazon Connect metrics",
    "genesys": "Genesys Cloud",
    "nice_history": "NICE contact history",
    "five9_intervals": "Five9 intervals",
    "zendesk_explore": "Zendesk Explore",
    "cisco_queues": "Cisco Contact Center",
}


@pytest.mark.parametrize("name", LOGS)
def test_a_log_is_read_as_it_was_made(name, tmp_path: Path):
    calls = some_calls()
    path = tmp_path / "export"
    path.write_bytes(LOGS[name](calls))
    frame, understood = read_call_log(path, UTC)
    assert understood.kind == "log"
    assert understood.system == SYSTEMS.get(name, "call log")
    found = frame.sort_values("start", kind="stable")
    assert found["start"].dt.tz_localize(None).dt.round("s").tolist() == calls["start"].tolist()
    assert (found["outcome"] == "answered").tolist() == calls["answered"].tolist()
    assert found["handling_s"].fillna(0).to_numpy() == pytest.approx(calls["talk_s"].to_numpy(), abs=0.01)


@pytest.mark.parametrize("name", TABLES)
def test_a_table_is_read_as_it_was_made(name, tmp_path: Path):
    wanted = by_half_hour(some_calls())
    path = tmp_path / "export"
    path.write_bytes(TABLES[name](some_calls()))
    frame, understood = read_call_log(path, UTC)
    assert (understood.kind, understood.minutes) == ("table", 30)
    assert understood.system == SYSTEMS.get(name, "table")
    assert frame["start"].dt.tz_localize(None).tolist() == wanted["start"].tolist()
    assert frame["calls"].tolist() == wanted["offered"].tolist()
    if name not in WITHOUT_ANSWERED:
        assert frame["answered"].tolist() == wanted["answered"].tolist()
    if name not in WITHOUT_HANDLING:
        assert np.nan_to_num(frame["aht_s"]) == pytest.approx(np.nan_to_num(wanted["aht_s"]))


def test_what_was_understood_is_said_in_a_few_lines(tmp_path: Path):
    path = tmp_path / "intervals.csv"
    path.write_bytes(TABLES["incoming"](some_calls()))
    _, understood = read_call_log(path)
    assert understood.lines() == [
        "intervals.csv: interval table, 30 min, 7 columns; start = Date and Time, calls = Incoming Calls, handling = AHT "
        "(h:mm:ss)",
        f"220 calls in 6 days, {int(some_calls()['answered'].sum())} answered, mean handling time {understood.mean_s:,.0f} s",
        f"1 row of totals passed over (row {len(by_half_hour(some_calls())) + 2})",
    ]
