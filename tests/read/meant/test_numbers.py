"""Numbers as people write them: read where they mean one thing, asked about where they mean two."""

from __future__ import annotations

import pytest

from scheduler.read.meant.numbers import decimal_mark, number
from scheduler.read.meant.unclear import UnclearError


@pytest.mark.parametrize(("written", "unit", "meant"), [
    ("37,5", "h", "37.5"), ("30", "min", "30"), ("30 min", "min", "30"), ("8 hours", "h", "8"), ("1 250", "", "1250"),
    ("1'250", "", "1250"), ("1.250.000", "", "1250000"), ("1.250,5", "", "1250.5"), ("1,250.50", "", "1250.50"),
    ("0,125", "", "0.125"), ("0.125", "", "0.125"), ("37:30", "h", "37.5"), ("\u22123", "", "-3"), ("1e3", "", "1e3"),
    ("1250.000", "", "1250.000"), ("80 %", "%", "80 %"), ("many", "", "many"), ("12,34,5", "", "12,34,5"),
])
def test_one_meaning(written, unit, meant):
    assert number(written, unit, None) == meant


@pytest.mark.parametrize(("written", "unit", "asked"), [
    ("1.250", "", "did you mean 1250 or 1.25?"), ("1,250", "", "did you mean 1250 or 1.25?"), ("12.000", "", "12000 or 12"),
    ("0:30", "min", "did you mean 30 min?"), ("4:12", "s", "did you mean 252 s or 15120 s?"),
    ("2026-05-01", "h", "makes dates of numbers such as 1.5"),
])
def test_two_meanings_are_asked_about(written, unit, asked):
    with pytest.raises(UnclearError, match=asked.replace("?", r"\?")):
        number(written, unit, None)


@pytest.mark.parametrize(("written", "mark", "meant"), [
    ("1.250", ".", "1.250"), ("1,250", ",", "1.250"), ("1,250", ".", "1250"), ("1.250", ",", "1250"),
])
def test_the_mark_of_the_table_settles_it(written, mark, meant):
    assert number(written, "", mark) == meant


@pytest.mark.parametrize(("column", "mark"), [
    (["1.250", "2.5"], "."), (["1.250", "2,5"], ","), (["1.250"], None), (["0.125"], "."), (["1.5", "1,5"], None),
    (["7"], None),
])
def test_other_numbers_of_the_table_show_its_mark(column, mark):
    assert decimal_mark(column) == mark
