"""The drawings of the page on calendars say what the page says, and lie beside it."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from tools.drawings import PROGRAMS, ROOT, drawing, ways_of, week

PAGE = (ROOT / "docs" / "guide" / "calendars.md").read_text("utf-8")
CALENDAR = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//x//x//EN
BEGIN:VEVENT
UID:1
SUMMARY:Helpline shift
CATEGORIES:SHIFT
DTSTART:20261207T010000Z
DTEND:20261207T090000Z
END:VEVENT
END:VCALENDAR
"""


def test_every_program_of_the_page_is_drawn_as_the_page_says():
    for name, ways in ways_of(PAGE).items():
        assert {"Import", "Subscribe"} <= ways.keys()
        written = (ROOT / "docs" / "images" / f"calendar-{PROGRAMS[name]}.svg").read_text("utf-8")
        assert written == drawing(name, ways), "made anew by python -m tools.drawings"
        assert f"calendar-{PROGRAMS[name]}.svg" in PAGE


def test_steps_are_told_apart_and_a_phone_has_its_own():
    ways = ways_of(PAGE)["Apple Calendar"]
    assert ways["Import"] == ["File", "Import, or open the file"]
    assert ways["Subscribe on a phone"][0] == "Settings"
    assert ways["Subscribe on a phone"][-1] == "Add Subscribed Calendar"


def test_a_week_shows_what_another_reader_finds_in_the_calendar():
    pytest.importorskip("vobject")
    shown = week(CALENDAR, ZoneInfo("Asia/Jakarta"), dt.date(2026, 12, 7))
    assert "Helpline shift" in shown
    assert "08:00–16:00" in shown
