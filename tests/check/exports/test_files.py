"""All files of a folder together, and what is published of the oddest names."""

from __future__ import annotations

from scheduler.check.exports.files import check_exports
from scheduler.publish.folder import publish
from tests.builders.checked import result, shift, with_forecast

from .conftest import found


def test_what_was_checked_is_clean(plan, truth, folder):
    assert check_exports(plan, truth, folder, require_all=True) == ()


def test_absent_files_count_only_if_asked(plan, truth, tmp_path):
    assert check_exports(plan, truth, tmp_path) == ()
    assert found(plan, truth, tmp_path, require_all=True) == [
        ("calendars", 1, "files"),
        ("calendars", 1, "files"),
        ("workbook", 1, "files"),
        ("report", 1, "files"),
    ]


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
    assert {violation.rule for violation in check_exports(odd, moved, tmp_path)} == {"calendars", "workbook", "report"}
