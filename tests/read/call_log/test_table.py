"""Call logs as they come: columns, separators, encodings, dates, durations, outcomes, clock changes, and bad ones."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from pathlib import Path
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scheduler.errors import InputError
from scheduler.read.call_log import CallTable, Columns, LogOptions, Outcomes, read_call_log
from scheduler.read.call_log.times import day_comes_first, parse_date, parse_duration_s, parse_moment
from tests.builders.properties import examples

BERLIN = ZoneInfo("Europe/Berlin")
MOMENTS = st.datetimes(dt.datetime(2026, 1, 1), dt.datetime(2026, 1, 9))  # noqa: DTZ001


@pytest.fixture
def read(tmp_path: Path):
    """Read a log given as text or bytes."""

    def read_text(log: str | bytes, **options) -> CallTable:
        path = tmp_path / "log.csv"
        path.write_bytes(log if isinstance(log, bytes) else log.encode())
        return read_call_log(path, LogOptions(**options))

    return read_text


def starts(table: CallTable) -> list[str]:
    return [row.start.isoformat(timespec="minutes") for row in table.rows]


def calls(table: CallTable) -> list[float]:
    return [row.calls for row in table.rows]


# --- counting ---


def test_calls_are_counted_by_interval_and_handling_times_averaged(read):
    table = read("start,handling_s,outcome\n2026-12-07 08:00:00,100,answered\n2026-12-07 08:14:59,200,answered\n"
                 "2026-12-07 08:15:00,300,answered\n2026-12-07 08:20:00,,abandoned\n")
    assert starts(table) == ["2026-12-07T08:00", "2026-12-07T08:15"]
    assert calls(table) == [2, 2]
    assert [row.aht_s for row in table.rows] == [150, 300]
    assert (table.calls, table.answered, table.aht_s) == (4, 3, 200)


def test_a_quiet_interval_is_zero_but_a_missing_day_is_missing(read):
    table = read("start,handling\n2026-12-07 08:00,60\n2026-12-07 08:50,60\n2026-12-09 09:00,60\n")
    assert starts(table)[:4] == [f"2026-12-07T08:{minute}" for minute in ("00", "15", "30", "45")]
    assert calls(table) == [1, 0, 0, 1, 1]
    assert table.days_without_calls == (dt.date(2026, 12, 8),)


def test_hours_widen_each_day_that_has_calls(read):
    table = read("start,handling\n2026-12-07 08:20,60\n2026-12-07 12:00,60\n", hours=(8 * 60, 9 * 60))
    assert [start[11:] for start in starts(table)] == ["08:00", "08:15", "08:30", "08:45", "12:00"]
    assert calls(table) == [0, 1, 0, 0, 1]


def test_where_nobody_was_answered_the_time_of_day_speaks_then_all(read):
    table = read("start,handling,outcome\n2026-12-07 08:00,100,answered\n2026-12-08 08:00,0,abandoned\n"
                 "2026-12-08 08:15,0,abandoned\n2026-12-08 08:30,400,answered\n")
    assert [(row.aht_s, row.aht_of) for row in table.rows] == [
        (100, "interval"), (100, "time of day"), (250, "all"), (400, "interval")
    ]


def test_answered_without_a_time_counts_as_a_call_only(read):
    table = read("start,handling,outcome\n2026-12-07 08:00,100,answered\n2026-12-07 08:01,,answered\n")
    assert (table.calls, table.answered, table.answered_without_time, table.aht_s) == (2, 2, 1, 100)


def test_without_outcomes_a_handling_time_tells_who_was_answered(read):
    table = read("start,handling\n2026-12-07 08:00,100\n2026-12-07 08:01,0\n2026-12-07 08:02,\n")
    assert (table.calls, table.answered, table.aht_s) == (3, 1, 100)


def test_written_as_an_instance_reads_it(read):
    table = read("start,handling\n2026-12-07 08:00,100.26\n")
    assert table.to_csv() == "start,calls,aht_s\n2026-12-07T08:00,1,100.3\n"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=examples(50))
@given(st.lists(st.tuples(MOMENTS, st.integers(0, 900)), min_size=1), st.sampled_from([5, 10, 15, 30, 60]))
def test_no_call_is_lost_and_no_interval_twice(read, log, interval):
    log = [*log, (log[0][0], 60)]
    rows = [f"{moment:%Y-%m-%d %H:%M:%S},{seconds}" for moment, seconds in log]
    table = read("start,handling\n" + "\n".join(rows), interval_minutes=interval)
    assert sum(calls(table)) == len(log)
    assert len(set(starts(table))) == len(table.rows)
    assert starts(table) == sorted(starts(table))
    assert all(row.aht_s > 0 for row in table.rows)


# --- columns, separators, encodings ---


@pytest.mark.parametrize("log", [
    "Datum;Uhrzeit;Gesprächsdauer;Ergebnis\n07.12.2026;08:00:10;0:03:04;angenommen\n",
    "calldate,billsec,duration,disposition\n2026-12-07 08:00:10,184,190,ANSWERED\n",
    "Date\tHeure\tDurée\n07.12.2026\t08:00:10\t184\n",
    'sep=|\nSTART TIME|"Handling-Time"\n2026-12-07T08:00:10|184\n',
    "Call Start,Answered At,Call End\n2026-12-07 08:00:10,2026-12-07 08:00:30,2026-12-07 08:03:34\n",
    "Datum;Dauer\n07.12.2026 08:00;184,0\n",
])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_logs_are_recognised(read, log, encoding):
    table = read(log.replace("\n", "\r\n").encode(encoding))
    assert [(row.start, row.calls, row.aht_s) for row in table.rows] == [(dt.datetime(2026, 12, 7, 8), 1, 184)]  # noqa: DTZ001


def test_named_columns_win(read):
    log = "start,other,handling,mine\n2026-12-07 08:00,2026-12-07 09:00,1,50\n"
    table = read(log, columns=Columns(start="Other", handling="mine"))
    assert (starts(table), table.aht_s) == (["2026-12-07T09:00"], 50)


def test_a_call_past_midnight_ends_on_the_next_day(read):
    table = read("date,start,end\n2026-12-07,23:58:00,0:03:00\n")
    assert table.aht_s == 300


@pytest.mark.parametrize(("log", "options", "said"), [
    ("start,handling\n2026-12-07 08:00,60\n", {"columns": Columns(start="begin")}, "column 'begin' is missing"),
    ("start,start,handling\n1,2,3\n", {}, "stands twice"),
    ("a,b\n1,2\n", {}, "name it with --start"),
    ("start,b\n2026-12-07 08:00,2\n", {}, "name it with --handling"),
    ("", {}, "is empty"),
    ("start,handling\n2026-12-07 08:00,0\n", {}, "one answered call"),
    ("start,handling\n08:00,60\n", {}, "log.csv:row 2: start: has a time but no date"),
    ("start,handling\n2026-12-07 25:00,60\n", {}, "log.csv:row 2: start: '25:00' is no time"),
    ("start,handling\n2026-13-07 08:00,60\n", {}, "log.csv:row 2: start: '2026-13-07' is no date"),
    ("start,handling\n07.12.26 08:00,60\n", {}, "a year of two digits"),
    ("start,handling\n2026-12-07 08:00,3:04\n", {}, "log.csv:row 2: handling: '3:04' is no duration"),
    ("start,handling\n2026-12-07 08:00,-4\n", {}, "is no duration"),
    ("start;handling\n2026-12-07 08:00;1,234\n", {}, "a thousand or a fraction"),
    ("start,handling\n,60\n", {}, "start: is empty"),
    ("start,end\n2026-12-07 08:00,2026-12-07 07:00\n", {}, "end: 2026-12-07 07:00 is before"),
    ("start,handling,outcome\n2026-12-07 08:00,60,X7\n", {}, "'X7' (1 rows)"),
    ("start,handling,outcome\n2026-12-07 08:00,60,\n", {}, "log.csv:row 2: outcome: is empty"),
    ("start,handling\n2026-12-07T08:00Z,60\n", {}, "--timezone"),
    ("start,handling\n2026-03-29 02:30,60\n", {"zone": BERLIN}, "does not exist in Europe/Berlin"),
    ("start,handling\n2026-12-07 08:00,60\n", {"interval_minutes": 7}, "does not divide an hour"),
    ("start,handling\n04/03/2026 08:00,60\n", {}, "--day-first or --month-first"),
    ("start,handling\n13/03/2026 08:00,60\n03/13/2026 08:00,60\n", {}, "others only the month"),
])
def test_what_cannot_be_understood_is_named(read, log, options, said):
    with pytest.raises(InputError) as caught:
        read(log, **options)
    assert said in str(caught.value)


def test_every_faulty_row_is_named_up_to_fifty(read):
    with pytest.raises(InputError) as caught:
        read("start,handling\n2026-12-07 08:00,x\n\n2026-12-07 08:00,60\nnever,60\n")
    assert [(fault.place, fault.field) for fault in caught.value.faults] == [
        ("log.csv:row 2", "handling"), ("log.csv:row 5", "start")
    ]
    with pytest.raises(InputError, match="and 10 rows more"):
        read("start,handling\n" + "2026-12-07 08:00,x\n" * 60)


@pytest.mark.parametrize("raw", [b"\x89PNG\r\n\x00\x00", b"PK\x03\x04 no archive", b"\xd0\xcf\x11\xe0old"])
def test_other_files_are_refused(read, raw):
    with pytest.raises(InputError):
        read(raw)


# --- outcomes ---


def test_named_answers_make_every_other_outcome_a_call_without_service(read):
    log = "start,handling,outcome\n" + "".join(f"2026-12-07 08:00,60,{word}\n" for word in ("7", "8", "9", "PHANTOM"))
    table = read(log, outcomes=Outcomes(answered=("7",)))
    assert (table.calls, table.answered, table.ignored) == (3, 1, 1)
    table = read(log, outcomes=Outcomes(answered=("7", "phantom"), ignored=("9",)))
    assert (table.calls, table.answered, table.ignored) == (3, 2, 1)


def test_an_outcome_with_two_meanings_is_refused(read):
    with pytest.raises(InputError, match="two meanings"):
        read("start,handling,outcome\n2026-12-07 08:00,60,A\n", outcomes=Outcomes(answered=("a",), ignored=("A",)))


# --- dates, times, durations ---


@pytest.mark.parametrize(("dates", "first"), [
    (["13/03/2026", "04/03/2026"], True), (["03/13/2026", "03/04/2026"], False), (["04/03/2026"], None),
    (["04.03.2026"], True), (["2026-03-04"], True), (["03/03/2026"], True), ([], True),
])
def test_the_order_of_day_and_month_is_what_all_dates_show(dates, first):
    assert day_comes_first(dates) is first


@pytest.mark.parametrize(("text", "day_first", "date"), [
    ("2026-12-07", None, (2026, 12, 7)), ("2026/12/07", None, (2026, 12, 7)), ("20261207", None, (2026, 12, 7)),
    ("7.12.2026", None, (2026, 12, 7)), ("7.12.2026", False, (2026, 12, 7)), ("12/07/2026", False, (2026, 12, 7)),
    ("07-12-2026", True, (2026, 12, 7)),
])
def test_dates(text, day_first, date):
    assert parse_date(text, day_first=day_first) == dt.date(*date)


@pytest.mark.parametrize(("text", "clock"), [
    ("2026-12-07 8:05", (8, 5, 0)), ("2026-12-07T08:05:09.5", (8, 5, 9)), ("2026-12-07, 12:05 AM", (0, 5, 0)),
    ("2026-12-07 12:05:00 p.m.", (12, 5, 0)), ("2026-12-07 1:05PM", (13, 5, 0)),
])
def test_times(text, clock):
    assert parse_moment(text, None, day_first=None).time() == dt.time(*clock)


def test_offsets():
    moment = parse_moment("2026-12-07T08:05:00-0330", None, day_first=None)
    assert moment.utcoffset() == -dt.timedelta(hours=3, minutes=30)
    assert parse_moment("2026-12-07 08:05Z", None, day_first=None).utcoffset() == dt.timedelta()


@pytest.mark.parametrize(("value", "seconds"), [
    ("184", 184), ("184.5", 184.5), ("0:03:04", 184), ("26:00:01", 93601), (184, 184), (dt.timedelta(seconds=184), 184),
    (dt.time(0, 3, 4), 184), ("", None), (None, None), ("NULL", None),
])
def test_durations(value, seconds):
    assert parse_duration_s(value, decimal_comma=False) == seconds


# --- clock changes ---


def test_offsets_become_the_wall_clock_of_the_zone(read):
    table = read("start,handling\n2026-12-07T07:00:00Z,60\n2026-12-07T08:05:00+01:00,60\n", zone=BERLIN)
    assert starts(table) == ["2026-12-07T08:00"]
    assert calls(table) == [2]


def test_the_repeated_hour_has_two_of_each_interval(read):
    log = "start,handling\n2026-10-25T00:15:00Z,60\n2026-10-25T01:45:00Z,120\n2026-10-25T02:10:00Z,60\n"
    table = read(log, zone=BERLIN, interval_minutes=30)
    assert starts(table) == ["2026-10-25T02:00+02:00", "2026-10-25T02:30+02:00", "2026-10-25T02:00+01:00",
                             "2026-10-25T02:30+01:00", "2026-10-25T03:00"]
    assert calls(table) == [1, 0, 0, 1, 1]


def test_an_ambiguous_call_counts_half_in_each_hour(read):
    table = read("start,handling\n2026-10-25 02:15,60\n", zone=BERLIN, interval_minutes=60)
    assert starts(table) == ["2026-10-25T02:00+02:00", "2026-10-25T02:00+01:00"]
    assert calls(table) == [0.5, 0.5]


def test_the_skipped_hour_has_no_intervals(read):
    table = read("start,handling\n2026-03-29 01:50,60\n2026-03-29 03:05,60\n", zone=BERLIN, interval_minutes=30)
    assert starts(table) == ["2026-03-29T01:30", "2026-03-29T03:00"]


# --- Excel ---


def workbook(path: Path, rows: list[list[object]]) -> Path:
    book = openpyxl.Workbook()
    book.active.title = "Calls"
    for row in rows:
        book.active.append(row)
    book.create_sheet("Notes").append(["nothing"])
    book.save(path)
    return path


def test_excel(tmp_path):
    path = workbook(tmp_path / "log.xlsx", [
        ["Date", "Time", "Handling time", "Outcome"],
        [dt.datetime(2026, 12, 7), dt.time(8, 1), 184, "Answered"],  # noqa: DTZ001
        [None, None, None, None],
        [dt.date(2026, 12, 7), dt.time(8, 2), dt.timedelta(seconds=16), "Answered"],
        ["07.12.2026", "08:03:00", "0:01:40", "Answered"],
    ])
    table = read_call_log(path, LogOptions(sheet="Calls"))
    assert [(row.calls, row.aht_s) for row in table.rows] == [(3, 100)]


def test_excel_faults_name_the_cell(tmp_path):
    path = workbook(tmp_path / "log.xlsx", [["Start", "Handling"], [dt.datetime(2026, 12, 7, 8), "soon"], [True, 7]])  # noqa: DTZ001
    with pytest.raises(InputError) as caught:
        read_call_log(path, LogOptions())
    assert [fault.place for fault in caught.value.faults] == ["Calls!B2", "Calls!A3"]
    with pytest.raises(InputError, match="found Calls, Notes"):
        read_call_log(path, LogOptions(sheet="Other"))


def test_a_packed_bomb_is_refused_unopened(tmp_path):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"<row/>" * 5_000_000)
    path = tmp_path / "log.xlsx"
    path.write_bytes(packed.getvalue())
    with pytest.raises(InputError, match="refused before unpacking"):
        read_call_log(path, LogOptions())


# --- a real log ---


@pytest.mark.data
def test_facts_of_a_real_month(data_folder: Path):
    path = data_folder / "calls" / "anonymous_bank_1999_08_calls.csv"
    if not path.is_file():
        pytest.skip(f"no call records at {path}")
    table = read_call_log(path, LogOptions())
    assert (table.answered, table.calls - table.answered, table.ignored) == (31_402, 10_366, 310)
    assert sum(calls(table)) == table.calls
    assert round(table.aht_s) == 184
    assert table.days_without_calls == ()
