"""Documents of a hotline with queues and topics; what is exported is read back and compared."""

from __future__ import annotations

import openpyxl
import pytest

from scheduler.check.exports.files import check_exports
from scheduler.publish.folder import export


def test_what_is_exported_is_the_roster(both, tmp_path):
    plan, truth = both
    export(plan, truth, ("ical", "excel", "html", "csv"), tmp_path)
    assert check_exports(plan, truth, tmp_path, require_all=True) == ()


@pytest.mark.parametrize(("column", "value"), [("G", "=Support"), ("G", None), ("D", 7), ("C", 7)])
def test_a_changed_cell_of_the_coverage_is_found(both, tmp_path, column, value):
    plan, truth = both
    export(plan, truth, ("excel",), tmp_path)
    book = openpyxl.load_workbook(tmp_path / "roster.xlsx")
    book["Coverage"][f"{column}15"].value = value
    book.save(tmp_path / "roster.xlsx")
    found = check_exports(plan, truth, tmp_path)
    assert {(each.rule, each.unit) for each in found} <= {("workbook", "intervals"), ("workbook", "cells")}
    assert sum(each.unit == "intervals" for each in found) == 2


def test_a_workbook_without_the_column_of_queues_is_found(both, tmp_path):
    plan, truth = both
    export(plan, truth, ("excel",), tmp_path)
    book = openpyxl.load_workbook(tmp_path / "roster.xlsx")
    book["Coverage"].delete_cols(7)
    book.save(tmp_path / "roster.xlsx")
    assert [each.message for each in check_exports(plan, truth, tmp_path)] == [
        "Coverage: the header lacks one of Start, Required, On phone, Short, Queue"]
