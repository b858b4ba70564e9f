from __future__ import annotations

import datetime as dt
import io
import shutil
import subprocess
import zipfile
from html.parser import HTMLParser

import openpyxl
import pytest

from scheduler.publish import judgement
from scheduler.publish.report.page import render_report
from scheduler.publish.view import RosterView
from scheduler.publish.workbook.render import render_workbook


def workbook(instance, result):
    return openpyxl.load_workbook(io.BytesIO(render_workbook(RosterView(instance, result))))


def test_roster_sheet_holds_every_shift(small):
    sheet = workbook(*small)["Roster"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0] == ["Operator", "Name", "2026-12-04", "2026-12-05", "2026-12-06"]
    assert rows[1] == ["op000", "Anna Lindqvist", "08:00–16:30", "08:00–16:30", "08:00–16:30"]
    assert rows[4] == ["op003", "David Müller", "11:00–19:30", "11:00–19:30", None]
    assert rows[6][2:] == [None, None, None]
    assert sheet.freeze_panes == "C2"
    assert sheet.page_setup.orientation == "landscape"


def test_breaks_sheet_holds_every_break(small):
    _, result = small
    rows = [[cell.value for cell in row] for row in workbook(*small)["Breaks"].iter_rows()]
    assert rows[0] == ["Operator", "Name", "Date", "Kind", "Start", "End", "Minutes"]
    assert rows[2][2].date() == dt.date(2026, 12, 4)
    assert rows[2][:2] + rows[2][3:] == ["op000", "Anna Lindqvist", "lunch", "12:00", "12:30", 30]
    assert len(rows) == 1 + sum(len(shift.breaks) for shift in result.shifts)


def test_summary_says_how_good_it_is(small):
    _, result = small
    summary = {row[0].value: row[1].value for row in workbook(*small)["Summary"].iter_rows()}
    assert (summary["objective"], summary["bound"], summary["gap"]) == (
        result.run.objective, result.run.bound, result.run.gap)
    assert summary["instance sha256"] == result.instance.sha256
    assert summary["understaffing: cost"] == result.terms["understaffing"].cost


def test_day_sheet_shows_breathers_of_ten_minutes(small):
    sheet = workbook(*small)["Day 2026-12-04"]
    chiara = next(row for row in sheet.iter_rows() if row[0].value == "op002")
    merged = {str(area) for area in sheet.merged_cells.ranges}
    breather = next(cell for cell in chiara if cell.value == "B")
    # From 08:00 on, a column is five minutes: 11:00 is the 37th after the three fixed ones.
    assert breather.column == 3 + 37
    assert f"{breather.coordinate}:{breather.offset(0, 1).coordinate}" in merged
    assert "op005" not in {row[0].value for row in sheet.iter_rows()}


def test_no_formula_and_every_sheet_in_its_place(small):
    book = workbook(*small)
    assert book.sheetnames == ["Roster", "Day 2026-12-04", "Day 2026-12-05", "Day 2026-12-06", "Breaks", "Coverage",
                               "Operators", "Summary"]
    assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert len(book["Coverage"]._charts) == 3


def test_summary_line_in_plain_words(small):
    instance, result = small
    assert judgement.in_words(RosterView(instance, result)) == (
        "5 operators, 3 days; 3.5 operator-hours short, at most 1.9 % above the best possible")
    best = result.model_copy(update={"terms": {}, "run": result.run.model_copy(update={"status": "optimal"})})
    assert judgement.in_words(RosterView(instance, best)) == "5 operators, 3 days; nobody short, proven the best possible"
    unknown = result.model_copy(update={"run": result.run.model_copy(update={"bound": 0.0})})
    assert judgement.percent_above_best(RosterView(instance, unknown)) is None


def test_paid_hours_and_wishes(hotline_by_hand):
    # The first wish ends as work starts.
    rows = [{"operator": "op000", "when": "fri", "from": "07:00", "to": "08:00", "kind": "avoid"},
            {"operator": "op000", "when": "sat", "from": "07:00", "to": "08:15", "kind": "avoid"},
            {"operator": "op003", "when": "sat,sun", "kind": "prefer"}]
    instance, result = hotline_by_hand(availability=rows)
    plan = RosterView(instance, result)
    anna, david = plan.operators["op000"], plan.operators["op003"]
    assert plan.paid_hours(anna) == 3 * 8.0, "lunch is unpaid, breathers are paid"
    assert (plan.wishes(anna).granted, plan.wishes(anna).denied) == (1, 1)
    assert (plan.wishes(david).granted, plan.wishes(david).denied) == (1, 1)
    assert plan.contract_hours(anna) == (0, pytest.approx(40 * 3 / 7))


def test_a_shift_over_midnight_stands_in_both_days(hotline_of_size):
    plan = RosterView(*hotline_of_size(6, 7, grid=15, always=True))
    night = next(s for s in plan.result.shifts if plan.local(s.start).hour == 22 and s.minutes == 510)
    days = [day.date for day in plan.days if night in day.shifts]
    date = plan.date_of(night)
    assert days == [day for day in (date, date + dt.timedelta(days=1)) if day <= plan.dates[-1]]
    assert plan.days[-1].minutes == 25 * 60, "the day on which an hour repeats"


class Page(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))


def test_report_is_self_contained_and_accessible(small):
    page = Page(render_report(RosterView(*small)))
    names = [tag for tag, _ in page.tags]
    assert not {"script", "link", "img", "iframe", "object", "a"} & set(names)
    assert not [attrs for _, attrs in page.tags if {"style", "src", "href"} & attrs.keys()]
    assert ("html", {"lang": "en"}) in page.tags
    policy = next(attrs["content"] for tag, attrs in page.tags if attrs.get("http-equiv") == "Content-Security-Policy")
    assert policy and policy.startswith("default-src 'none'")
    assert all("scope" in attrs for tag, attrs in page.tags if tag == "th")
    assert all({"aria-labelledby", "aria-hidden"} & attrs.keys() for tag, attrs in page.tags if tag == "svg")
    ids = [attrs["id"] for _, attrs in page.tags if "id" in attrs]
    assert len(ids) == len(set(ids))


def test_a_night_shift_or_nothing_at_all_can_be_drawn(hotline_of_size, small):
    render_report(RosterView(*hotline_of_size(12, 8, grid=15, always=True)))
    instance, result = small
    empty = result.model_copy(update={"shifts": (), "intervals": (), "terms": {}})
    assert "Nobody works on this day." in render_report(RosterView(instance, empty))
    render_workbook(RosterView(instance, empty))


def test_big_reports_stay_small(hotline_of_size):
    plan = RosterView(*hotline_of_size(300, 7, grid=15))
    assert len(render_report(plan)) < 3_000_000


def test_workbook_carries_no_time_of_writing(small):
    with zipfile.ZipFile(io.BytesIO(render_workbook(RosterView(*small)))) as book:
        assert b"2000-01-01T00:00:00Z" in book.read("docProps/core.xml")


def test_libreoffice_opens_the_workbook(small, tmp_path):
    office = shutil.which("soffice")
    if not office:
        pytest.skip("libreoffice-calc is not installed")
    (tmp_path / "roster.xlsx").write_bytes(render_workbook(RosterView(*small)))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    subprocess.run([office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path),
                    str(tmp_path / "roster.xlsx")], check=True, capture_output=True, timeout=120)
    assert (tmp_path / "roster.pdf").read_bytes().startswith(b"%PDF")


def test_chromium_draws_the_report(small, tmp_path):
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    if not browser:
        pytest.skip("chromium is not installed")
    (tmp_path / "report.html").write_text(render_report(RosterView(*small)), "utf-8")
    subprocess.run([browser, "--headless", "--no-sandbox", "--disable-gpu", "--window-size=1120,900",
                    f"--user-data-dir={tmp_path / 'profile'}", f"--screenshot={tmp_path / 'report.png'}",
                    (tmp_path / "report.html").as_uri()], check=True, capture_output=True, timeout=120)
    assert (tmp_path / "report.png").stat().st_size > 20_000, "not an empty page"
