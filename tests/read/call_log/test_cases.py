"""What supervisors bring: cases of the field, each with others of its kind. Read right, or asked about."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from scheduler.errors import InputError
from scheduler.read.call_log import Columns

BERLIN = ZoneInfo("Europe/Berlin")
DAYS = [dt.date(2026, 10, day) for day in (5, 6, 7, 8, 9, 12, 13)]


def table(header: str, row: str, days: list[dt.date] = DAYS, hours: range = range(9, 17)) -> str:
    """A table of hours; `row` is filled with day, next and hour."""
    rows = (
        row.format(day=day, hour=hour, next=hour + 1, calls=20 + hour, answered=18 + hour) for day in days for hour in hours
    )
    return "\n".join([header, *rows]) + "\n"


OFFERED = sum(20 + hour for hour in range(9, 17)) * len(DAYS)


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("start,calls,aht_s", "{day} {hour:02d}:00,{calls},240"),
        ("date,time,calls,aht_s", "{day},{hour:02d}:00,{calls},240"),
        (
            "Date,Interval,Incoming Calls,Answered Calls,AHT",
            "{day:%d/%m/%Y},{hour:02d}:00-{next:02d}:00,{calls},{answered},00:04:00",
        ),
        (
            "Date,Interval,ACD Calls,Calls Handled,Calls Aband,% Answered,Avg Talk Time",
            "{day:%m/%d/%Y},{hour:02d}:00-{next:02d}:00,{calls},{answered},2,91.50,240",
        ),
        ("Hour;Offered;Avg Handle Time (min)", "{day:%d.%m.%Y} {hour:02d}:00;{calls};4,0"),
        ("Period|Date|Contacts Received|Contacts Handled|AHT", "{hour:02d}00|{day:%Y%m%d}|{calls}|{answered}|240"),
        ("Interval Start,Number of Calls,Total Handle Time (s)", "{day}T{hour:02d}:00:00,{calls},0"),
    ],
)
def test_a_row_of_a_table_is_many_calls(understand, header, row):
    found = understand(table(header, row))
    assert (found.understood.kind, found.understood.minutes, found.understood.calls) == ("table", 60, OFFERED)
    if "Total" not in header:
        assert round(found.understood.mean_s) == 240


def test_titles_of_a_tables_columns_may_be_told(understand):
    plain, named = table("hour,call_count", "{day} {hour:02d}:00,{calls}"), table("hour,traffic", "{day} {hour:02d}:00,{calls}")
    assert understand(plain).facts[0] == understand(named, columns=Columns(calls="traffic")).facts[0] == OFFERED


@pytest.mark.parametrize(
    ("header", "row", "said"),
    [
        ("start,handling,calls taken in", "2026-10-05 09:0{at},60,{at}", "--calls-column 'calls taken in'"),
        ("start,handling,Anzahl Anrufe heute", "2026-10-05 09:0{at},60,{at}", "--one-row-a-call"),
        ("start,handling,total contacts today", "2026-10-05 09:0{at},60,{at}", "looks like a number of calls"),
    ],
)
def test_a_log_with_a_column_that_counts_is_asked_about(understand, header, row, said):
    log = "\n".join([header, *(row.format(at=at) for at in range(9))])
    with pytest.raises(InputError, match=said):
        understand(log)
    assert understand(log, each_row_is_a_call=True).facts[0] == 9


def test_rows_like_those_of_a_table_are_asked_about(understand):
    log = table("start,talk time", "{day} {hour:02d}:00,240")
    with pytest.raises(InputError, match="like the rows of a table"):
        understand(log)
    assert understand(log, each_row_is_a_call=True).facts[0] == len(DAYS) * 8


@pytest.mark.parametrize("title", ["Call ID", "call_id", "LinkedID", "Conversation ID"])
def test_a_call_that_was_passed_on_is_one_call_handled_by_both(understand, title):
    rows = [f"{at},2026-11-02 09:{at:02d}:07,anna,answered,190" for at in range(12)]
    passed_on = [f"{at},2026-11-02 09:{at:02d}:57,ben,answered,120" for at in range(0, 12, 3)]
    log = "\n".join([f"{title},start,agent,status,talk time", *rows, *passed_on])
    found = understand(log)
    assert found.facts == (12, 12, (12 * 190 + 4 * 120) / 12)
    assert found.said(f"16 legs joined to 12 calls by {title}")
    assert understand(log, each_row_is_a_call=True).facts == (16, 16, (12 * 190 + 4 * 120) / 16)


def test_calls_that_share_a_number_hours_apart_are_calls_of_their_own(understand):
    """As those of several voice units that each count for themselves."""
    rows = [f"{at % 12},2026-11-02 {9 + at // 12 * 3:02d}:{at % 12:02d}:07,anna,answered,190" for at in range(24)]
    assert understand("\n".join(["call_id,start,agent,status,talk time", *rows])).facts[0] == 24


def test_the_number_of_a_caller_is_no_number_of_a_call(understand):
    rows = [f"+49 30 55501{at % 4}2,2026-11-02 09:{at:02d}:07,answered,190" for at in range(12)]
    assert understand("\n".join(["Call ID,start,status,talk time", *rows])).facts[0] == 12


def test_an_export_that_was_pasted_twice_is_asked_about(understand):
    rows = [f"2026-11-02 09:{at:02d}:{at + 5:02d},answered,190" for at in range(12)]
    log = "\n".join(["start,status,talk time", *rows, *rows])
    with pytest.raises(InputError, match=r"row 14: start: this and 11 more of 24 answered calls stand there a second time"):
        understand(log)
    assert understand(log, each_row_is_a_call=True).facts[0] == 24
    by_the_minute = "\n".join(["start,status,talk time", *(f"{row[:17]}00{row[19:]}" for row in rows * 2)])
    assert understand(by_the_minute).facts[0] == 24, "of calls that are written to the minute two may well be alike"


def test_fewer_than_two_calls_a_day_are_asked_about(understand):
    log = "start,talk time\n" + "".join(f"2026-10-{day:02d} 09:{day:02d}:17,100\n" for day in range(1, 29))
    with pytest.raises(InputError, match="28 calls in 28 days are fewer than 2 a day"):
        understand(log)


@pytest.mark.parametrize(("cell", "unit"), [(dt.time(4, 12), "m:ss"), ("4:12:00", "m:ss"), ("252000", "ms")])
def test_a_mean_above_an_hour_is_asked_about(understand, cell, unit):
    rows = [["Start", "Talk Time", "Status"], *([f"2026-11-02 09:0{at}:00", cell, "answered"] for at in range(9))]
    with pytest.raises(InputError, match=f"--unit {unit}"):
        understand(rows)
    assert understand(rows, unit=unit).facts == (9, 9, 252)


@pytest.mark.parametrize(("cells", "unit"), [(("4.2", "4.5"), "min"), (("0:04", "0:05"), "h:mm")])
def test_a_mean_of_seconds_is_asked_about(understand, cells, unit):
    log = "start,talk time\n" + "".join(f"2026-11-02 09:0{at}:00,{cell}\n" for at, cell in enumerate(cells))
    with pytest.raises(InputError, match=f"--unit {unit}"):
        understand(log)
    assert 240 <= understand(log, unit=unit).facts[2] <= 300


@pytest.mark.parametrize(
    ("above", "footer"),
    [
        (["Monthly call report", "", ""], ["Total", None, 12]),
        (["Bericht"], ["Summe", None, None]),
        (["", "Created 2026-11-30"], ["Grand Total", "", ""]),
        (["Calls"], ["Average", dt.time(0, 4), None]),
        (["Report of the help desk"], ["Printed by the telephone system"]),
    ],
)
def test_title_and_footer_are_passed_over_and_told(understand, above, footer):
    rows = [
        above,
        [],
        ["Start", "Talk Time", "Status"],
        *(
            [dt.datetime(2026, 11, 2, 9, at), dt.time(0, 4, 12), "answered"]  # noqa: DTZ001
            for at in range(9)
        ),
        footer,
    ]
    found = understand(rows)
    assert found.facts == (9, 9, 252)
    assert found.said("above the header passed over")
    assert found.said("passed over (row 13)")


@pytest.mark.parametrize("ends", ["\r", "\n", "\r\n"])
@pytest.mark.parametrize("year", ["26", "2026"])
def test_line_ends_and_years_of_two_digits(understand, ends, year):
    rows = [
        "calldate,billsec,disposition",
        f"24/08/{year} 09:32,0,NO ANSWER",
        f"24/08/{year} 09:28,328,ANSWERED",
        f"25/08/{year} 09:49,83,ANSWERED",
    ]
    found = understand(ends.join(rows).encode())
    assert [f"{start:%Y-%m-%d %H:%M}" for start in found.frame["start"]] == [
        "2026-08-24 09:32",
        "2026-08-24 09:28",
        "2026-08-25 09:49",
    ]


@pytest.mark.parametrize("scale", [1, 1_000, 1_000_000])
def test_epochs_are_read_in_the_hotlines_zone(understand, scale):
    found = understand(f"start,duration,status\n{1793606400 * scale},188,answered\n", zone=BERLIN)
    assert found.frame["start"].iloc[0].isoformat() == "2026-11-02T09:00:00+01:00"


@pytest.mark.parametrize("header", ["date,calls,aht_s", "Day,Calls Offered,AHT (s)", "Datum,Anrufe,AHT"])
def test_a_total_a_day_is_known_as_one(understand, header):
    found = understand(header + "\n" + "".join(f"{day},{300 + day.day},285\n" for day in DAYS))
    assert (found.understood.minutes, found.understood.what) == (1_440, "table of a total a day")


def test_dates_beside_each_other_with_a_total_each_are_one_too(understand):
    found = understand("Queue," + ",".join(map(str, DAYS)) + "\nHelp," + ",".join(str(300 + day.day) for day in DAYS) + "\n")
    assert (found.understood.minutes, found.understood.calls) == (1_440, sum(300 + day.day for day in DAYS))


@pytest.mark.parametrize("stray", ["{day} 21:00,1,240", "{day} 00:00,1,240\n{day} 02:00,1,240", "{day} 05:00,2,60"])
def test_a_row_outside_opening_hours_is_left_out_and_named(understand, stray):
    days = [dt.date(2026, 9, 7) + dt.timedelta(days=7 * week + day) for week in range(6) for day in range(5)]
    clean = table("start,calls,aht_s", "{day} {hour:02d}:00,{calls},240", days)
    found = understand(clean + stray.format(day=days[9]) + "\n")
    assert found.frame["calls"].tolist() == understand(clean).frame["calls"].tolist()
    assert found.said("outside opening hours left out: Fri 2026-09-18")


def test_quiet_nights_are_no_strays(understand):
    days = [dt.date(2026, 9, 7) + dt.timedelta(days=day) for day in range(30)]
    rows = [
        f"{day} {hour:02d}:00,{20 if hour >= 8 else int((day.day + hour) % 9 == 0)},240" for day in days for hour in range(24)
    ]
    found = understand("start,calls,aht_s\n" + "\n".join(rows))
    assert len(found.frame) == len(rows)


@pytest.mark.parametrize("separator", [";", "\t", "|"])
def test_a_thousand_that_may_be_a_fraction_is_asked_about(understand, separator):
    log = table("start,calls,aht_s", "{day} {hour:02d}:00,1.250,240").replace(",", separator)
    with pytest.raises(InputError, match=r"1\.250.*--decimal comma"):
        understand(log)
    assert understand(log, decimal="comma").understood.calls == 1_250 * len(DAYS) * 8
    assert understand(log.replace("240", "240,5")).understood.calls == 1_250 * len(DAYS) * 8


def test_weekdays_without_dates_are_no_week_that_is_known(understand):
    with pytest.raises(InputError, match="weekdays without dates"):
        understand("Time,Mon,Tue,Wed,Thu,Fri\n08:00,1,2,3,4,5\n09:00,2,3,4,5,6\n")


def test_a_mean_that_may_be_a_total_is_asked_about(understand):
    log = table("start,calls,handle time", "{day} {hour:02d}:00,{calls},7200")
    with pytest.raises(InputError, match="--total-handling 'handle time' for a total"):
        understand(log)
    assert understand(log, columns=Columns(total_handling="handle time")).facts[2] == round(7200 * 8 * len(DAYS) / OFFERED, 1)


def test_only_answered_calls_are_told(understand):
    found = understand(table("Date,Time,Answered Calls,Abandoned Calls,AHT", "{day},{hour:02d}:00,{answered},2,240"))
    assert found.understood.calls == OFFERED
    assert found.understood.columns["calls"] == "Answered Calls + Abandoned Calls"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("start,calls\n2026-12-07 09:00,-1\n", "'-1' is no number of calls"),
        ("start,calls\n2026-12-07 09:00,9\nyesterday,3\n", "'yesterday' is no moment"),
        ("start,calls\n2026-12-07 09:00,9\n2026-12-07 10:00,many\n2026-12-07 11:00,9\n", "row 3: calls: 'many' is no number"),
        ("start,calls\n2026-12-07 09:00,1\n2026-12-07 09:00,2\n", "a second time"),
        ("start,offered,answered\n2026-12-07 09:00,1,20\n2026-12-07 10:00,1,30\n", "50 answered"),
    ],
)
def test_faults_of_a_table_say_where_and_what(understand, text, said):
    with pytest.raises(InputError) as caught:
        understand(text)
    assert said in str(caught.value)
