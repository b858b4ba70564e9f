"""Calendars are what was checked: a line that says something else is found."""

from __future__ import annotations

import pytest

from scheduler.check.exports.files import check_exports
from tests.builders.checked import with_forecast

from .conftest import calendar, found


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
    assert {each.rule for each in check_exports(plan, only_anna, tmp_path, require_all=True)} == {"workbook", "report"}
    assert len(check_exports(plan, only_anna, tmp_path)) == 0
