"""Documents of a hotline with queues and topics; what is exported is read back and compared."""

from __future__ import annotations

import datetime as dt
import io
import re

import openpyxl
import pytest

from scheduler.check.exports.files import check_exports
from scheduler.check.facts.topics import uncovered
from scheduler.publish import judgement
from scheduler.publish.folder import export
from scheduler.publish.report.page import render_report
from scheduler.publish.report.queues import gaps, queue_figures, topic_figures
from scheduler.publish.view import RosterView
from scheduler.publish.workbook.render import render_workbook
from tests.builders.checked import day, result, shift, with_forecast

QUEUES = {"Sales": {"target_percent": 90}, "=Support <b>": {"min_operators": 2, "patience_s": 60}}
TEAM = [
    {"id": "anna", "name": "Anna Berg", "contract": "free", "skills": ["Sales", "abuse"]},
    {"id": "ben", "name": "Ben Okafor", "contract": "free", "skills": ["Sales", "=Support <b>", "abuse"]},
    {"id": "carl", "name": "Carl Lind", "contract": "free", "skills": ["=Support <b>"]},
]


@pytest.fixture(scope="module")
def both():
    grid = {"name": "H", "timezone": "Asia/Jakarta", "interval_minutes": 60, "break_grid_minutes": 15, "seats": 3}
    plan = with_forecast({"operators": TEAM, "service": {"queues": QUEUES, "topics": ["abuse"]}, "horizon": 2,
                          "hotline": grid}, calls=6.0)
    shifts = [shift(plan, day(0, "09:00"), 510, operator="anna"), shift(plan, day(0, "11:30"), 510, operator="ben"),
              shift(plan, day(1), 510, operator="carl")]
    return plan, result(plan, shifts)


def test_what_is_exported_is_the_roster(both, tmp_path):
    plan, truth = both
    export(plan, truth, ("ical", "excel", "html", "csv"), tmp_path)
    assert check_exports(plan, truth, tmp_path, require_all=True) == ()


def sheet_rows(both, sheet: str) -> list[list[object]]:
    book = openpyxl.load_workbook(io.BytesIO(render_workbook(RosterView(*both))))
    return [[cell.value for cell in row] for row in book[sheet].iter_rows()]


def test_coverage_has_a_row_and_a_chart_for_each_queue(both):
    header, *rows = sheet_rows(both, "Coverage")
    assert header == ["Start", "Calls", "Required", "On phone", "Short", "Service level", "Queue"]
    assert [row[-1] for row in rows] == ["Sales"] * 24 + ["=Support <b>"] * 24
    said = {(row.queue, row.start.astimezone(dt.UTC)): row.on_phone for row in both[1].intervals}
    zone = both[0].grid.zone
    assert {(row[6], row[0].replace(tzinfo=zone).astimezone(dt.UTC)): row[3] for row in rows} == pytest.approx(said)
    book = openpyxl.load_workbook(io.BytesIO(render_workbook(RosterView(*both))))
    assert len(book["Coverage"]._charts) == 4
    labels = [row[0] for row in sheet_rows(both, "Day 2026-12-07")]
    assert [label for label in labels if label and label.startswith("Required")] == ["Required (Sales)",
                                                                                    "Required (=Support <b>)"]


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
        "Coverage: the header lacks one of Start, Required, On phone, Queue"]


def test_many_days_of_several_queues_have_one_chart_each():
    plan = with_forecast({"operators": TEAM, "service": {"queues": QUEUES}, "horizon": 16}, calls=1.0)
    book = openpyxl.load_workbook(io.BytesIO(render_workbook(RosterView(plan, result(plan, [])))))
    assert len(book["Coverage"]._charts) == 2


def test_operators_name_their_skills(both):
    rows = sheet_rows(both, "Operators")
    assert [row[-1] for row in rows] == ["Skills", "Sales, abuse", "Sales, =Support <b>, abuse", "=Support <b>"]


def test_settings_name_the_goal_of_each_queue(both):
    settings = dict(judgement.settings(RosterView(*both)))
    assert settings["service goal of Sales"] == "90 % answered within 20 s"
    assert settings["mean patience of =Support <b>"] == "60 s"
    assert (settings["topics"], settings["seats"], settings["price of an hour without a topic"]) == ("abuse", "3", "36")
    assert "service goal" not in settings


def test_the_report_tells_of_queues_and_topics(both):
    page = render_report(RosterView(*both))
    assert "<b>" not in re.sub(r"</span><b>", "", page), "a name is never markup"
    assert page.count("Coverage of Mon 7 Dec, Sales") == 2  # in the overview, and on the page of the day
    assert page.count("Coverage of Tue 8 Dec, =Support &lt;b&gt;") == 2
    assert "each queue has its own goal" in page
    assert "Topics without cover" in page


def test_the_sentence_tells_of_bare_topics_only(both):
    instance, truth = both
    assert "operator-hours short, 13.5 h without somebody for a topic, distance" in judgement.in_words(RosterView(*both))
    covered = truth.terms | {"topic_cover": truth.terms["topic_cover"].model_copy(update={"amount": 0.0})}
    assert "topic" not in judgement.in_words(RosterView(instance, truth.model_copy(update={"terms": covered})))


def test_figures_of_queues(both):
    plan = RosterView(*both)
    sales, support = queue_figures(plan)
    assert (sales.name, sales.goal, sales.operators) == ("Sales", "90 % in 20 s", 2)
    assert (support.goal, support.operators) == ("80 % in 20 s", 2)
    short = sum(max(row.required - row.on_phone, 0) for row in both[1].intervals if row.queue == "Sales")
    assert sales.short == f"{short:,.1f}"


def test_uncovered_times_are_those_the_checker_counts(both):
    instance, truth = both
    plan = RosterView(instance, truth)
    bare = list(gaps(plan, "abuse"))
    local = [(f"{plan.local(start):%d %H:%M}", f"{plan.local(end):%d %H:%M}") for start, end in bare]
    # Anna's first breather before Ben comes, and his last one after she has gone; on the second day nobody at all.
    assert local == [("07 08:00", "07 09:00"), ("07 10:30", "07 10:45"), ("07 18:30", "07 18:45"),
                     ("08 08:00", "08 20:00")]
    minutes = sum((end - start).total_seconds() for start, end in bare) / 60
    assert minutes == uncovered(instance, truth.shifts, "abuse").sum() * 15
    (figures,) = topic_figures(plan)
    assert (figures.hours, figures.operators) == ("13.50", 2)
    assert figures.when == ("Mon 07 Dec 08:00–09:00; Mon 07 Dec 10:30–10:45; Mon 07 Dec 18:30–18:45; and 1 more")


def test_breaks_of_the_only_one_are_gaps(both):
    instance, truth = both
    alone = truth.model_copy(update={"shifts": truth.shifts[1:]})
    bare = list(gaps(RosterView(instance, alone), "abuse"))
    minutes = sum((end - start).total_seconds() for start, end in bare) / 60
    assert minutes == uncovered(instance, alone.shifts, "abuse").sum() * 15 == 12 * 60 + 3.5 * 60 + 3 * 15 + 30
