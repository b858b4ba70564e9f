"""A folder of all documents, or nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from scheduler.errors import InputError
from scheduler.publish import folder as folder_module
from scheduler.publish.folder import publish
from scheduler.roster import Roster


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_publish_writes_everything(small, folder):
    instance, result = small
    paths = publish(instance, result, folder)
    assert {str(path.relative_to(folder)) for path in paths} == {
        "roster.json", "roster.xlsx", "report.html", *(f"calendars/op00{number}.ics" for number in range(6))}
    assert set(contents(folder)) == {str(path.relative_to(folder)) for path in paths} | {"published.json"}
    assert Roster.model_validate_json((folder / "roster.json").read_bytes()) == result


def test_a_stranger_in_the_roster_writes_nothing(small, with_shifts, folder):
    instance, result = small
    stranger = result.shifts[0].model_copy(update={"operator": "stranger"})
    with pytest.raises(InputError, match="'stranger' is no operator"):
        publish(instance, with_shifts(result, [stranger]), folder)
    assert not folder.exists()


def test_an_error_in_rendering_writes_nothing(small, folder, monkeypatch):
    monkeypatch.setattr(folder_module, "render_report", lambda plan: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        publish(*small, folder)
    assert not folder.exists()
