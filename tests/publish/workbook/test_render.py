"""The workbook as a whole: no formula, every sheet, the same bytes, and LibreOffice opens it."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile

import openpyxl
import pytest

from scheduler.language.words import language
from scheduler.publish.view import RosterView
from scheduler.publish.workbook.render import render_workbook
from tests.publish.conftest import workbook


def test_formulas_stand_among_the_totals_alone_and_every_sheet_in_its_place(small):
    book = workbook(*small)
    assert book.sheetnames == ["Roster", "Days", "Breaks", "Coverage", "Operators", "Summary"]
    formulas = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert {cell.parent.title for cell in formulas} == {"Roster"}
    assert {cell.column_letter for cell in formulas if cell.row <= 10} == {"F", "G"}, "shifts and hours of six operators"
    assert {cell.row for cell in formulas if cell.row > 10} == {12}, "and the totals of each day"
    assert len(book["Coverage"]._charts) == 3


def test_workbook_carries_no_time_of_writing(small):
    with zipfile.ZipFile(io.BytesIO(render_workbook(RosterView(*small)))) as book:
        assert b"2000-01-01T00:00:00Z" in book.read("docProps/core.xml")


@pytest.mark.parametrize("code", ["de", "ru"])
def test_no_long_word_is_cut(small, code):
    """Arial in bold is at most as wide, on average, as the digits by which columns are measured."""
    view = RosterView(*small, language(code))
    book = openpyxl.load_workbook(io.BytesIO(render_workbook(view)))
    say = view.language.say
    tables = {say("Breaks"): range(1, 8), say("Operators"): range(1, 10), say("Coverage"): range(1, 7)}
    cut = [cell.value for title, columns in tables.items() for row in book[title].iter_rows() for cell in row
           if cell.column in columns and isinstance(cell.value, str)
           and len(cell.value) > book[title].column_dimensions[cell.column_letter].width]
    assert cut == []
    rota = book[say("Roster")]
    below = rota["A13"]
    assert below.value == say("Hours short, as published")
    assert "A13:B13" in rota.merged_cells, "it has both columns"
    assert (below.alignment.wrap_text, rota.row_dimensions[13].height) == (True, 30), "and two lines"


@pytest.mark.heavy
def test_libreoffice_opens_the_workbook(small, tmp_path):
    office = shutil.which("soffice")
    if not office:
        pytest.skip("libreoffice-calc is not installed")
    (tmp_path / "roster.xlsx").write_bytes(render_workbook(RosterView(*small)))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    subprocess.run([office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path),
                    str(tmp_path / "roster.xlsx")], check=True, capture_output=True, timeout=120)
    assert (tmp_path / "roster.pdf").read_bytes().startswith(b"%PDF")
