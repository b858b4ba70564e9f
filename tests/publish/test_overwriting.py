"""Nothing that somebody may miss is written over."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from scheduler.errors import InputError
from scheduler.publish.overwriting import refuse_overwriting
from scheduler.publish.report.page import render_report
from scheduler.publish.view import RosterView
from scheduler.publish.workbook.render import render_workbook

TABLE = b"start,calls,aht_s\n2026-12-07T08:00,1,60\n"


@pytest.fixture
def hotline_book(tmp_path: Path) -> Path:
    book = openpyxl.Workbook()
    book.active.title = "Hotline"
    book.create_sheet("Contracts")
    path = tmp_path / "roster.xlsx"
    book.save(path)
    return path


@pytest.mark.parametrize("there", [None, b"", TABLE, b"start;calls\n", b'\xef\xbb\xbf"Start","Calls",more\n'])
def test_a_table_may_replace_one_of_its_kind(tmp_path, there):
    path = tmp_path / "calls.csv"
    if there is not None:
        path.write_bytes(there)
    refuse_overwriting({path: TABLE})


@pytest.mark.parametrize(
    ("name", "there", "said"),
    [
        ("calls.csv", b"id,name\nanna,Anna\n", "another file, which begins with 'id,name"),
        ("calls.csv", b"PK\x03\x04...", "a workbook or an archive"),
        ("calls.csv", b"\xd0\xcf\x11\xe0...", "a workbook or an archive"),
        ("roster.json", b"id,name\n", "a file of another kind"),
        ("roster.xlsx", b"not a workbook", "a file of another kind"),
        ("report.html", b"my notes", "a file of another kind"),
        ("report.html", b"<!DOCTYPE html><html><head><title>My notes</title>", "a file of another program"),
        ("roster.json", b'{"name": "my roster"}', "a file of another program"),
        ("anna.ics", b"dear Anna", "a file of another kind"),
    ],
)
def test_another_kind_of_file_stays(tmp_path, name, there, said):
    path = tmp_path / name
    path.write_bytes(there)
    with pytest.raises(InputError, match=said):
        refuse_overwriting({path: TABLE})


def test_files_of_ours_may_be_replaced(tmp_path, small):
    for content in (b'{"schema": 1, "instance": {}}', b'{\n "hotline": "Helpline"}'):
        (tmp_path / "review.json").write_bytes(content)
        refuse_overwriting({tmp_path / "review.json": content + b" "})
    (tmp_path / "report.html").write_text(render_report(RosterView(*small)))
    refuse_overwriting({tmp_path / "report.html": None})


def test_a_folder_in_the_place_of_a_file_stays(tmp_path):
    (tmp_path / "roster.json").mkdir()
    with pytest.raises(InputError, match=r"roster\.json: not written over: it is a folder"):
        refuse_overwriting({tmp_path / "roster.json": None})


def test_an_input_stays_by_whatever_path_it_is_named(tmp_path, monkeypatch):
    path = tmp_path / "log.csv"
    path.write_bytes(TABLE)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError, match=r"log\.csv: not written over: it is an input"):
        refuse_overwriting({Path("log.csv"): TABLE}, [path])


def test_the_workbook_of_a_hotline_stays(hotline_book):
    with pytest.raises(InputError, match="holds a hotline"):
        refuse_overwriting({hotline_book: None})


def test_a_workbook_of_ours_goes_until_somebody_saves_it(tmp_path, small):
    path = tmp_path / "roster.xlsx"
    path.write_bytes(render_workbook(RosterView(*small)))
    refuse_overwriting({path: None})
    book = openpyxl.load_workbook(path)
    book["Roster"]["C5"] = "09:00–17:00"
    book.save(path)
    with pytest.raises(InputError, match="what they changed would be lost; rename or remove it"):
        refuse_overwriting({path: None})


def test_a_workbook_of_another_program_stays(tmp_path):
    path = tmp_path / "roster.xlsx"
    openpyxl.Workbook().save(path)
    with pytest.raises(InputError, match="would be lost"):
        refuse_overwriting({path: None})
