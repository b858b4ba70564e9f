"""Whatever people are called, they inject nothing into any file: 80 rosters of 25 names each."""

from __future__ import annotations

import io
import re
import zipfile
from html.parser import HTMLParser
from xml.etree import ElementTree

import icalendar
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from scheduler.check.exports.calendars import check_calendars as check_calendars_files
from scheduler.check.exports.workbook import check_workbook as check_workbook_file
from scheduler.publish.calendars import render_calendars
from scheduler.publish.filenames import calendar_name
from scheduler.publish.folder import publish
from scheduler.publish.record import Published
from scheduler.publish.report.page import render_report
from scheduler.publish.text import one_line
from scheduler.publish.view import RosterView
from scheduler.publish.workbook.render import render_workbook
from tests.builders.examples import make_instance, make_result, make_shift
from tests.builders.properties import examples

NASTY = ("=1+1", "@SUM(A1)", "{=1+1}", "a\r\nBEGIN:VEVENT", "x\nATTACH:http://evil", "\x00\x0b\x1f", "\u202eabc",
         "<script>alert(1)</script>", "\"><svg onload=x>", "</style><b>", "http://example.com", "mailto:a@b",
         "internal:Roster!A1", "مرحبا",
         "👩‍💻", "_x0041_", "CON", "../../etc/passwd", "a;b,c:d\\n\\", "]]>", "&amp;&#0;",
         "\ufffe\ufffd", "{{7*7}}", "\x85\u2028x")
names = st.one_of(st.text(st.characters(exclude_categories=["Cs"]), max_size=60), st.sampled_from(NASTY),
                  st.builds(str.__add__, st.sampled_from(NASTY), st.text(max_size=8))).map(str.strip).filter(one_line)
groups = st.lists(names, min_size=25, max_size=25, unique=True)
ZONE = "Europe/Berlin"
CALENDAR_LINES = {"BEGIN", "END", "VERSION", "PRODID", "X-WR-CALNAME", "X-HOTLINE-OPERATOR", "SUMMARY", "DTSTART",
                  "DTEND", "DTSTAMP", "UID", "SEQUENCE", "CATEGORIES", "DESCRIPTION", "TRANSP"}


def plan_of(people: list[str]) -> RosterView:
    """One day; everybody's id and name, the hotline's and a contract's are what was typed."""
    operators = [{"id": name, "name": name, "contract": people[0]} for name in people]
    hotline = {"name": people[1], "timezone": ZONE, "interval_minutes": 60, "break_grid_minutes": 15}
    instance = make_instance((), "2026-10-19", 1, ZONE, hotline=hotline, operators=operators, availability=[],
                             contracts={people[0]: {"hours_per_week": [0, 40]}})
    shifts = [make_shift(operator.id, ZONE, "2026-10-19T09:00", 240, (("breather", 60, 15),))
              for operator in instance.operators]
    return RosterView(instance, make_result(instance, shifts, lambda hour: 3))


class Structure(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[object] = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        # Whose row it is follows from the order of names, and is a number.
        self.tags.append((tag, [(key, value if key != "data-o" else value.isdigit()) for key, value in attrs]))

    def handle_comment(self, data):
        self.tags.append(data)

    def handle_pi(self, data):
        self.tags.append(data)


PLAIN = Structure(render_report(plan_of([f"name {number}" for number in range(25)]))).tags


# Shrinking 25 names takes minutes; the failing roster is small enough to read.
@pytest.mark.heavy
@settings(max_examples=examples(40), suppress_health_check=list(HealthCheck), phases=[Phase.generate])
@given(groups)
def test_names_inject_nothing(people):
    plan = plan_of(people)
    check_calendars(plan)
    check_workbook(plan)
    page = render_report(plan)
    assert Structure(page).tags == PLAIN, "the same elements and attributes as with plain names"
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", page)


def check_calendars(plan: RosterView) -> None:
    files, _ = render_calendars(plan, Published(schema=1), breaks_as_events=True)
    assert len(files) == len(plan.instance.operators)
    for operator in plan.instance.operators:
        content = files[calendar_name(operator.id)]
        lines = content.decode().replace("\r\n ", "").split("\r\n")
        assert {line.partition(":")[0] for line in lines[:-1]} <= CALENDAR_LINES
        assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]", content.decode())
        calendar = icalendar.Calendar.from_ical(content)
        assert str(calendar["X-HOTLINE-OPERATOR"]) == one_line(operator.id)
        events = calendar.walk("VEVENT")
        assert [event["CATEGORIES"].cats[0] for event in events] == ["SHIFT", "BREATHER"]
        assert str(events[0]["SUMMARY"]) == f"{one_line(plan.instance.hotline.name)} shift"


def formulas(sheet: ElementTree.Element) -> list[str | None]:
    """Formulas of a sheet, in order."""
    return [each.text for each in sheet.iter() if each.tag.rpartition("}")[2] == "f"]


def formulas_of_plain_names() -> dict[str, list[str | None]]:
    """Formulas of each sheet of a workbook of 25 plain names."""
    with zipfile.ZipFile(io.BytesIO(render_workbook(plan_of([f"name {number}" for number in range(25)])))) as book:
        return {name: formulas(ElementTree.fromstring(book.read(name))) for name in book.namelist()
                if name.startswith("xl/worksheets/")}


PLAIN_FORMULAS = formulas_of_plain_names()


def check_workbook(plan: RosterView) -> None:
    """No links but those of the rota's dates, and no formulas but those that a workbook with plain names has."""
    with zipfile.ZipFile(io.BytesIO(render_workbook(plan))) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    for name, content in parts.items():
        root = ElementTree.fromstring(content)
        if name.startswith("xl/worksheets/"):
            links = [e for e in root.iter() if e.tag.rpartition("}")[2] == "hyperlink"]
            assert {e.get("location", "").partition("!")[0] for e in links} <= {"Days", "'Days'"}
            assert len({e.get("ref") for e in links}) == len(links) <= plan.instance.horizon.days
            assert formulas(root) == PLAIN_FORMULAS[name]
        if name.endswith(".rels"):
            assert not [e for e in root.iter() if e.get("TargetMode") == "External"]
    strings = {"".join(e.itertext()) for e in ElementTree.fromstring(parts["xl/sharedStrings.xml"])}
    escaped = {re.sub(r"_(?=x[0-9a-fA-F]{4}_)", "_x005F_", one_line(o.name)) for o in plan.instance.operators}
    assert escaped <= strings


def test_the_checker_reads_back_what_was_published_for_nasty_names(tmp_path):
    plan = plan_of([name for name in NASTY if one_line(name)])
    publish(plan.instance, plan.result, tmp_path, breaks_as_events=True)
    assert not list(check_calendars_files(plan.instance, plan.result.shifts, tmp_path / "calendars", require_all=True))
    assert not list(check_workbook_file(plan.instance, plan.result, tmp_path / "roster.xlsx", require_all=True))
