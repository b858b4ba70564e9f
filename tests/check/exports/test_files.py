"""The calendars and the workbook are what was checked; written here by hand, so that one line can be wrong."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import openpyxl
import pytest

from scheduler.check.exports.files import check_exports
from scheduler.publish.folder import publish
from tests.builders.checked import day, result, shift, with_forecast

BREAKS_HEADER = ["Operator", "Name", "Date", "Kind", "Start", "End", "Minutes"]


@pytest.fixture(scope="module")
def plan():
    return with_forecast(
        {
            "horizon": {"start": "2026-12-07", "days": 2},
            "operators": [
                {"id": "anna", "name": "Anna Berg", "contract": "free"},
                {"id": "ben", "name": "Ben, the \\ second; really", "contract": "free", "timezone": "Asia/Tokyo"},
            ],
        }
    )


@pytest.fixture(scope="module")
def truth(plan):
    return result(
        plan, [shift(plan, day(0), 510), shift(plan, day(1, "20:00"), 240), shift(plan, day(0), 240, operator="ben")]
    )


def utc(moment):
    return moment.astimezone(dt.UTC).strftime("%Y%m%dT%H%M%SZ")


def lines_of(truth, operator, zone, events=False):
    def times(one):
        return "–".join(moment.astimezone(ZoneInfo(zone)).strftime("%H:%M") for moment in (one.start, one.end))

    for number, one in enumerate(one for one in truth.shifts if one.operator == operator):
        words = "\\n".join(
            [f"Shift {times(one)} (times in {zone})", *(f"{p.kind.title()} {times(p)}" for p in one.breaks)]
        )
        yield [
            "BEGIN:VEVENT",
            f"UID:{operator}-{number}",
            f"DTSTART:{utc(one.start)}",
            f"DTEND:{utc(one.end)}",
            "SUMMARY:Helpline shift",
            "CATEGORIES:SHIFT",
            f"DESCRIPTION:{words}",
            "END:VEVENT",
        ]
        for ordinal, pause in enumerate(one.breaks if events else ()):
            yield [
                "BEGIN:VEVENT",
                f"UID:{operator}-{number}-{ordinal}",
                f"DTSTART:{utc(pause.start)}",
                f"DTEND:{utc(pause.end)}",
                f"CATEGORIES:{pause.kind.upper()}",
                "TRANSP:TRANSPARENT",
                "END:VEVENT",
            ]


def calendar(truth, operator, name, zone="Asia/Jakarta", events=False):
    head = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//test//EN",
        f"X-WR-CALNAME:Helpline: {name}",
        f"X-HOTLINE-OPERATOR:{operator}",
    ]
    body = [line for event in lines_of(truth, operator, zone, events) for line in event]
    return "\r\n".join([*head, *body, "END:VCALENDAR", ""])


def book(plan, truth):
    made = openpyxl.Workbook()
    roster = made.active
    roster.title = "Roster"
    dates = [plan.grid.date(number) for number in range(plan.horizon.days)]
    roster.append(["Operator", "Name", *(date.isoformat() for date in dates)])
    breaks, summary = made.create_sheet("Breaks"), made.create_sheet("Summary")
    breaks.append(BREAKS_HEADER)
    for operator in plan.operators:
        own = {one.start.date(): one for one in truth.shifts if one.operator == operator.id}
        roster.append(
            [
                operator.id,
                operator.name,
                *(f"{own[date].start:%H:%M}–{own[date].end:%H:%M}" if date in own else None for date in dates),
            ]
        )
        for date, one in own.items():
            for p in one.breaks:
                breaks.append(
                    [operator.id, operator.name, date, p.kind, f"{p.start:%H:%M}", f"{p.end:%H:%M}", p.minutes]
                )
    for label in ("objective", "bound", "gap"):
        summary.append([label, getattr(truth.run, label)])
    coverage, people = made.create_sheet("Coverage"), made.create_sheet("Operators")
    coverage.append(["Start", "Calls", "Required", "On phone"])
    for row in truth.intervals:
        coverage.append([row.start.replace(tzinfo=None), row.calls, row.required, row.on_phone])
    people.append(["Operator", "Name", "Days", "Paid hours"])
    people.append(["anna", "Anna Berg", 2, 12])
    people.append(["ben", "Ben, the \\ second; really", 1, 4])
    return made


@pytest.fixture
def folder(tmp_path, plan, truth):
    (tmp_path / "calendars").mkdir()
    (tmp_path / "calendars" / "anna.ics").write_text(calendar(truth, "anna", "Anna Berg"), newline="")
    ben = calendar(truth, "ben", "Ben\\, the \\\\ second\\; really", "Asia/Tokyo", events=True)
    (tmp_path / "calendars" / "ben.ics").write_text(ben, newline="")
    book(plan, truth).save(tmp_path / "roster.xlsx")
    return tmp_path


def found(plan, truth, folder, **options):
    return [
        (violation.rule, violation.amount, violation.unit)
        for violation in check_exports(plan, truth, folder, **options)
    ]


def test_what_was_checked_is_clean(plan, truth, folder):
    assert check_exports(plan, truth, folder, require_all=True) == ()


def test_absent_files_count_only_if_asked(plan, truth, tmp_path):
    assert check_exports(plan, truth, tmp_path) == ()
    assert found(plan, truth, tmp_path, require_all=True) == [
        ("calendars", 1, "files"),
        ("calendars", 1, "files"),
        ("workbook", 1, "files"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "units"),
    [
        ("DTSTART:20261207T010000Z", "DTSTART:20261207T020000Z", ["events", "events"]),
        ("DTSTART:20261207T010000Z", "DTSTART:20261207T010000", ["events", "events"]),
        ("DTSTART:20261207T010000Z", "DTSTART;TZID=Asia/Jakarta:20261207T080000", ["events", "events"]),
        ("DTSTART:20261207T010000Z", "DTSTART;VALUE=DATE:20261207", ["events", "events"]),
        ("09:30–09:45", "09:30–09:50", ["breaks", "breaks"]),
        ("\\nLunch 11:15–11:45", "", ["breaks"]),
        ("CATEGORIES:SHIFT", "CATEGORIES:WORK", ["events", "events"]),
        ("UID:anna-1", "UID:anna-0", ["events"]),
        ("VERSION:2.0", "VERSION:2.0\r\nMETHOD:PUBLISH", ["properties"]),
        ("Helpline shift", "Helpline shift with ben", ["names"]),
        ("Helpline shift", "Ben\\, the \\\\ second\\; really", ["names"]),
        ("X-HOTLINE-OPERATOR:anna", "X-HOTLINE-OPERATOR:zoe", ["files"]),
        ("X-HOTLINE-OPERATOR:anna", "X-HOTLINE-OPERATOR:ben", ["events"] * 4 + ["names"] * 2 + ["files"]),
        ("BEGIN:VCALENDAR", "BEGIN:NONSENSE", ["files"]),
        ("CATEGORIES:SHIFT", "CATEGORIES:SHIFT\r\nRRULE:FREQ=DAILY", ["events", "events"]),
    ],
)
def test_a_calendar_that_says_something_else(plan, truth, folder, old, new, units):
    path = folder / "calendars" / "anna.ics"
    text = path.read_bytes().decode()
    assert old in text
    path.write_bytes(text.replace(old, new, 1).encode())
    seen = found(plan, truth, folder)
    assert {rule for rule, _, _ in seen} == {"calendars"}
    if "X-HOTLINE-OPERATOR:ben" not in new:
        assert [unit for _, _, unit in seen] == units


def test_an_event_too_many_and_one_cancelled(plan, truth, folder):
    path = folder / "calendars" / "anna.ics"
    event = [
        "BEGIN:VEVENT",
        "UID:x",
        "DTSTART:20261208T010000Z",
        "DTEND:20261208T020000Z",
        "CATEGORIES:SHIFT",
        "END:VEVENT",
        "",
    ]
    extra = "\r\n".join(event)
    text = path.read_bytes().decode()
    path.write_bytes(text.replace("END:VCALENDAR", extra + "END:VCALENDAR").encode())
    assert found(plan, truth, folder) == [("calendars", 1, "events")]
    path.write_bytes(
        text.replace("END:VCALENDAR", extra.replace("UID:x", "UID:x\r\nSTATUS:CANCELLED") + "END:VCALENDAR").encode()
    )
    assert found(plan, truth, folder) == []


def test_breaks_as_events_are_compared(plan, truth, folder):
    path = folder / "calendars" / "ben.ics"
    text = path.read_bytes().decode()
    assert "CATEGORIES:BREATHER" in text
    path.write_bytes(text.replace("DTEND:20261207T031500Z", "DTEND:20261207T032000Z").encode())
    assert found(plan, truth, folder) == [("calendars", 1, "events"), ("calendars", 1, "events")]


def test_own_words_leak_nobody(truth, tmp_path):
    plan = with_forecast(
        {
            "horizon": {"start": "2026-12-07", "days": 2},
            "operators": [
                {"id": "anna", "name": "Anna Berg", "contract": "free"},
                {"id": "ben", "name": "Berg", "contract": "free"},
                *(
                    {"id": f"op{number}", "name": name, "contract": "free"}
                    for number, name in enumerate(["Shift", "Lunch", "Helpline", "Jakarta", "Asia", "a", "12", "09:30"])
                ),
            ],
        }
    )
    (tmp_path / "calendars").mkdir()
    path = tmp_path / "calendars" / "anna.ics"
    path.write_text(calendar(truth, "anna", "Anna Berg"), newline="")
    only_anna = truth.model_copy(update={"shifts": truth.shifts[:2]})
    assert check_exports(plan, only_anna, tmp_path) == ()
    path.write_text(calendar(truth, "anna", "Anna Berg, then Berg"), newline="")
    assert found(plan, only_anna, tmp_path) == [("calendars", 1, "names")]


@pytest.mark.parametrize(
    ("sheet", "cell", "value", "units"),
    [
        ("Roster", "C2", "08:00–17:00", ["shifts", "shifts"]),
        ("Roster", "C2", None, ["shifts"]),
        ("Roster", "D3", "08:00–12:00", ["shifts"]),
        ("Roster", "B2", "Ben", ["cells"]),
        ("Roster", "A2", "anna2", ["operators", "operators", "shifts", "shifts", "shifts", "shifts"]),
        ("Roster", "C1", "2026-12-09", ["rows"]),
        ("Roster", "B3", "=1+1", ["cells", "cells"]),
        ("Breaks", "E2", "09:45", ["breaks", "breaks"]),
        ("Breaks", "D2", "lunch", ["breaks", "breaks"]),
        ("Breaks", "G2", 20, ["breaks", "breaks"]),
        ("Breaks", "C2", dt.date(2026, 12, 8), ["breaks", "breaks"]),
        ("Breaks", "A1", "Who", ["rows"]),
        ("Coverage", "C2", 7, ["intervals", "intervals"]),
        ("Coverage", "D3", 3.25, ["intervals", "intervals"]),
        ("Coverage", "A4", dt.datetime.fromisoformat("2026-12-07T10:30"), ["intervals", "intervals"]),
        ("Coverage", "D5", None, ["intervals", "intervals"]),
        ("Coverage", "D1", "Present", ["rows"]),
        ("Operators", "C2", 1, ["rows", "rows"]),
        ("Operators", "D3", 4.25, ["rows", "rows"]),
        ("Operators", "D1", "Hours", ["rows"]),
        ("Summary", "B1", 1.0, ["of the figure"]),
        ("Summary", "A3", "Gap", ["rows"]),
    ],
)
def test_a_workbook_that_says_something_else(plan, truth, folder, sheet, cell, value, units):
    made = book(plan, truth)
    made[sheet][cell] = value
    made.save(folder / "roster.xlsx")
    assert [(rule, unit) for rule, _, unit in found(plan, truth, folder)] == [("workbook", unit) for unit in units]


def test_a_hyphen_is_as_good_as_a_dash_and_a_row_may_be_missing(plan, truth, folder):
    made = book(plan, truth)
    made["Roster"]["C2"] = "08:00-16:30"
    made.save(folder / "roster.xlsx")
    assert found(plan, truth, folder) == []
    made["Breaks"].delete_rows(2)
    made.save(folder / "roster.xlsx")
    assert found(plan, truth, folder) == [("workbook", 1, "breaks")]


def test_a_missing_sheet_and_a_broken_file(plan, truth, folder):
    made = book(plan, truth)
    del made["Summary"]
    made.save(folder / "roster.xlsx")
    assert found(plan, truth, folder) == [("workbook", 1, "sheets")]
    (folder / "roster.xlsx").write_bytes(b"PK nonsense")
    (folder / "calendars" / "ben.ics").write_bytes(b"\xff\xfe nonsense")
    assert {rule for rule, _, _ in found(plan, truth, folder)} == {"workbook", "calendars"}


def test_ids_that_look_the_same_are_told_apart_by_their_shifts(truth, tmp_path):
    plan = with_forecast(
        {
            "horizon": {"start": "2026-12-07", "days": 2},
            "operators": [{"id": "anna\u200d", "contract": "free"}, {"id": "anna", "contract": "free"}],
        }
    )
    only_anna = truth.model_copy(update={"shifts": truth.shifts[:2]})
    (tmp_path / "calendars").mkdir()
    for name, operator in [("a", "anna"), ("b", "anna\u200d")]:
        (tmp_path / "calendars" / f"{name}.ics").write_text(
            calendar(only_anna, operator, "Anna"), newline="", encoding="utf-8"
        )
    assert check_exports(plan, only_anna, tmp_path, require_all=True)[-1].rule == "workbook"
    assert len(check_exports(plan, only_anna, tmp_path)) == 0


def test_what_is_published_is_what_was_checked(tmp_path):
    """Ids and names that no document can carry unchanged, in three zones, over the night the clock changes."""
    people = [
        ("anna", "Anna Berg", None),
        ("ben", "=1+1", "Asia/Tokyo"),
        ("c\r\nd", "Eve\x00 \u202eOle", None),
        ("\x01", "", None),
        ("a,b;c\\d", "x" * 300, "America/New_York"),
        ("_x0041_", "Lunch", None),
        ("7", "7", None),
        ("emo😀ji", "שלום", None),
    ]
    odd = with_forecast(
        {
            "horizon": {"start": "2026-10-24", "days": 3},
            "hotline": "Europe/Berlin",
            "operators": [
                {"id": key, "name": name, "timezone": zone, "contract": "free"} for key, name, zone in people
            ],
        }
    )
    shifts = [
        shift(odd, f"2026-10-{24 + number}T{start}", minutes, operator=key)
        for number, start, minutes in [(0, "22:00", 510), (2, "09:00", 360)]
        for key, _, _ in people
    ]
    published = result(odd, shifts)
    for events in (False, True):
        publish(odd, published, tmp_path, breaks_as_events=events)
        assert check_exports(odd, published, tmp_path, require_all=True) == ()
    moved = published.model_copy(update={"shifts": (shift(odd, "2026-10-24T22:30", 510), *published.shifts[1:])})
    assert {violation.rule for violation in check_exports(odd, moved, tmp_path)} == {"calendars", "workbook"}
