"""Files as telephone systems export them, made here: a day or two of calls, written in the form of each system.

Each maker is given calls, one row each (`start`, `answered`, `talk_s`, `wait_s`), and writes a file with them; those
of interval
tables count them by half an hour. What should be read is told by the calls themselves.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Callable, Iterable, Sequence

import numpy as np
import openpyxl
import pandas as pd

Maker = Callable[[pd.DataFrame], bytes]
HALF = 30


def some_calls(seed: int = 1, days: int = 6, count: int = 220) -> pd.DataFrame:
    """Calls of some days from 2026-11-12 on, 8 to 18 h, in order; two of three are answered."""
    rng = np.random.default_rng(seed)
    day, second = rng.integers(0, days, count), rng.integers(8 * 3600, 18 * 3600, count)
    start = pd.Timestamp("2026-11-12") + pd.to_timedelta(day * 86_400 + second, unit="s")
    answered = rng.random(count) < 0.7
    frame = pd.DataFrame(
        {
            "start": start,
            "answered": answered,
            "talk_s": np.where(answered, rng.integers(30, 600, count), 0),
            "wait_s": rng.integers(1, 60, count),
        }
    )
    return frame.sort_values("start", kind="stable").reset_index(drop=True)


def by_half_hour(calls: pd.DataFrame) -> pd.DataFrame:
    """Calls by half an hour: `start`, `offered`, `answered`, `seconds`, and `aht_s`, in whole seconds."""
    groups = calls.groupby(calls["start"].dt.floor(f"{HALF}min"))
    table = pd.DataFrame(
        {"offered": groups.size(), "answered": groups["answered"].sum(), "seconds": groups["talk_s"].sum()}
    ).reset_index()
    table["aht_s"] = (table["seconds"] / table["answered"].where(table["answered"] > 0)).round()
    table["seconds"] = (table["aht_s"] * table["answered"]).fillna(0)
    return table


def text(rows: Iterable[Sequence[object]], separator: str = ",", encoding: str = "utf-8", ends: str = "\r\n") -> bytes:
    """Rows as CSV."""
    out = io.StringIO()
    csv.writer(out, delimiter=separator, lineterminator=ends).writerows(rows)
    return out.getvalue().encode(encoding)


def book(rows: Iterable[Sequence[object]], title: str = "Sheet1") -> bytes:
    """Rows as a workbook."""
    found, out = openpyxl.Workbook(), io.BytesIO()
    found.active.title = title
    for row in rows:
        found.active.append(list(row))
    found.save(out)
    return out.getvalue()


def clock(seconds: float) -> str:
    return f"{int(seconds) // 3600:02d}:{int(seconds) // 60 % 60:02d}:{int(seconds) % 60:02d}"


def short(seconds: float) -> str:
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"


def epoch(moment: pd.Timestamp) -> int:
    return int(moment.timestamp())


def at(form: str) -> Callable[[pd.Timestamp], str]:
    return lambda moment: moment.strftime(form)


def rows_of(
    calls: pd.DataFrame, header: Sequence[str], row: Callable[[int, pd.Series], Sequence[object]]
) -> list[Sequence[object]]:
    return [header, *(row(number, call) for number, call in calls.iterrows())]  # type: ignore[misc]


def asterisk(calls: pd.DataFrame) -> bytes:
    """Two telephones ring; one of them answers, or none."""
    legs: list[Sequence[object]] = [
        ("calldate", "src", "dst", "dcontext", "dstchannel", "lastapp", "duration", "billsec", "disposition", "linkedid")
    ]
    for number, call in calls.iterrows():
        for phone in (200, 201):
            took = call.answered and phone == 201
            legs.append(
                (
                    f"{call.start}",
                    "555",
                    "600",
                    "ext-queues",
                    f"SIP/{phone}",
                    "Queue",
                    call.wait_s + (call.talk_s if took else 0),
                    call.talk_s if took else 0,
                    "ANSWERED" if took else "NO ANSWER",
                    f"17000{number}.1",
                )
            )
    return text(legs)


def master(calls: pd.DataFrame) -> bytes:
    """FreePBX's Master.csv: no header; and calls that were dialled from inside."""

    def row(number: int, call: pd.Series, context: str = "from-trunk") -> Sequence[object]:
        end = call.start + pd.Timedelta(seconds=int(call.wait_s + call.talk_s))
        phone = "SIP/201-0" if call.answered else ""
        return (
            "",
            "555",
            "600",
            context,
            '"555" <555>',
            "SIP/t",
            phone,
            "Queue",
            "600,t",
            f"{call.start}",
            "",
            f"{end}",
            call.wait_s + call.talk_s,
            call.talk_s,
            "ANSWERED" if call.answered else "NO ANSWER",
            "DOCUMENTATION",
            f"17000{number}.1",
        )

    rows = [row(number, call) for number, call in calls.iterrows()]  # type: ignore[arg-type]
    return text([*rows, row(9_999, calls.iloc[3], "from-internal")])


def queue_log(calls: pd.DataFrame) -> bytes:
    events = []
    for number, call in calls.iterrows():
        begin, name = epoch(call.start), f"{epoch(call.start)}.{number}"
        events.append((begin, name, "700", "NONE", "ENTERQUEUE", "", "555", 1))
        if call.answered:
            events.append((begin + call.wait_s, name, "700", "SIP/1", "CONNECT", call.wait_s, name, 3))
            events.append(
                (begin + call.wait_s + call.talk_s, name, "700", "SIP/1", "COMPLETEAGENT", call.wait_s, call.talk_s, 1)
            )
        else:
            events.append((begin + call.wait_s, name, "700", "NONE", "ABANDON", 1, 1, call.wait_s))
    return text(
        [
            (epoch(calls["start"][0]) - 60, "NONE", "NONE", "NONE", "QUEUESTART", ""),
            *sorted(events, key=lambda event: event[0]),
        ],
        "|",
        ends="\n",
    )


def queue_table(calls: pd.DataFrame) -> bytes:
    """The same as a table of a data base, with a header."""
    rows = [line.split("|") for line in queue_log(calls).decode().splitlines()[1:]]
    return text(
        [
            ("time", "callid", "queuename", "agent", "event", "data1", "data2", "data3"),
            *((f"{dt.datetime.fromtimestamp(int(row[0]), dt.UTC):%Y-%m-%d %H:%M:%S}", *row[1:]) for row in rows),
        ]
    )


def three_cx(calls: pd.DataFrame) -> bytes:
    return text(
        rows_of(
            calls,
            ("Call Time", "Call ID", "From", "To", "Direction", "Status", "Ringing", "Talking", "Cost"),
            lambda number, call: (
                call.start.isoformat(),
                f"0000-{number}",
                "095",
                "Queue (88)",
                "Inbound",
                "Answered" if call.answered else "Unanswered",
                clock(call.wait_s),
                clock(call.talk_s),
                "",
            ),
        )
    )


def three_cx_cdr(calls: pd.DataFrame) -> bytes:
    def row(number: int, call: pd.Series) -> Sequence[object]:
        answer = call.start + pd.Timedelta(seconds=int(call.wait_s))
        form = "%Y/%m/%d %H:%M:%S"
        return (
            f"CallHistory{number}",
            f"{call.start:{form}}",
            f"{answer:{form}}" if call.answered else "",
            f"{answer + pd.Timedelta(seconds=int(call.talk_s)):{form}}",
            "TerminatedBySrc",
        )

    return text(rows_of(calls, ("historyid", "time-start", "time-answered", "time-end", "reason-terminated"), row))


def twilio(calls: pd.DataFrame) -> bytes:
    rows = rows_of(
        calls,
        ("Sid", "StartTime", "EndTime", "Duration", "From", "To", "Direction", "Status", "AccountSid"),
        lambda number, call: (
            f"CA{number}",
            f"{call.start:%a, %d %b %Y %H:%M:%S} +0000",
            "",
            call.talk_s,
            "+1555",
            "+1777",
            "inbound",
            "completed" if call.answered else "no-answer",
            "AC1",
        ),
    )
    return text(
        [
            *rows,
            (
                "CA9",
                f"{calls['start'][0]:%a, %d %b %Y %H:%M:%S} +0000",
                "",
                55,
                "+1777",
                "+1555",
                "outbound-dial",
                "completed",
                "AC1",
            ),
        ]
    )


def connect_contacts(calls: pd.DataFrame) -> bytes:
    rows = rows_of(
        calls,
        (
            "Contact ID",
            "Channel",
            "Initiation timestamp",
            "Initiation method",
            "Queue",
            "Agent",
            "Agent interaction duration",
            "Customer hold duration",
            "After contact work duration",
        ),
        lambda number, call: (
            f"c-{number}",
            "VOICE",
            f"{call.start:%Y-%m-%dT%H:%M:%SZ}",
            "INBOUND",
            "Basic",
            "ann" if call.answered else "",
            clock(call.talk_s - 20) if call.answered else "",
            "00:00:00" if call.answered else "",
            "00:00:20" if call.answered else "",
        ),
    )
    return text(
        [
            *rows,
            ("c-9", "CHAT", f"{calls['start'][0]:%Y-%m-%dT%H:%M:%SZ}", "INBOUND", "Basic", "ann", "00:09:00", "", ""),
            ("c-10", "VOICE", f"{calls['start'][0]:%Y-%m-%dT%H:%M:%SZ}", "OUTBOUND", "Basic", "ann", "00:09:00", "", ""),
        ]
    )


def nice_detail(calls: pd.DataFrame) -> bytes:
    return text(
        rows_of(
            calls,
            (
                "Contact_ID",
                "Master_Contact_ID",
                "Contact_Code",
                "Start_Date",
                "start_time",
                "Skill_Name",
                "InQueue",
                "Agent_Time",
                "Abandon",
            ),
            lambda number, call: (
                number,
                7_000 + number,
                "800",
                f"{call.start:%m/%d/%Y}",
                f"{call.start:%H:%M:%S}",
                "Support",
                call.wait_s,
                call.talk_s,
                "N" if call.answered else "Y",
            ),
        )
    )


def five9(calls: pd.DataFrame) -> bytes:
    rows = rows_of(
        calls,
        (
            "CALL ID",
            "TIMESTAMP",
            "CAMPAIGN",
            "CALL TYPE",
            "DISPOSITION",
            "QUEUE WAIT TIME",
            "TALK TIME",
            "AFTER CALL WORK TIME",
            "ABANDONED",
        ),
        lambda number, call: (
            number,
            f"{call.start:%a, %d %b %Y %H:%M:%S}",
            "Help",
            "Inbound",
            "Resolved at once" if call.answered else "",
            clock(call.wait_s),
            clock(max(0, call.talk_s - 10)),
            clock(10 if call.answered else 0),
            0 if call.answered else 1,
        ),
    )
    return text(
        [
            *rows,
            (
                99_999,
                f"{calls['start'][0]:%a, %d %b %Y %H:%M:%S}",
                "Help",
                "Manual",
                "No Answer",
                "",
                "00:01:00",
                "00:00:00",
                0,
            ),
        ]
    )


def zendesk(calls: pd.DataFrame) -> bytes:
    return text(
        rows_of(
            calls,
            ("id", "created_at", "direction", "completion_status", "wait_time", "talk_time", "hold_time", "wrap_up_time"),
            lambda number, call: (
                number,
                f"{call.start:%Y-%m-%dT%H:%M:%SZ}",
                "inbound",
                "completed" if call.answered else "abandoned_in_queue",
                call.wait_s,
                call.talk_s,
                0,
                0,
            ),
        )
    )


def cisco(calls: pd.DataFrame) -> bytes:
    return text(
        rows_of(
            calls,
            ("dateTimeOrigination", "dateTimeConnect", "dateTimeDisconnect", "duration"),
            lambda number, call: (
                epoch(call.start),
                epoch(call.start) + call.wait_s if call.answered else 0,
                epoch(call.start) + call.wait_s + call.talk_s,
                call.talk_s,
            ),
        )
    )


def german_book(calls: pd.DataFrame) -> bytes:
    rows = rows_of(
        calls,
        ("Datum", "Uhrzeit", "Richtung", "Anrufstatus", "Gesprächsdauer"),
        lambda number, call: (
            call.start.date(),
            call.start.time(),
            "eingehend",
            "angenommen" if call.answered else "verpasst",
            dt.time(int(call.talk_s) // 3600, int(call.talk_s) // 60 % 60, int(call.talk_s) % 60),
        ),
    )
    return book([("Anrufliste November",), (), *rows, ("Summe", None, None, None, f"{len(calls)} Anrufe")])


def german_text(calls: pd.DataFrame) -> bytes:
    return text(
        rows_of(
            calls,
            ("Anrufbeginn", "Ergebnis", "Gesprächsdauer (Minuten)"),
            lambda number, call: (
                f"{call.start:%d.%m.%y %H:%M:%S}",
                "beantwortet" if call.answered else "aufgelegt",
                f"{call.talk_s / 60:.4f}".replace(".", ","),
            ),
        ),
        ";",
        "cp1252",
    )


def american(calls: pd.DataFrame) -> bytes:
    return text(
        rows_of(
            calls,
            ("Call Start", "Call Type", "Result", "Talk Time (mm:ss)"),
            lambda number, call: (
                f"{call.start:%m/%d/%Y %I:%M:%S %p}",
                "Incoming",
                "Answered" if call.answered else "Missed",
                short(call.talk_s),
            ),
        ),
        "\t",
        "utf-16",
    )


def millis(calls: pd.DataFrame) -> bytes:
    return text(
        rows_of(
            calls,
            ("timestamp", "talk_time", "answered"),
            lambda number, call: (1000 * epoch(call.start), call.talk_s, "true" if call.answered else "false"),
        ),
        "|",
        ends="\r",
    )


def serials(calls: pd.DataFrame) -> bytes:
    zero = pd.Timestamp("1899-12-30")
    return text(
        rows_of(
            calls,
            ("Start", "Handle Time"),
            lambda number, call: (repr((call.start - zero) / pd.Timedelta(days=1)), repr(call.talk_s / 86_400)),
        ),
        "\t",
    )


LOGS: dict[str, Maker] = {
    make.__name__: make
    for make in (
        asterisk,
        master,
        queue_log,
        queue_table,
        three_cx,
        three_cx_cdr,
        twilio,
        connect_contacts,
        nice_detail,
        five9,
        zendesk,
        cisco,
        german_book,
        german_text,
        american,
        millis,
        serials,
    )
}
"""One row a call, a leg or an event."""


def table_rows(
    calls: pd.DataFrame, header: Sequence[str], row: Callable[[pd.Series], Sequence[object]]
) -> list[Sequence[object]]:
    return [header, *(row(interval) for _, interval in by_half_hour(calls).iterrows())]  # type: ignore[arg-type]


def blank(value: float) -> object:
    return "" if value != value else int(value)


def avaya(calls: pd.DataFrame) -> bytes:
    rows = table_rows(
        calls,
        ("Date", "Interval", "ACD Calls", "Avg ACD Time", "Avg ACW Time", "Aban Calls", "Avg Speed Ans"),
        lambda each: (
            f"{each.start:%m/%d/%Y}",
            f"{each.start:%H:%M}-{each.start + pd.Timedelta(minutes=HALF):%H:%M}",
            each.answered,
            blank(each.aht_s - 5),
            5,
            each.offered - each.answered,
            12,
        ),
    )
    return text([("Split/Skill Interval",), ("Split: Help",), *rows])


def acd_offered(calls: pd.DataFrame) -> bytes:
    rows = table_rows(
        calls,
        ("Date", "Interval", "ACD Calls", "Calls Handled", "Calls Aband", "% Answered", "Avg Talk Time"),
        lambda each: (
            f"{each.start:%m/%d/%Y}",
            f"{each.start:%H:%M}-{each.start + pd.Timedelta(minutes=HALF):%H:%M}",
            each.offered,
            each.answered,
            each.offered - each.answered,
            f"{100 * each.answered / each.offered:.2f}",
            blank(each.aht_s),
        ),
    )
    return text(rows)


def incoming(calls: pd.DataFrame) -> bytes:
    rows = table_rows(
        calls,
        ("Date", "Time", "Incoming Calls", "Answered Calls", "Abandoned Calls", "AHT", "Service Level"),
        lambda each: (
            f"{each.start:%Y-%m-%d}",
            f"{each.start:%H:%M}",
            each.offered,
            each.answered,
            each.offered - each.answered,
            "" if each.aht_s != each.aht_s else clock(each.aht_s),
            "81.2%",
        ),
    )
    return text([*rows, ("Total", "", len(calls), int(calls["answered"].sum()), "", "", "")])


def connect_metrics(calls: pd.DataFrame) -> bytes:
    return text(
        table_rows(
            calls,
            ("Queue", "StartInterval", "EndInterval", "Contacts queued", "Contacts handled", "Average handle time"),
            lambda each: (
                "Basic",
                f"{each.start:%Y-%m-%dT%H:%M:%SZ}",
                f"{each.start + pd.Timedelta(minutes=HALF):%Y-%m-%dT%H:%M:%SZ}",
                each.offered,
                each.answered,
                blank(each.aht_s),
            ),
        )
    )


def genesys(calls: pd.DataFrame) -> bytes:
    rows = table_rows(
        calls,
        (
            "Interval Start UTC Date",
            "Queue",
            "Media Type",
            "Skill Set",
            "Language",
            "Offered",
            "Interactions Handled",
            "Total Handle Time (Seconds)",
        ),
        lambda each: (
            f"{each.start:%Y-%m-%dT%H:%M:%SZ}",
            "Help",
            "Voice",
            "",
            "",
            each.offered,
            each.answered,
            int(each.seconds),
        ),
    )
    return text([*rows, ("2026-11-12T09:00:00Z", "Help", "Email", "", "", 40, 40, 9_999)])


def nice_history(calls: pd.DataFrame) -> bytes:
    return text(
        table_rows(
            calls,
            ("Date", "Period", "CT", "Contacts Received", "Contacts Handled", "AHT"),
            lambda each: (f"{each.start:%Y%m%d}", f"{each.start:%H%M}", "Help", each.offered, each.answered, blank(each.aht_s)),
        ),
        "|",
    )


def five9_intervals(calls: pd.DataFrame) -> bytes:
    return text(
        table_rows(
            calls,
            ("DATE", "HALF HOUR", "CAMPAIGN", "CALLS count", "ABANDONED count", "Average HANDLE TIME"),
            lambda each: (
                f"{each.start:%Y/%m/%d}",
                f"{each.start:%H:%M}",
                "Help",
                each.offered,
                each.offered - each.answered,
                "" if each.aht_s != each.aht_s else clock(each.aht_s),
            ),
        )
    )


def zendesk_explore(calls: pd.DataFrame) -> bytes:
    return text(
        table_rows(
            calls,
            ("Date", "Time", "Inbound calls", "Answered inbound calls", "Average talk time (sec)"),
            lambda each: (f"{each.start:%B %d, %Y}", f"{each.start:%I:%M %p}", each.offered, each.answered, blank(each.aht_s)),
        )
    )


def cisco_queues(calls: pd.DataFrame) -> bytes:
    return text(
        table_rows(
            calls,
            ("Interval Start Time", "CSQ Name", "Calls Presented", "Calls Handled", "Calls Abandoned", "Avg Handle Time"),
            lambda each: (
                f"{each.start:%d/%m/%Y %H:%M}",
                "Help",
                each.offered,
                each.answered,
                each.offered - each.answered,
                "" if each.aht_s != each.aht_s else clock(each.aht_s),
            ),
        ),
        ";",
    )


def thousands(calls: pd.DataFrame) -> bytes:
    """A table of a spreadsheet program in German: numbers with a decimal comma."""
    return text(
        table_rows(
            calls,
            ("Datum", "Zeit", "Eingehende Anrufe", "AHT (s)"),
            lambda each: (
                f"{each.start:%d.%m.%Y}",
                f"{each.start:%H:%M} Uhr",
                f"{each.offered},0",
                "" if each.aht_s != each.aht_s else f"{each.aht_s:.1f}".replace(".", ","),
            ),
        ),
        ";",
        "utf-8-sig",
    )


def calculator(calls: pd.DataFrame) -> bytes:
    """The sheet of a staffing calculator: times below each other, dates beside each other."""
    table = by_half_hour(calls)
    wide = table.pivot_table(index=table["start"].dt.time, columns=table["start"].dt.date, values="offered")
    rows = [
        (time, *(None if value != value else int(value) for value in values))
        for time, values in zip(wide.index, wide.to_numpy(), strict=True)
    ]
    return book(
        [
            ("Staffing calculator", "Calls per half-hour"),
            ("Interval", *(dt.datetime.combine(day, dt.time()) for day in wide.columns)),
            *rows,
            ("Total", *(int(total) for total in wide.sum())),
        ],
        "Volumes",
    )


def days_down(calls: pd.DataFrame) -> bytes:
    """Dates below each other, times beside each other."""
    table = by_half_hour(calls)
    wide = table.pivot_table(index=table["start"].dt.date, columns=table["start"].dt.strftime("%H:%M"), values="offered")
    return text(
        [
            ("Date", *wide.columns),
            *(
                (f"{day:%d-%b-%y}", *(blank(value) for value in values))
                for day, values in zip(wide.index, wide.to_numpy(), strict=True)
            ),
        ]
    )


TABLES: dict[str, Maker] = {
    make.__name__: make
    for make in (
        avaya,
        acd_offered,
        incoming,
        connect_metrics,
        genesys,
        nice_history,
        five9_intervals,
        zendesk_explore,
        cisco_queues,
        thousands,
        calculator,
        days_down,
    )
}
"""One row, or one cell, an interval."""
WITHOUT_HANDLING = {"calculator", "days_down"}
WITHOUT_ANSWERED = {"thousands", "five9_intervals", *WITHOUT_HANDLING}
