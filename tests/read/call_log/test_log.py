"""Logs with one row a call: columns, outcomes, directions, handling times, and what is refused."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from scheduler.errors import InputError
from scheduler.read.call_log import Columns, Outcomes

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    "log",
    [
        "Datum;Uhrzeit;Gesprächsdauer;Ergebnis\n07.12.2026;08:00:10;0:03:04;angenommen\n",
        "calldate,billsec,duration,disposition\n2026-12-07 08:00:10,184,190,ANSWERED\n",
        "Date\tHeure\tDurée\n07.12.2026\t08:00:10\t184\n",
        'sep=|\nSTART TIME|"Handling-Time"\n2026-12-07T08:00:10|184\n',
        "Call Start,Answered At,Call End\n2026-12-07 08:00:10,2026-12-07 08:00:30,2026-12-07 08:03:34\n",
        "Datum;Dauer\n07.12.2026 08:00;184,0\n",
        "when,talk time\n2026-12-07 08:00:10,3m 4s\n",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_columns_separators_and_encodings_are_recognised(read, log, encoding):
    table = read(log.replace("\n", "\r\n").encode(encoding))
    assert (table.starts, table.calls, table.aht_s) == (["2026-12-07T08:00"], [1], [184])


def test_named_columns_win(read):
    log = "start,other,handling,mine\n2026-12-07 08:00,2026-12-07 09:00,1,50\n"
    table = read(log, columns=Columns(start="Other", handling="mine"))
    assert (table.starts, table.aht_s) == (["2026-12-07T09:00"], [50])


def test_a_call_past_midnight_ends_on_the_next_day(understand):
    assert understand("date,start,end\n2026-12-07,23:58:00,0:03:00\n").facts == (1, 1, 300)


def test_answered_without_a_time_counts_as_a_call_only(understand):
    found = understand("start,handling,outcome\n2026-12-07 08:00,100,answered\n2026-12-07 08:01,,answered\n")
    assert found.facts == (2, 2, 100)


def test_without_outcomes_a_handling_time_tells_who_was_answered(understand):
    found = understand("start,handling\n2026-12-07 08:00,100\n2026-12-07 08:01,0\n2026-12-07 08:02,\n")
    assert found.facts == (3, 1, 100)


@pytest.mark.parametrize(
    ("words", "answered"),
    [("Y,N,Y", 2), ("ja,nein,nein", 1), ("Oui,Non,Oui", 2), ("Sí,No,Sí", 2), ("1,0,1", 2), ("TRUE,FALSE,TRUE", 2), ("x,,x", 2)],
)
def test_answers_to_a_question_in_several_languages(understand, words, answered):
    log = "start,Answered (Y/N),talk\n" + "".join(
        f"2026-12-07 08:0{at},{word},60\n" for at, word in enumerate(words.split(","))
    )
    assert understand(log).facts[:2] == (3, answered)


def test_yes_to_abandoned_is_no_to_answered(understand):
    log = "start,abandoned,talk\n2026-12-07 08:00,yes,0\n2026-12-07 08:01,no,60\n2026-12-07 08:02,no,90\n"
    assert understand(log).facts == (3, 2, 75)


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Direction", ("Inbound", "Outbound", "Internal")),
        ("Richtung", ("eingehend", "ausgehend", "intern")),
        ("Call Type", ("Incoming", "Outgoing", "Internal")),
        ("sens", ("entrant", "sortant", "interne")),
    ],
)
def test_what_did_not_come_in_is_left_out_and_told(understand, title, words):
    log = f"start,{title},talk\n" + "".join(f"2026-12-07 08:0{at},{word},60\n" for at, word in enumerate([*words, words[0]]))
    found = understand(log)
    assert found.facts == (2, 2, 60)
    assert found.said("1 row left out: outbound")
    assert found.said("1 row left out: internal")


def test_a_missed_call_came_in(understand):
    found = understand(
        "start,type,duration\n2026-12-07 08:00,Incoming,60\n2026-12-07 08:01,Missed,0\n2026-12-07 08:02,Outgoing,50\n"
    )
    assert found.facts == (2, 1, 60)


def test_a_column_called_type_that_names_something_else_is_none_of_ours(understand):
    assert understand("start,type,duration\n2026-12-07 08:00,gold,60\n2026-12-07 08:01,silver,60\n").facts == (2, 2, 60)


def test_voicemail_is_a_call_that_nobody_answered(understand):
    log = "start,status,duration\n2026-12-07 08:00,answered,60\n2026-12-07 08:01,voicemail,35\n"
    assert understand(log).facts == (2, 1, 60)


def test_talk_hold_and_work_afterwards_are_one_handling_time(understand):
    found = understand("start,talk time,hold time,after call work\n2026-12-07 08:00,100,20,30\n2026-12-07 08:01,50,,\n")
    assert found.facts == (2, 2, 100)
    assert found.understood.columns["handling"] == "talk time + hold time + after call work"


def test_named_answers_make_every_other_outcome_a_call_without_service(understand):
    log = "start,handling,outcome\n" + "".join(f"2026-12-07 08:00,60,{word}\n" for word in ("7", "8", "9", "PHANTOM"))
    assert understand(log, outcomes=Outcomes(answered=("7",))).facts[:2] == (3, 1)
    assert understand(log, outcomes=Outcomes(answered=("7", "phantom"), ignored=("9",))).facts[:2] == (3, 2)


def test_an_outcome_with_two_meanings_is_refused(understand):
    with pytest.raises(InputError, match="two meanings"):
        understand("start,handling,outcome\n2026-12-07 08:00,60,A\n", outcomes=Outcomes(answered=("a",), ignored=("A",)))


@pytest.mark.parametrize(
    ("log", "options", "said"),
    [
        ("start,handling\n2026-12-07 08:00,60\n", {"columns": Columns(start="begin")}, "column 'begin' is missing"),
        ("start,start,handling\n1,2,3\n", {}, "stands twice"),
        ("a,b\n1,2\n", {}, "name it with --start"),
        ("start,b\n2026-12-07 08:00,2\n", {}, "name it with --handling"),
        ("", {}, "is empty"),
        ("start,handling\n", {}, "no row below"),
        ("start,handling\n08:00,60\n", {}, "log.csv:row 2: start: has a time but no date"),
        ("start,handling\n2026-12-07 25:00,60\n", {}, "log.csv:row 2: start: '25:00' is no time"),
        ("start,handling\n2026-13-07 08:00,60\n", {}, "log.csv:row 2: start: '2026-13-07 08:00' is no date"),
        ("start,handling\n2026-12-07 08:00,-4\n", {}, "log.csv:row 2: handling: '-4' is no duration"),
        ("start;handling\n2026-12-07 08:00;1,234\n", {}, "a thousand or a fraction"),
        ("start,handling\n,60\n", {}, "start: is empty"),
        ("start,end\n2026-12-07 08:00,2026-12-07 07:00\n", {}, "end: 2026-12-07 07:00 is before"),
        ("start,end\n2026-12-07T08:00Z,2026-12-07 08:01\n", {}, "must both have an offset"),
        ("start,handling,outcome\n2026-12-07 08:00,60,X7\n", {}, "'X7' (1 rows)"),
        (
            "start,handling,outcome\n2026-12-07 08:00,60,\n2026-12-07 08:00,60,answered\n",
            {},
            "log.csv:row 2: outcome: is empty",
        ),
        ("start,handling,direction\n2026-12-07 08:00,60,sideways\n", {}, "whether 'sideways' came in"),
        ("start,handling\n2026-03-29 02:30,60\n", {"zone": BERLIN}, "does not exist in Europe/Berlin"),
        ("start,handling\n04/03/2026 08:00,60\n", {}, "--day-first or --month-first"),
        ("start,handling\n13/03/2026 08:00,60\n03/13/2026 08:00,60\n", {}, "others only the month"),
        ("start,handling\n1926-12-07 08:00,60\n", {}, "no year from 1980 to 2099"),
        ("date,handling\n2026-12-07,60\n2026-12-07,70\n", {}, "has dates without times"),
        ("start,handling,direction\n2026-12-07 08:00,60,outbound\n", {}, "no row of it is a call: 1 row left out: outbound"),
    ],
)
def test_what_cannot_be_understood_is_named(understand, log, options, said):
    with pytest.raises(InputError) as caught:
        understand(log, **options)
    assert said in str(caught.value)


def test_one_message_a_cause_with_its_count_and_first_places(understand):
    with pytest.raises(InputError) as caught:
        understand("start,handling\n" + "2026-12-07 08:00,x\n" * 60 + "never,60\n")
    assert [(fault.place, fault.field) for fault in caught.value.faults] == [
        ("log.csv:row 62", "start"),
        ("log.csv:row 2", "handling"),
    ]
    assert "(60 cells: rows 2, 3, 4 …)" in str(caught.value)


def test_faults_of_a_workbook_name_the_cell(understand):
    with pytest.raises(InputError) as caught:
        understand([["Start", "Handling"], [dt.datetime(2026, 12, 7, 8), "soon"], [True, 7]])  # noqa: DTZ001
    assert [fault.place for fault in caught.value.faults] == ["Calls!A3", "Calls!B2"]


def test_queues_are_told_apart_where_their_column_is_named(understand):
    log = "start,handling,line\n2026-12-07 08:00,60,sales\n2026-12-07 08:01,60,\n"
    assert understand(log).frame["queue"].isna().all()
    with pytest.raises(InputError, match=r"log.csv:row 3: queue: is empty; each row needs a queue"):
        understand(log, columns=Columns(queue="line"))
