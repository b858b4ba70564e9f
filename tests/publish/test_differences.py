"""Differences of documents: each with its line or its cell, and nothing where a reader sees nothing."""

from __future__ import annotations

import io

import openpyxl
import pytest

from scheduler.errors import InputError
from scheduler.publish.differences import cell_differences, line_differences
from scheduler.publish.view import RosterView
from scheduler.publish.workbook.render import render_workbook
from tests.builders.examples import by_hand


@pytest.mark.parametrize(
    ("found", "right", "told"),
    [
        (b"a\nb\nc\n", b"a\nb\nc\n", []),
        (b"a\nX\nc\n", b"a\nb\nc\n", ["f:2: found 'X'; published was 'b'"]),
        (b"a\nc\n", b"a\nb\nc\n", ["f:2: found ''; published was 'b'"]),
        (b"a\nb\nb\nc\n", b"a\nb\nc\n", ["f:3: found 'b'; published was ''"]),
        (b"a\r\n", b"a\n", ["f: the ends of its lines are not those published"]),
        (b"", b"a\n", ["f:1: found ''; published was 'a'"]),
    ],
)
def test_lines(found, right, told):
    assert [text for text in line_differences(found, right, "f") if found != right] == told


def test_a_long_line_is_shown_where_it_differs():
    (text,) = line_differences(b"x" * 500 + b"1" + b"y" * 500, b"x" * 500 + b"2" + b"y" * 500, "f")
    assert len(text) < 200
    assert "x1y" in text and "x2y" in text


def test_texts_of_very_different_length_are_told_apart_at_once():
    (text,) = line_differences(b"a\n" * 6000, b"a\n" * 5999, "f")
    assert text == "f:6000: from here on it differs; it has 6000 lines, published were 5999"


@pytest.fixture(scope="module")
def right() -> bytes:
    return render_workbook(RosterView(*by_hand()))


def saved(content: bytes, change=lambda book: None) -> bytes:
    """The workbook as another program writes it, with something changed."""
    book, target = openpyxl.load_workbook(io.BytesIO(content)), io.BytesIO()
    change(book)
    book.save(target)
    return target.getvalue()


def test_a_workbook_that_another_program_saved_says_the_same(right):
    again = saved(right)
    assert again != right
    assert list(cell_differences(again, right, "b")) == []


def test_a_number_with_fewer_digits_is_the_same_and_another_one_is_not(right):
    def of_value(value):
        return saved(right, lambda book: book["Summary"].__setitem__("B4", value))

    published = of_value(0.04943625325238508)
    assert list(cell_differences(of_value(0.0494362532523851), published, "b")) == []  # as LibreOffice writes it
    assert list(cell_differences(of_value(0.0494363), published, "b")) == [
        "b, Summary!B4: found '0.0494363'; published was '0.0494362532523851'"]


def test_cells_are_found_whatever_the_sheet_says_of_its_size(right):
    def change(book):
        book["Breaks"]["Z99"] = "hidden"

    small = saved(right, change)
    assert list(cell_differences(small, right, "b")) == ["b, Breaks!Z99: found 'hidden'; published was ''"]


def test_colours_count_in_the_sheet_of_the_days_only(right):
    def change(book):
        for sheet in ("Days", "Roster"):
            book[sheet]["D4"].fill = openpyxl.styles.PatternFill("solid", "FFFF0000")

    (text,) = cell_differences(saved(right, change), right, "b")
    assert text.startswith("b, Days!D4: found ' on #FF0000'")


def test_what_is_no_workbook_is_refused():
    with pytest.raises(InputError, match="not a workbook"):
        list(cell_differences(b"nonsense", b"", "b"))
