"""Numbers as they are written; what may be a thousand or a fraction is asked about."""

from __future__ import annotations

import pytest

from scheduler.read.call_log.complaints import CellError
from scheduler.read.call_log.numbers import decimal_mark, parse_number


@pytest.mark.parametrize(
    ("text", "decimal", "number"),
    [
        ("12", None, 12),
        ("12.5", None, 12.5),
        ("12,5", None, 12.5),
        ("0.250", None, 0.25),
        ("1.2500", None, 1.25),
        ("1,250,000", None, 1.25e6),
        ("1.250.000", None, 1.25e6),
        ("1.250,5", None, 1250.5),
        ("1,250.5", None, 1250.5),
        ("1 250", None, 1250),
        ("1'250", None, 1250),
        ("1.250", "point", 1.25),
        ("1.250", "comma", 1250),
        ("1,250", "point", 1250),
        ("1,250", "comma", 1.25),
        (7, None, 7),
        (".5", None, 0.5),
    ],
)
def test_numbers(text, decimal, number):
    assert parse_number(text, decimal) == number


@pytest.mark.parametrize("text", ["1.250", "1,250", "many", "", ".", True, None, "1.25.3", "5 %"])
def test_what_is_none_or_two_is_refused(text):
    with pytest.raises(CellError):
        parse_number(text, None)


@pytest.mark.parametrize(
    ("texts", "mark"),
    [
        (["12.5", "1.250"], "point"),
        (["12,5", "1.250"], "comma"),
        (["1.250"], None),
        (["12,5", "12.5"], None),
        (["91,5 %"], "comma"),
        (["1,250,000"], "point"),
        (["24.08.2026", "09:00"], None),
        ([7, None], None),
    ],
)
def test_the_mark_is_what_other_numbers_show(texts, mark):
    assert decimal_mark(texts, None) == mark
