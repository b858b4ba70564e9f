"""The sheet of the coverage, of one queue or several."""

from __future__ import annotations

import datetime as dt
import io
from itertools import pairwise

import openpyxl
import pytest

from scheduler.publish.view import RosterView
from scheduler.publish.workbook.render import render_workbook
from tests.builders.checked import result, with_forecast
from tests.publish.conftest import QUEUES, TEAM, sheet_rows


def test_coverage_has_a_row_and_a_chart_for_each_set_of_queues(both):
    header, *rows = sheet_rows(both, "Coverage")
    assert header == ["Start", "Calls", "Required", "On phone", "Short", "Service level", "Queue"]
    assert [row[-1] for row in rows] == ["Sales"] * 24 + ["=Support <b>"] * 24 + ["Sales + =Support <b>"] * 24
    said = {(row.queue, row.start.astimezone(dt.UTC)): row.on_phone for row in both[1].intervals}
    said |= {(" + ".join(row.queues), row.start.astimezone(dt.UTC)): row.on_phone for row in both[1].pools}
    zone = both[0].grid.zone
    assert {(row[6], row[0].replace(tzinfo=zone).astimezone(dt.UTC)): row[3] for row in rows} == pytest.approx(said)
    book = openpyxl.load_workbook(io.BytesIO(render_workbook(RosterView(*both))))
    assert len(book["Coverage"]._charts) == 6
    rows_of_charts = sorted({(chart.anchor._from.row, chart.anchor.to.row) for chart in book["Coverage"]._charts})
    assert all(below >= end for (_, end), (below, _) in pairwise(rows_of_charts)), "none lies over the one below"
    assert len(rows_of_charts) == 2
    labels = [row[0] for row in sheet_rows(both, "Days")]
    assert [label for label in labels if label and label.startswith("Required")][:3] == [
        "Required (Sales)", "Required (=Support <b>)", "Required (Sales + =Support <b>)"]


def test_many_days_of_several_sets_of_queues_have_one_chart_each():
    plan = with_forecast({"operators": TEAM, "service": {"queues": QUEUES}, "horizon": 16}, calls=1.0)
    book = openpyxl.load_workbook(io.BytesIO(render_workbook(RosterView(plan, result(plan, [])))))
    assert len(book["Coverage"]._charts) == 3
