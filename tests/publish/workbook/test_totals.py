"""Formulas of the rota: what they make of a cell, and what LibreOffice makes of them."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess

import openpyxl
import pytest

from scheduler.publish.view import RosterView
from scheduler.publish.workbook.render import render_workbook
from scheduler.publish.workbook.totals import estimated_hours, hours_formula, unpaid_minutes, unpaid_steps
from tests.builders.checked import instance, result, shift, with_forecast
from tests.builders.hotline import BREAKS

SPLIT = {"name": "split", "start": {"from": "08:00", "to": "08:00"}, "length": {"from_minutes": 360, "to_minutes": 360},
         "split": {"gap_minutes": [120, 180], "part_minutes": [120, 240], "every_minutes": 60}}
UTF8_CSV = "csv:Text - txt - csv (StarCalc):44,34,76"


def test_unpaid_breaks_come_off_by_the_length_of_a_shift():
    plan = instance()
    assert unpaid_steps(plan) == [(360, 30)]
    assert [unpaid_minutes(plan, length) for length in (359, 360)] == [0, 30]
    unpaid = instance(breaks=BREAKS | {"breathers": BREAKS["breathers"] | {"paid": False}})
    assert unpaid_steps(unpaid) == [(240, 15), (360, 45), (480, 15)]


@pytest.mark.parametrize(
    ("text", "hours"), [("08:00–16:30", 8), ("22:00–02:00", 4), ("02:30 (1st)–05:30", 3), ("Leave", 0), ("", 0)])
def test_hours_of_a_cell(text, hours):
    assert estimated_hours(instance(), text) == hours


def test_each_part_of_a_split_shift_has_hours_and_breaks_of_its_own():
    plan = instance(shifts=[SPLIT])
    assert [estimated_hours(plan, text) for text in ("08:00–14:00, 16:00–20:00", "22:00–02:00, 04:00–06:00", "Leave, n/a")] == [
        9.5, 6, 0]
    assert estimated_hours(instance(), "08:00–14:00, 16:00–20:00") == 5.5, "where none is split, a second one has no say"


def test_what_a_shift_is_paid_otherwise_is_added_while_its_cell_stays():
    assert hours_formula("C5:P5", [], {"D5": ("22:00–06:00", 1.0)}).endswith('/60+(D5="22:00–06:00")*1.0}')


@pytest.mark.heavy
def test_libreoffice_comes_to_the_same_hours_also_over_the_clock_change(tmp_path):
    """Its own calculation, as an edited copy is saved without values."""
    office = shutil.which("soffice")
    if not office:
        pytest.skip("libreoffice-calc is not installed")
    plan = with_forecast({"horizon": {"start": "2026-10-24", "days": 3}, "hotline": "Europe/Berlin", "hours": {"always": True},
                          "shifts": [SPLIT]})
    roster = result(plan, [shift(plan, "2026-10-24T22:00", 510), shift(plan, "2026-10-26T09:00", 360),
                         shift(plan, "2026-10-25T12:00", 420, (("breather", 120, 15), ("gap", 240, 60)))])
    path = tmp_path / "roster.xlsx"
    path.write_bytes(without_values(render_workbook(RosterView(plan, roster))))
    subprocess.run([office, f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to", UTF8_CSV,
                    "--outdir", str(tmp_path), str(path)], check=True, capture_output=True, timeout=120)
    rows = list(csv.reader((tmp_path / "roster.csv").open(encoding="utf-8")))
    anna = next(row for row in rows if row[:1] == ["anna"])
    assert anna[2] == "22:00–05:30", "the night has an hour more than its times say"
    assert anna[5:7] == ["3", "19.50"], "the parts of the split shift both count"


def without_values(content: bytes) -> bytes:
    book, out = openpyxl.load_workbook(io.BytesIO(content)), io.BytesIO()
    book.save(out)
    return out.getvalue()
