"""Documents in every language: nothing in them is unmarked, and what programs read again they read in all."""

from __future__ import annotations

import re

import pytest

from scheduler.check.exports.files import check_exports
from scheduler.instance.briefing import Briefing, Contact, Topic
from scheduler.language.codes import CODES
from scheduler.language.words import language
from scheduler.publish.calendars import render_calendars
from scheduler.publish.folder import export
from scheduler.publish.interchange.forms import FORMS
from scheduler.publish.pack.folder import publish_pack
from scheduler.publish.pack.page import render_pack
from scheduler.publish.record import read_record
from scheduler.publish.report.page import render_report
from scheduler.publish.view import RosterView
from scheduler.publish.workbook.render import render_workbook
from scheduler.roster import Promised, Purchase
from tests.builders.examples import by_hand
from tests.builders.languages import Pseudo, not_marked, of_page, of_workbook

BRIEFING = Briefing("# ⟦How⟧", (Contact(name="⟦Press⟧", phone="1", topics=("⟦press⟧",)),),
                    (Topic(topic="⟦press⟧", sensitive=True, answer="⟦back⟧"),))
RESTLESS = {"patience_s": 60, "redials": {"percent": 60, "delay_s": 300}, "goal_over": "day", "certainty_percent": 90}


def of_one_queue():
    """With outside help, redials, a promise, absences, pins and wishes, and time with nobody there."""
    instance, roster = by_hand(
        outside={"name": "Call Us", "price_per_hour": 2.5, "minimum_purchase": 99},
        service={"target_percent": 80, "answer_within_s": 20} | RESTLESS,
        objective={"unmanned_per_hour": 50, "fairness": {"nights": 1, "shifts": 1, "weekends": 1}},
        availability=[{"operator": who, "when": when, "kind": kind} for who, when, kind in (
            ("op000", "fri", "avoid"), ("op001", "sat", "prefer"), ("op003", "sun", "leave"), ("op005", "fri", "sick"),
            ("op005", "sat", "public_holiday"), ("op005", "sun", "unavailable"), ("op002", "fri", "pinned"))])
    bought = tuple(Purchase(start=row.start, queue=None, amount=2, cost=5) for row in roster.intervals[:2])
    promise = Promised(expected=0.8, bad_day=0.6, good_day=0.9, chance=0.5)
    fewer = [shift for shift in roster.shifts if shift.start.day != 6]
    return instance, roster.model_copy(update={"outside": bought, "promise": promise, "shifts": tuple(fewer)})


def data_of(instance, roster) -> list[str]:
    people = [text for each in instance.operators for text in (each.id, each.name, each.contract, *each.skills)]
    hotline = instance.hotline
    return [*people, hotline.name, hotline.timezone, *map(str, instance.queues), *(each.name for each in instance.shifts),
            instance.outside.name if instance.outside else "", *roster.run.versions, *roster.run.versions.values(),
            roster.instance.name, roster.instance.sha256, *instance.service.topics]


@pytest.fixture(scope="module", params=["one queue", "queues and topics"])
def plan(request, both):
    return of_one_queue() if request.param == "one queue" else both


def test_a_report_says_nothing_that_is_not_marked(plan):
    text = render_report(RosterView(*plan, Pseudo()))
    assert not_marked(of_page(text), data_of(*plan)) == set()
    figures = {found for shown in of_page(text) for found in re.findall(r"(?<![\d.])\d+\.\d+(?![\d.])", shown)}
    assert figures <= set(plan[1].run.versions.values()), "numbers are written by locale"
    (script,) = re.findall("<script>(.*?)</script>", text, re.DOTALL)
    quoted = re.findall(r'"([^"\n]*)"|`([^`\n]*)`', re.sub("//.*", "", script).replace("\\u27e6", "⟦").replace("\\u27e7", "⟧"))
    assert not [each for each in map("".join, quoted) if re.search(r"[a-z]{2,} [a-z]{2,}", re.sub("⟦.*⟧|[$]{.*?}", "", each))
                and each != "use strict" and not each.startswith((".", "tr"))]


def test_a_workbook_says_nothing_that_is_not_marked(plan):
    texts = list(of_workbook(render_workbook(RosterView(*plan, Pseudo()))))
    assert not_marked(texts, data_of(*plan)) == set()


def test_calendars_and_pages_of_a_pack_say_nothing_that_is_not_marked(tmp_path, plan):
    view = RosterView(*plan, Pseudo())
    calendars, _ = render_calendars(view, read_record(tmp_path), breaks_as_events=True)
    lines = [line for content in calendars.values() for line in content.decode().replace("\r\n ", "").splitlines()]
    shown = [line.partition(":")[2].replace("\\n", "\n") for line in lines if line.startswith(("SUMMARY", "DESCRIPTION"))]
    assert shown
    assert not_marked(shown, data_of(*plan)) == set()
    pages = [text for page in render_pack(view, BRIEFING).values() for text in of_page(page.decode())]
    assert not_marked(pages, data_of(*plan)) == set()


@pytest.mark.parametrize("code", CODES)
def test_what_is_published_in_a_language_is_read_again(tmp_path, code, both):
    plain, roster = both
    hotline = plain.hotline.model_copy(update={"language": code, "name_colleagues": True})
    instance = plain.model_copy(update={"hotline": hotline})
    export(instance, roster, ["ical", "excel", "html", "csv", *FORMS], tmp_path, breaks_as_events=True)
    publish_pack(RosterView(instance, roster), BRIEFING, tmp_path)
    assert check_exports(instance, roster, tmp_path, require_all=True) == ()
    assert f'<html lang="{code}">' in (tmp_path / "report.html").read_text("utf-8")


def test_files_of_other_systems_are_the_same_in_every_language(tmp_path, both):
    plain, roster = both
    for code in ("en", "ru"):
        instance = plain.model_copy(update={"hotline": plain.hotline.model_copy(update={"language": code})})
        export(instance, roster, ["csv", *FORMS], tmp_path / code)
    one, other = ({path.name: path.read_bytes() for path in (tmp_path / code).iterdir() if path.name != "published.json"}
                  for code in ("en", "ru"))
    assert one == other


def test_somebodys_own_documents_are_in_their_language(tmp_path, both):
    plain, roster = both
    team = tuple(each.model_copy(update={"language": "ru"}) if each.id == "ben" else each for each in plain.operators)
    instance = plain.model_copy(update={"operators": team, "hotline": plain.hotline.model_copy(update={"language": "de"})})
    view = RosterView(instance, roster)
    calendars, _ = render_calendars(view, read_record(tmp_path))
    pages = render_pack(view, BRIEFING)
    assert b"Schicht H" in calendars["anna.ics"] and "Смена: H".encode() in calendars["ben.ics"]
    assert '<html lang="de">' in pages["anna.html"].decode() and '<html lang="ru">' in pages["ben.html"].decode()
    assert RosterView(instance, roster, language("en")).language_of(team[1]).code == "en"
