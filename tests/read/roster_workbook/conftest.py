"""A published workbook in which cells are changed, and what is read back of it."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest

from scheduler.publish.view import RosterView
from scheduler.publish.workbook.render import render_workbook
from scheduler.read.roster_workbook.edited import EditedRoster
from scheduler.read.roster_workbook.reader import read_roster_workbook
from tests.builders.checked import day, result, shift, with_forecast


@pytest.fixture(scope="module")
def plan():
    team = [{"id": "anna", "name": "Anna Berg", "contract": "free"}, {"id": "ben", "name": "=1+1", "contract": "free"}]
    return with_forecast({"horizon": 2, "operators": team, "availability": [
        {"operator": "ben", "when": "2026-12-08", "kind": "leave"}]})


@pytest.fixture(scope="module")
def published(plan):
    return result(plan, [shift(plan, day(0), 510), shift(plan, day(1, "09:00"), 240),
                         shift(plan, day(0, "11:00"), 510, operator="ben")])


@pytest.fixture(scope="module")
def content(plan, published):
    return render_workbook(RosterView(plan, published))


@pytest.fixture
def edited(plan, content, tmp_path) -> Callable[[dict[str, Any]], EditedRoster]:
    """Read the workbook with cells changed, such as ``Roster!C5``."""
    def change(changes: dict[str, Any]) -> EditedRoster:
        book = openpyxl.load_workbook(io.BytesIO(content))
        for place, value in changes.items():
            sheet, cell = place.split("!")
            book[sheet][cell] = value
        book.save(tmp_path / "roster.xlsx")
        return read_roster_workbook(tmp_path / "roster.xlsx", plan)

    return change
