"""Logs that are workbooks of LibreOffice (.ods) and of old Excel (.xls): the same calls as from the rows themselves."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import pandas as pd
import pytest

from scheduler.errors import InputError
from scheduler.read.call_log import LogOptions, read_call_log
from tests.builders.ods import book_of, content_of

HERE = Path(__file__).parent
UTC = LogOptions(zone=ZoneInfo("UTC"))
ROWS = [
    ["Calls of October", None, None],
    ["Start", "Talk time (s)", "Status"],
    *([pd.Timestamp(2026, 10, day, 9 + number, 5 * number, 30), 60 + 10 * number if number else 0,
       "answered" if number else "abandoned"] for day in range(5, 9) for number in range(6)),
]
CONTENT = content_of({"Notes": [["nothing here"]], "Log": ROWS})


def facts(path: Path) -> tuple[float, float | None, float]:
    _, understood = read_call_log(path, UTC)
    return understood.calls, understood.answered, round(understood.mean_s, 6)


def put(folder: Path, content: str) -> Path:
    path = folder / "log.ods"
    path.write_bytes(book_of(content))
    return path


def test_both_hold_the_calls_that_the_rows_say(tmp_path):
    """`log.xls` is this very workbook as LibreOffice saves it for Excel 97 to 2003."""
    right = pd.DataFrame(ROWS[2:], columns=["start", "seconds", "outcome"])
    answered = right[right["outcome"] == "answered"]
    for path in (put(tmp_path, CONTENT), HERE / "log.xls"):
        frame, understood = read_call_log(path, UTC)
        assert facts(path) == (len(right), len(answered), answered["seconds"].mean())
        assert frame["start"].dt.tz_localize(None).tolist() == right["start"].tolist()
        assert frame["handling_s"].dropna().tolist() == answered["seconds"].tolist()
        assert any("chosen among 2 sheets" in line for line in understood.lines())


def test_durations_typed_as_times_are_asked_about_or_durations(tmp_path):
    """4:12 typed into a spreadsheet is four hours; taken so the mean would be above an hour."""
    rows = [["Start", "Talk time"], *([pd.Timestamp(2026, 10, 5, 9, minute), dt.time(4, 12)] for minute in range(30))]
    with pytest.raises(InputError, match="unit"):
        read_call_log(put(tmp_path, content_of({"Log": rows})), UTC)


def test_a_file_of_another_kind_under_such_a_name_is_refused(tmp_path):
    for name in ("log.ods", "log.xls"):
        (tmp_path / name).write_bytes(b"PK\x03\x04 no workbook")
        with pytest.raises(InputError, match=name):
            read_call_log(tmp_path / name, UTC)


@pytest.mark.parametrize("seed", range(40))
def test_a_damaged_workbook_is_read_right_or_refused(seed, tmp_path):
    """Damage to the markup: what is still read has no call that was not there, and none is counted twice."""
    rng, content = random.Random(seed), CONTENT
    for _ in range(rng.randint(1, 3)):
        at = rng.randrange(len(content))
        content = content[:at] + rng.choice(["", "<", ">", "&", '"', "<table:table-row/>", "<table:table-cell/>", "\x00"]) + \
            content[at + rng.randint(0, 12):]
    try:
        frame, _ = read_call_log(put(tmp_path, content), UTC)
    except InputError as error:
        assert str(error)
        return
    assert len(frame) <= len(ROWS) - 2


@pytest.mark.parametrize("seed", range(10))
def test_damaged_bytes_are_read_right_or_refused(seed, tmp_path):
    rng, raw = random.Random(seed), bytearray(book_of(CONTENT))
    for _ in range(4):
        raw[rng.randrange(len(raw))] = rng.randrange(256)
    path = tmp_path / "log.ods"
    path.write_bytes(bytes(raw))
    try:
        frame, _ = read_call_log(path, UTC)
    except InputError as error:
        assert str(error)
        return
    assert len(frame) <= len(ROWS) - 2


@pytest.mark.parametrize(("titles", "told"), [
    (("Start here", "Hotline", "Contracts", "Calls"), "found a hotline, not the calls that came"),
    (("Roster", "Days", "Breaks"), "found a published roster, not the calls that came"),
    (("Dienstplan", "Tage", "Pausen"), "found a published roster, not the calls that came"),
])
def test_a_workbook_of_ours_is_no_log_unless_a_sheet_of_it_is_named(titles, told, tmp_path):
    path = put(tmp_path, content_of(dict.fromkeys(titles, ROWS)))
    with pytest.raises(InputError, match=told):
        read_call_log(path, UTC)
    assert read_call_log(path, replace(UTC, sheet=titles[0]))[1].calls == facts(put(tmp_path, CONTENT))[0]
