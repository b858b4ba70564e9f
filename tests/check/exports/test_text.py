"""Text as documents can carry it."""

from __future__ import annotations

import pytest

from scheduler.check.exports.text import dashed, readable


@pytest.mark.parametrize(("text", "read"), [
    ("Anna Berg", "Anna Berg"), (" a\r\n  b\t", "a b"), ("a\x00b\u202ec", "abc"), ("anna\u200d", "anna"), ("é😀", "é😀"),
])
def test_one_line_without_what_steers(text, read):
    assert readable(text) == read


def test_a_dash_is_a_hyphen():
    assert dashed("08:00 – 16:30") == dashed("08:00-16:30") == "08:00-16:30"
    assert dashed(None) == "None"
