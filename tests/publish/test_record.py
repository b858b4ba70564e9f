"""The record of what was published: what it does not name is not touched."""

from __future__ import annotations

from pathlib import Path

import pytest

from scheduler.errors import InputError
from scheduler.publish.folder import publish


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_calendars_of_those_who_left_go_once_their_shifts_are_over_and_foreign_ones_stay(small, hotline_by_hand, folder):
    publish(*small, folder)
    (folder / "calendars" / "mine.ics").write_text("not ours")
    for (instance, result), is_there in ((small, True), (hotline_by_hand(start="2027-04-02"), False)):
        fewer = instance.model_copy(update={"operators": instance.operators[1:]})
        left = tuple(shift for shift in result.shifts if shift.operator != "op000")
        publish(fewer, result.model_copy(update={"shifts": left}), folder)
        names = {path.name for path in (folder / "calendars").iterdir()}
        assert ("op000.ics" in names) == is_there
        assert {"mine.ics", "op001.ics", "op005.ics"} <= names


def test_a_tampered_record_removes_nothing(small, folder):
    instance, result = small
    folder.mkdir()
    outside = folder.parent / "precious.ics"
    outside.write_text("keep")
    (folder / "published.json").write_text('{"schema": 1, "calendars": ["../../precious.ics"], "events": {}}')
    with pytest.raises(InputError, match="damaged"):
        publish(instance, result, folder)
    assert outside.exists()
    assert set(contents(folder)) == {"published.json"}
