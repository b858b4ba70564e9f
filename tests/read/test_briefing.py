"""Guide, contacts and topics: from files and from a workbook alike, and every fault with its place."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re

import openpyxl
import pytest

from scheduler.errors import InputError
from scheduler.instance.briefing import Briefing
from scheduler.language.codes import CODES
from scheduler.read.briefing import read_briefing
from scheduler.read.instance_file import read_instance
from scheduler.read.starter import write_starter
from scheduler.read.starter_briefing import starter_briefing

MONDAY = dt.date(2026, 12, 7)
_PLACEHOLDERS = ("{hotline}", "{operator}")


@pytest.fixture(scope="module")
def starters(tmp_path_factory):
    folder = tmp_path_factory.mktemp("starters")
    write_starter(folder / "a", MONDAY)
    write_starter(folder / "a.xlsx", MONDAY)
    return folder


def test_the_starter_says_the_same_as_a_folder_and_as_a_workbook(starters):
    one, other = read_briefing(starters / "a"), read_briefing(starters / "a.xlsx")
    assert (one.contacts, one.topics) == (other.contacts, other.topics)
    assert one.guide.strip() == other.guide.strip()
    assert "{operator}" in one.guide
    assert any(each.sensitive for each in one.topics)


@pytest.mark.parametrize("code", CODES)
def test_every_language_has_texts_to_begin_with_that_say_the_same(code):
    files, english = starter_briefing(code), starter_briefing("en")
    assert [name for name in _PLACEHOLDERS if name not in files["guide.md"]] == []
    for structure in (r"(?m)^> ", r"(?m)^\*\*", r"\*\*", r"(?m)^#"):
        assert len(re.findall(structure, files["guide.md"])) == len(re.findall(structure, english["guide.md"]))
    for name, kept in (("contacts.csv", ("phone", "email")), ("topics.csv", ("sensitive",))):
        rows, right = (list(csv.DictReader(io.StringIO(each[name]))) for each in (files, english))
        assert [[row[column] for column in kept] for row in rows] == [[row[column] for column in kept] for row in right]
        assert code == "en" or not {row[column] for row in rows for column in row if column not in kept and row[column]} & {
            row[column] for row in right for column in row if column not in kept}


def test_a_starter_of_another_language_says_so_and_brings_its_texts(tmp_path):
    write_starter(tmp_path / "a", MONDAY, "de")
    assert read_instance(tmp_path / "a").instance.hotline.language == "de"
    assert read_briefing(tmp_path / "a").guide.startswith("# So führen wir ein Gespräch")


def test_it_is_no_part_of_the_instance(starters):
    before = read_instance(starters / "a").ref.sha256
    (starters / "a" / "contacts.csv").write_text("name,phone\nNew,1\n")
    assert read_instance(starters / "a").ref.sha256 == before
    assert [each.phone for each in read_briefing(starters / "a").contacts] == ["1"]


def test_nothing_there_is_empty(tmp_path):
    assert read_briefing(tmp_path) == Briefing()


@pytest.mark.parametrize(("name", "text", "place", "says"), [
    ("guide.md", "Hello\n\nI am {name}.\n", "guide.md:3", "{operator}"),
    ("contacts.csv", "name,fax\nA,1\n", "contacts.csv", "fax"),
    ("contacts.csv", "name,topics\nA,pres\n", "contacts.csv:row 2 (line 2), column topics", "allowed: press"),
    ("topics.csv", "topic,sensitive,answer\npress,yes,\n", "topics.csv:row 2 (line 2)", "has an answer prepared"),
    ("topics.csv", "topic,answer\npress,a\npress,b\n", "topics.csv:row 3 (line 3), column topic", "second time"),
])
def test_a_fault_is_named_with_its_place(tmp_path, name, text, place, says):
    (tmp_path / "topics.csv").write_text("topic,answer\npress,a\n")
    (tmp_path / name).write_text(text)
    with pytest.raises(InputError) as refused:
        read_briefing(tmp_path)
    assert place in str(refused.value)
    assert says in str(refused.value)


def test_a_fault_in_a_workbook_is_named_with_its_cell(starters, tmp_path):
    book = openpyxl.load_workbook(starters / "a.xlsx")
    book["Guide"]["A5"], book["Topics"]["B5"] = "I am {me}", "perhaps"
    book.save(tmp_path / "a.xlsx")
    with pytest.raises(InputError) as refused:
        read_briefing(tmp_path / "a.xlsx")
    assert "Topics!B5" in str(refused.value)
