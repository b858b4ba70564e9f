"""A published folder is clean as it is; whatever is changed, taken away, swapped or added in it is found, with its place."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from scheduler.demand.demand import demand_of
from scheduler.demand.effective_load import with_load_factors
from scheduler.library.checking import check_published
from scheduler.library.instance import Instance, ref_of
from scheduler.library.publishing import export, publish
from scheduler.library.reading import read, read_roster
from scheduler.library.result import Result
from scheduler.read.result_file import read_result
from scheduler.roster import LoadFactor, Truth
from scheduler.simulate.correction import by_moment, compare, corrected
from scheduler.simulate.service import simulated_service
from tests.builders.checked import result as true_result
from tests.builders.tampering import (
    NULL,
    Tamper,
    cell,
    edited,
    first_event,
    gone,
    json_value,
    painted,
    rewritten,
    sheets,
    swapped,
    without_line,
)

REPLICATIONS = 10


def with_truth(instance: Instance, shifts: Any) -> Result:
    """A result whose staffing was corrected once, as a truth loop does, and simulated."""
    plain, demand = true_result(instance, shifts), demand_of(instance)
    found = simulated_service(instance, demand, shifts, replications=REPLICATIONS, seed=3)
    ones = np.ones((1, instance.grid.intervals))
    factors = by_moment(instance, corrected(instance, demand, plain, found, ones))
    roster = true_result(with_load_factors(instance, factors), shifts)
    outcome = compare(instance, roster, found)
    named = tuple(LoadFactor(queue=row.queue, start=row.start, factor=factors[row.queue, row.start.astimezone(dt.UTC)])
                  for row in roster.intervals)
    truth = Truth(rounds=2, replications=REPLICATIONS, seed=3, simulated=round(outcome.simulated, 6),
                  standard_error=round(outcome.standard_error, 6), load_factors=named)
    return Result(instance, roster.model_copy(update={"truth": truth, "instance": ref_of(instance)}))


@pytest.fixture(scope="module")
def instance(root: Path) -> Instance:
    return read(root / "instances" / "tiny")


@pytest.fixture(scope="module")
def published(root: Path, instance: Instance, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with all that can be published: roster, calendars with breaks, workbook, report and tables."""
    folder = tmp_path_factory.mktemp("published")
    result = with_truth(instance, read_result(root / "solutions" / "tiny" / "roster.json").shifts)
    publish(result, folder, breaks_as_events=True)
    export(result, ["csv"], folder)
    return folder


@pytest.fixture
def folder(published: Path, tmp_path: Path) -> Path:
    """A copy that a test may damage."""
    return Path(shutil.copytree(published, tmp_path / "copy"))


def found(instance: Instance, folder: Path) -> list[str]:
    return list(map(str, check_published(read_roster(folder, instance), folder)))


def test_what_was_published_is_clean(instance: Instance, published: Path) -> None:
    assert found(instance, published) == []


REPORT, ROSTER = "report.html", "roster.json"
KENJI, DIVYA, DAY = "calendars/kenji.ics", "calendars/divya.ics", "Days"
FACTORS = ["truth", "load_factors"]
CLOSED = {"queue": None, "start": "2026-12-07T03:00:00+07:00", "factor": 1.2}
TAMPERINGS: dict[str, tuple[Tamper, str, str]] = {
    # calendars: what was done, the rule it breaks, and the place that is named
    "calendar deleted": (gone(KENJI), "calendars", "kenji.ics is missing"),
    "all calendars deleted": (lambda folder: shutil.rmtree(folder / "calendars"), "calendars", "divya.ics is missing"),
    "calendars swapped": (swapped(KENJI, DIVYA), "calendars", "kenji.ics:4:"),
    "calendar renamed": (lambda folder: (folder / KENJI).rename(folder / "calendars/k.ics"), "calendars", "kenji.ics is mis"),
    "calendar copied": (lambda folder: shutil.copy(folder / KENJI, folder / "calendars/copy.ics"), "calendars", "kenji.ics:"),
    "calendar of a stranger": (lambda folder: (folder / "calendars/zoe.ics").write_text("BEGIN:VCALENDAR\nEND:VCALENDAR\n"),
                               "calendars", "zoe.ics: its X-HOTLINE-OPERATOR"),
    "calendar emptied": (rewritten(KENJI, lambda _: b""), "calendars", "kenji.ics cannot be read"),
    "calendar of another name": (edited(KENJI, "Kenji Mori", "Kenji Mory"), "calendars", "kenji.ics:4:"),
    "calendar by another program": (edited(KENJI, "hotline-scheduler//", "other//"), "calendars", "kenji.ics:3:"),
    "METHOD added": (edited(KENJI, "VERSION:2.0", "VERSION:2.0\r\nMETHOD:REQUEST"), "calendars", "kenji.ics: it has a METHOD"),
    "UID": (edited(KENJI, "UID:4", "UID:5"), "calendars", "kenji.ics:11:"),
    "DTSTAMP": (edited(KENJI, "DTSTAMP:20261206T000000Z", "DTSTAMP:20261206T000100Z"), "calendars", "kenji.ics:10:"),
    "SEQUENCE": (edited(KENJI, "SEQUENCE:0", "SEQUENCE:1"), "calendars", "kenji.ics:12:"),
    "DTSTART": (edited(KENJI, "DTSTART:20261207T0230", "DTSTART:20261207T0330"), "calendars", "kenji.ics:8:"),
    "DTEND": (edited(KENJI, "DTEND:20261207T0630", "DTEND:20261207T0600"), "calendars", "kenji.ics:9:"),
    "SUMMARY": (edited(KENJI, "Helpline shift", "Helpline party"), "calendars", "kenji.ics:7:"),
    "CATEGORIES": (edited(KENJI, "CATEGORIES:SHIFT", "CATEGORIES:LUNCH"), "calendars", "kenji.ics:13:"),
    "TRANSP": (edited(KENJI, "TRANSP:OPAQUE", "TRANSP:TRANSPARENT"), "calendars", "kenji.ics:16:"),
    "DESCRIPTION of a shift": (edited(KENJI, "Shift 09:30", "Shift 09:15"), "calendars", "kenji.ics:14:"),
    "DESCRIPTION of a break": (edited(KENJI, "Breather 12:00", "Breather 12:05"), "calendars", "names 12:05-12:15"),
    "zone in words": (edited(KENJI, "Asia/Jakarta", "Asia/Tokyo"), "calendars", "kenji.ics:14:"),
    "break moved": (edited(KENJI, "DTSTART:20261207T0500", "DTSTART:20261207T0505"), "calendars", "BREATHER 2026-12-07T05:05Z"),
    "STATUS added": (edited(KENJI, "SEQUENCE:0", "SEQUENCE:0\r\nSTATUS:CANCELLED"), "calendars", "kenji.ics:13:"),
    "RRULE added": (edited(KENJI, "SEQUENCE:0", "SEQUENCE:0\r\nRRULE:FREQ=DAILY"), "calendars", "repeats"),
    "line ends of a calendar": (rewritten(KENJI, lambda old: old.replace(b"\r\n", b"\n")), "calendars",
                                "kenji.ics: the ends of its lines"),
    # the record
    "record deleted": (gone("published.json"), "record", "published.json is missing"),
    "record damaged": (edited("published.json", '"schema": 1', '"schema": 2'), "record", "published.json"),
    "record without an event": (first_event(lambda _: None), "record", "does not speak of it"),
    "record with another sequence": (first_event(lambda event: event | {"sequence": 4}), "calendars", "SEQUENCE:4"),
    "record with another content": (first_event(lambda event: event | {"fingerprint": "0" * 32}), "record", "another content"),
    # the workbook
    "workbook deleted": (gone("roster.xlsx"), "workbook", "roster.xlsx is missing"),
    "workbook damaged": (rewritten("roster.xlsx", lambda _: b"PK"), "workbook", "roster.xlsx"),
    "Roster, a shift": (cell("Roster", "C6", "09:30–14:00"), "workbook", "Roster!C6"),
    "Roster, a shift more": (cell("Roster", "H6", "09:30–14:00"), "workbook", "Roster!H6"),
    "Roster, a name": (cell("Roster", "B6", "Kenny Mori"), "workbook", "Roster!B6"),
    "Roster, a date": (cell("Roster", "C4", "2026-12-08"), "workbook", "Roster!C4"),
    "Roster, a formula": (cell("Roster", "C6", '="09:30–13:30"'), "workbook", "C6 is a formula"),
    "Day, the title": (cell(DAY, "A3", "Tuesday"), "workbook", f"{DAY}!A3"),
    "Day, a shift in words": (cell(DAY, "C6", "09:30–14:30"), "workbook", f"{DAY}!C6"),
    "Day, a break taken out": (cell(DAY, "P6", None), "workbook", f"{DAY}!P6"),
    "Day, a break put in": (cell(DAY, "H6", "B"), "workbook", f"{DAY}!H6"),
    "Day, an hour painted": (painted(DAY, "W6", "FFBFD7EE"), "workbook", f"{DAY}!W6"),
    "Day, an hour of work washed off": (painted(DAY, "H6", "FFFFFFFF"), "workbook", f"{DAY}!H6"),
    "Day, required": (cell(DAY, "D8", 1), "workbook", f"{DAY}!D8"),
    "Day, on phone": (cell(DAY, "D9", 3), "workbook", f"{DAY}!D9"),
    "Breaks, a time": (cell("Breaks", "E5", "12:05"), "workbook", "Breaks!E5"),
    "Breaks, a row gone": (sheets(lambda book: book["Breaks"].delete_rows(3)), "workbook", "Breaks: the break"),
    "Coverage, calls": (cell("Coverage", "B3", 9.9), "workbook", "Coverage!B3"),
    "Coverage, required": (cell("Coverage", "C3", 1), "workbook", "Coverage!C3"),
    "Coverage, service level": (cell("Coverage", "F3", 0.99), "workbook", "Coverage!F3"),
    "Coverage, a time": (cell("Coverage", "A3", dt.datetime.fromisoformat("2026-12-07T09:20")), "workbook", "Coverage!A3"),
    "Operators, hours": (cell("Operators", "E3", 5), "workbook", "Operators!E3"),
    "Operators, contract": (cell("Operators", "C3", "night"), "workbook", "Operators!C3"),
    "Operators, wishes": (cell("Operators", "I4", 1), "workbook", "Operators!I4"),
    "Summary, the sentence": (cell("Summary", "B1", "all is well"), "workbook", "Summary!B1"),
    "Summary, the objective": (cell("Summary", "B2", 20.0), "workbook", "Summary!B2"),
    "Summary, the status": (cell("Summary", "B5", "proven"), "workbook", "Summary!B5"),
    "Summary, a setting": (cell("Summary", "B21", "95 % answered within 20 s"), "workbook", "Summary!B21"),
    "Summary, the seed": (cell("Summary", "B30", "8"), "workbook", "Summary!B30"),
    "a sheet deleted": (sheets(lambda book: book.remove(book[DAY])), "workbook", f"sheet {DAY} is missing"),
    "a sheet added": (sheets(lambda book: book.create_sheet("Extra")), "workbook", "sheet Extra was not published"),
    # the report
    "report deleted": (gone("report.html"), "report", "report.html is missing"),
    "report, a tile": (edited(REPORT, "<strong>4</strong>24", "<strong>5</strong>24"), "report", "<strong>5</strong>"),
    "report, hours of a shift": (edited(REPORT, "09:30–13:30", "09:30–14:30"), "report", "report.html:"),
    "report, a bar": (edited(REPORT, '<path class=w d="M', '<path class=w d="M1'), "report", "report.html:"),
    "report, a row gone": (without_line(REPORT, ">Kenji Mori<"), "report", "report.html:"),
    "report, a script": (edited(REPORT, "</body>", "<script>alert(1)</script></body>"), "report", "<script>"),
    "report, its style": (edited(REPORT, "<style>", "<style>.w { display: none }"), "report", "report.html:"),
    # the tables
    "shifts.csv deleted": (gone("shifts.csv"), "tables", "shifts.csv is missing"),
    "shifts.csv, an end": (edited("shifts.csv", "T13:30", "T14:30"), "tables", "shifts.csv:3:"),
    "breaks.csv, a row gone": (without_line("breaks.csv", "kenji"), "tables", "breaks.csv:"),
    "tables swapped": (swapped("shifts.csv", "breaks.csv"), "tables", "shifts.csv:1:"),
    # the roster
    "roster, a shift's end": (edited(ROSTER, "T13:30:00", "T14:30:00"), "terms", "cost of pay"),
    "roster, a break": (edited(ROSTER, "T12:00:00+07:00", "T12:05:00+07:00"), "breaks", "lunch"),
    "roster, the objective": (json_value(ROSTER, ["run", "objective"], lambda old: old - 1), "objective", "recomputed"),
    "roster, the bound": (json_value(ROSTER, ["run", "bound"], lambda old: old + 90), "bound", "above objective"),
    "roster, a term": (json_value(ROSTER, ["terms", "pay", "cost"], lambda old: old + 1), "terms", "cost of pay"),
    "roster, a term gone": (json_value(ROSTER, ["terms", "pay"], lambda _: None), "terms", "pay is missing"),
    "roster, the requirement": (json_value(ROSTER, ["intervals", 3, "required"], lambda old: old - 1), "intervals",
                                "09:45"),
    "roster, a service level": (json_value(ROSTER, ["intervals", 3, "service_level"], lambda _: 0.99), "intervals", "09:45"),
    "roster, its instance": (json_value(ROSTER, ["instance", "sha256"], lambda _: "0" * 64), "instance", "sha256"),
    "roster, the seed": (json_value(ROSTER, ["run", "seed"], lambda old: old + 1), "workbook", "Summary!B30"),
    # the truth
    "truth, simulated": (json_value(ROSTER, ["truth", "simulated"], lambda old: old + 0.05), "truth", "truth.simulated"),
    "truth, the error": (json_value(ROSTER, ["truth", "standard_error"], lambda old: 9 * old), "truth",
                         "truth.standard_error"),
    "truth, no simulation": (json_value(ROSTER, ["truth", "simulated"], lambda _: NULL), "truth", "simulated is null"),
    "truth, a factor of a closed hour": (json_value(ROSTER, FACTORS, lambda old: [*old, CLOSED]), "truth", "03:00:00+07:00 is"),
    "truth, a factor": (json_value(ROSTER, [*FACTORS, 0, "factor"], lambda old: old * 1.5), "intervals",
                        "09:00"),
    "truth, all factors gone": (json_value(ROSTER, FACTORS, lambda _: []), "intervals", "service_level"),
}


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=pytest.mark.heavy if place % 3 else ()) for place, name in enumerate(TAMPERINGS)])
def test_whatever_is_tampered_with_is_found_with_its_place(name: str, instance: Instance, folder: Path) -> None:
    tamper, rule, place = TAMPERINGS[name]
    tamper(folder)
    told = found(instance, folder)
    assert any(line.startswith(f"{rule}:") and place in line for line in told), told
