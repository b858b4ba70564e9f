"""Text that people typed, made safe for every document."""

from __future__ import annotations

import pytest

from scheduler.publish.text import csv_cell, one_line


@pytest.mark.parametrize(("text", "safe"), [
    ("Anna Berg", "Anna Berg"), ("a\r\nb\u2028c", "a b c"), ("\x00a\x1b[31m", "a[31m"), ("\u202eabc", "abc"),
    ("\ufffe\ufdd0x", "x"), ("مرحبا 👩‍💻", "مرحبا 👩‍💻"), (" \t ", ""),
])
def test_one_line_that_steers_no_reader(text, safe):
    assert one_line(text) == safe


@pytest.mark.parametrize(("text", "cell"), [
    ("=1+1", "'=1+1"), ("\t@SUM(A1)", "'@SUM(A1)"), ("＝1", "'＝1"), ("a=1", "a=1"), ("", "")])
def test_no_cell_is_a_formula(text, cell):
    assert csv_cell(text) == cell
