"""The sheet of the operators."""

from __future__ import annotations

from tests.publish.conftest import sheet_rows


def test_operators_name_their_skills(both):
    rows = sheet_rows(both, "Operators")
    assert [row[-1] for row in rows] == ["Skills", "Sales, abuse", "Sales, =Support <b>, abuse", "=Support <b>"]
