"""Calendars and a workbook written by hand, so that one line can be wrong."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import openpyxl
import pytest

from scheduler.check.exports.files import check_exports
from scheduler.check.facts.covers import covers
from tests.builders.checked import day, result, shift, with_forecast

BREAKS_HEADER = ["Operator", "Name", "Date", "Kind", "Start", "End", "Minutes"]


@pytest.fixture(scope="module")
def plan():
    return with_forecast(
        {
            "horizon": {"start": "2026-12-07", "days": 2},
            "operators": [
                {"id": "anna", "name": "Anna Berg", "contract": "free"},
                {"id": "ben", "name": "Ben, the \\ second; really", "contract": "free", "timezone": "Asia/Tokyo"},
            ],
        }
    )


@pytest.fixture(scope="module")
def truth(plan):
    return result(
        plan, [shift(plan, day(0), 510), shift(plan, day(1, "20:00"), 240), shift(plan, day(0), 240, operator="ben")]
    )


def utc(moment):
    return moment.astimezone(dt.UTC).strftime("%Y%m%dT%H%M%SZ")


def lines_of(truth, operator, zone, events=False):
    def times(one):
        return "–".join(moment.astimezone(ZoneInfo(zone)).strftime("%H:%M") for moment in (one.start, one.end))

    for number, one in enumerate(one for one in truth.shifts if one.operator == operator):
        words = "\\n".join(
            [f"Shift {times(one)} (times in {zone})", *(f"{p.kind.title()} {times(p)}" for p in one.breaks)]
        )
        yield [
            "BEGIN:VEVENT",
            f"UID:{operator}-{number}",
            f"DTSTART:{utc(one.start)}",
            f"DTEND:{utc(one.end)}",
            "SUMMARY:Helpline shift",
            "CATEGORIES:SHIFT",
            f"DESCRIPTION:{words}",
            "END:VEVENT",
        ]
        for ordinal, pause in enumerate(one.breaks if events else ()):
            yield [
                "BEGIN:VEVENT",
                f"UID:{operator}-{number}-{ordinal}",
                f"DTSTART:{utc(pause.start)}",
                f"DTEND:{utc(pause.end)}",
                f"CATEGORIES:{pause.kind.upper()}",
                "TRANSP:TRANSPARENT",
                "END:VEVENT",
            ]


def calendar(truth, operator, name, zone="Asia/Jakarta", events=False):
    head = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//test//EN",
        f"X-WR-CALNAME:Helpline: {name}",
        f"X-HOTLINE-OPERATOR:{operator}",
    ]
    body = [line for event in lines_of(truth, operator, zone, events) for line in event]
    return "\r\n".join([*head, *body, "END:VCALENDAR", ""])


def book(plan, truth):
    made = openpyxl.Workbook()
    roster = made.active
    roster.title = "Roster"
    dates = [plan.grid.date(number) for number in range(plan.horizon.days)]
    roster.append(["Operator", "Name", *(date.isoformat() for date in dates)])
    breaks, summary = made.create_sheet("Breaks"), made.create_sheet("Summary")
    breaks.append(BREAKS_HEADER)
    for operator in plan.operators:
        own = {one.start.date(): one for one in truth.shifts if one.operator == operator.id}
        roster.append(
            [
                operator.id,
                operator.name,
                *(f"{own[date].start:%H:%M}–{own[date].end:%H:%M}" if date in own else None for date in dates),
            ]
        )
        for date, one in own.items():
            for p in one.breaks:
                breaks.append(
                    [operator.id, operator.name, date, p.kind, f"{p.start:%H:%M}", f"{p.end:%H:%M}", p.minutes]
                )
    for label in ("objective", "bound", "gap"):
        summary.append([label, getattr(truth.run, label)])
    coverage, people = made.create_sheet("Coverage"), made.create_sheet("Operators")
    coverage.append(["Start", "Calls", "Required", "On phone", "Short"])
    for row in covers(plan, truth):
        coverage.append([row.start.replace(tzinfo=None), row.calls, row.required, row.on_phone, row.missing])
    people.append(["Operator", "Name", "Days", "Paid hours"])
    people.append(["anna", "Anna Berg", 2, 12])
    people.append(["ben", "Ben, the \\ second; really", 1, 4])
    return made


def report(plan, truth):
    """A page with the tables that are compared, and nothing else."""
    names = {operator.id: operator.name for operator in plan.operators}
    dates = [plan.grid.date(number) for number in range(plan.horizon.days)]

    def times(one):
        return f"{one.start:%H:%M}–{one.end:%H:%M}"

    def said(pause):
        return f"B {pause.start:%H:%M}" if pause.kind == "breather" else f"L {times(pause)}"

    rows = ["<tr><th>Operator</th>" + "".join(f"<th>{date:%a} {date.day}</th>" for date in dates) + "<th>Hours<th>Target"]
    for key, name in names.items():
        own = {one.start.date(): times(one) for one in truth.shifts if one.operator == key}
        rows.append(f"<tr><th>{name}</th>" + "".join(f"<td><b>D</b> {own.get(date, '')}" for date in dates) + "<td>12<td>0–1")
    page = [f'<table class="rota">{"".join(rows)}</table>']
    for date in dates:
        here = [one for one in truth.shifts if one.start.date() == date]
        lines = "".join(f"<tr><th>{names[one.operator]}<td>D {times(one)}<td><td>{', '.join(map(said, one.breaks))}"
                        for one in here)
        page.append(f'<section data-date="{date}"><table><tr><th>Operator<th>Shift<th><th>Breaks{lines}</table></section>')
    return "<!DOCTYPE html>" + "\n".join(page)


@pytest.fixture
def folder(tmp_path, plan, truth):
    (tmp_path / "calendars").mkdir()
    (tmp_path / "calendars" / "anna.ics").write_text(calendar(truth, "anna", "Anna Berg"), newline="")
    ben = calendar(truth, "ben", "Ben\\, the \\\\ second\\; really", "Asia/Tokyo", events=True)
    (tmp_path / "calendars" / "ben.ics").write_text(ben, newline="")
    book(plan, truth).save(tmp_path / "roster.xlsx")
    (tmp_path / "report.html").write_text(report(plan, truth), "utf-8")
    return tmp_path


def found(plan, truth, folder, **options):
    return [
        (violation.rule, violation.amount, violation.unit)
        for violation in check_exports(plan, truth, folder, **options)
    ]
