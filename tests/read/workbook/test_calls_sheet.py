"""Other calls in a workbook; everything else in it stays."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from scheduler.errors import InputError
from scheduler.read.instance_file import read_instance
from scheduler.read.workbook.calls_sheet import replace_calls
from scheduler.read.workbook.writer import write_workbook


def test_the_hotline_is_the_same_but_for_its_calls(starter, tmp_path: Path) -> None:
    before = read_instance(starter()).instance
    book = tmp_path / "book.xlsx"
    write_workbook(before, book)
    rows = [(row.start.isoformat(), str(row.calls + 1), str(row.aht_s)) for row in before.calls.forecast]
    book.write_bytes(replace_calls(book.read_bytes(), book.name, pd.DataFrame(rows, columns=["start", "calls", "aht_s"])))
    after = read_instance(book).instance
    assert [row.calls for row in after.calls.forecast] == [row.calls + 1 for row in before.calls.forecast]
    assert after.model_dump(exclude={"calls"}) == before.model_dump(exclude={"calls"})


def test_what_is_no_workbook_is_refused() -> None:
    with pytest.raises(InputError, match=r"x\.xlsx"):
        replace_calls(b"nonsense", "x.xlsx", pd.DataFrame({"start": [], "calls": [], "aht_s": []}))
