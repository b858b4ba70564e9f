"""Whatever somebody writes into a cell is read right, or refused with that very cell named; never read as something else."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.errors import InputError
from scheduler.read.instance_file import read_instance
from scheduler.read.starter import write_starter
from scheduler.read.workbook import layout, reader
from scheduler.read.workbook.cells import NO_RESULT, Cell
from scheduler.read.workbook.sheets import letter
from tests.read.conftest import MONDAY

Sheets = dict[str, list[list[Cell]]]
FIRST_ROW = 3
FREE = {("Operators", "Name"), ("Operators", "E-mail"), ("Operators", "Language"), ("Operators", "Skills"),
        ("Operators", "Team"), ("Campaigns", "Name"), ("Campaigns", "Channel"), ("Shifts", "Name"), ("Contracts", "Name"),
        ("Operators", "Short name"), ("Hotline", "Name of the hotline"), ("Hotline", "Place in calendars"),
        ("Hotline", "Region"), ("Availability", "Note")}
"""Columns that take any text; what a name no longer fits is told where it is used."""

NONSENSE = ("?!",)


@pytest.fixture(scope="module")
def path(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("book") / "book.xlsx"
    write_starter(path, MONDAY)
    return path


@pytest.fixture(scope="module")
def sheets(path: Path) -> Sheets:
    return reader._sheets(path, path.read_bytes())


def cells_for_input(sheets: Sheets) -> list[tuple[str, int, int]]:
    """Sheet, row and column of one cell of each kind: the first row of every table, and every setting."""
    found = []
    for title in layout.SHEETS:
        rows = sheets.get(title, [])
        if title in reader.PREFIXES:
            found += [(title, row, 1) for row in range(FIRST_ROW, len(rows)) if any(rows[row][3:4])]
        elif len(rows) > FIRST_ROW and any(rows[FIRST_ROW]):
            found += [(title, FIRST_ROW, column) for column, head in enumerate(rows[FIRST_ROW - 1]) if head]
    return found


def read_with(path: Path, sheets: Sheets, at: tuple[str, int, int], cell: Cell, monkeypatch) -> list[str]:
    """Places of what is wrong once a cell is another."""
    title, row, column = at
    rows = [list(cells) for cells in sheets[title]]
    rows[row] += [Cell()] * (column + 1 - len(rows[row]))
    rows[row][column] = cell
    monkeypatch.setattr(reader, "_sheets", lambda *_: {**sheets, title: rows})
    try:
        read_instance(path)
    except InputError as error:
        return [fault.place for fault in error.faults]
    return []


def named(sheets: Sheets, at: tuple[str, int, int]) -> tuple[str, str]:
    title, row, column = at
    head = sheets[title][row][0] if title in reader.PREFIXES else sheets[title][FIRST_ROW - 1][column]
    return title, head.text


def test_there_is_a_cell_of_every_kind(sheets):
    assert len(cells_for_input(sheets)) > 90


@pytest.mark.heavy
def test_a_formula_without_a_result_is_named_at_its_cell_in_every_column(path, sheets, monkeypatch):
    for at in cells_for_input(sheets):
        places = read_with(path, sheets, at, Cell(problem=NO_RESULT), monkeypatch)
        assert places.count(f"{at[0]}!{letter(at[2])}{at[1] + 1}") == 1, named(sheets, at)


@pytest.mark.heavy
@pytest.mark.parametrize("text", NONSENSE)
def test_nonsense_is_named_at_its_cell_in_every_column(text, path, sheets, monkeypatch):
    for at in cells_for_input(sheets):
        if named(sheets, at) not in FREE:
            places = read_with(path, sheets, at, Cell(text), monkeypatch)
            assert f"{at[0]}!{letter(at[2])}{at[1] + 1}" in places, (named(sheets, at), places)


HUNDREDTHS = st.tuples(st.integers(0, 99), st.integers(0, 99))
FORMS = ("{}-{}", "{}–{}", "{} - {}", "{}.00-{}.00", "{} bis {}", "{}h-{}h")


@given(HUNDREDTHS)
def test_decimal_commas_are_the_number_or_refused_at_their_cell(path, sheets, written):
    text, number = f"{written[0]},{written[1]:02d}", written[0] + written[1] / 100
    with pytest.MonkeyPatch.context() as patch:
        rows = [list(cells) for cells in sheets["Contracts"]]
        rows[FIRST_ROW][2] = Cell(text)
        patch.setattr(reader, "_sheets", lambda *_: {**sheets, "Contracts": rows})
        try:
            most = read_instance(path).instance.contracts["full"].hours_per_week[1]
        except InputError as error:
            assert {fault.place for fault in error.faults} <= {"Contracts!B4", "Contracts!C4"}
            assert number < 32
        else:
            assert most == pytest.approx(number)


@given(st.integers(0, 24), st.integers(0, 24), st.sampled_from(FORMS))
def test_hours_are_the_window_or_refused_at_their_cell(path, sheets, start, end, form):
    with pytest.MonkeyPatch.context() as patch:
        rows = [list(cells) for cells in sheets["Hours"]]
        rows[FIRST_ROW][2] = Cell(form.format(start, end))
        patch.setattr(reader, "_sheets", lambda *_: {**sheets, "Hours": rows})
        document = reader.read_workbook(path)
    windows = document.data["hours"]["weekly"].get("mon")
    if windows is None:
        assert [fault.place for fault in document.faults] == ["Hours!C4"]
        assert end <= start
    else:
        assert windows == [f"{start:02d}:00-{end:02d}:00"]
