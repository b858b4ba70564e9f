"""`schedule init`."""

from __future__ import annotations

import datetime as dt
import shlex
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from scheduler.cli import main
from scheduler.read.instance_file import read_instance
from scheduler.read.starter import next_monday


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_init_writes_a_folder_that_reads(tmp_path: Path) -> None:
    result = run("init", tmp_path / "new" / "mine")
    assert result.exit_code == 0
    assert {Path(line).name for line in result.stdout.splitlines()} == {
        "hotline.yaml",
        "operators.csv",
        "availability.csv",
        "calls.csv",
        "guide.md",
        "contacts.csv",
        "topics.csv",
    }
    instance = read_instance(tmp_path / "new" / "mine").instance
    assert (len(instance.operators), instance.horizon.days, instance.horizon.start.weekday()) == (6, 7, 0)
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["mine"]


def test_init_writes_a_workbook_with_choices_and_notes(tmp_path: Path) -> None:
    run("init", tmp_path / "a.xlsx")
    run("init", tmp_path / "a")
    assert read_instance(tmp_path / "a.xlsx").instance == read_instance(tmp_path / "a").instance
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    formulas = [rule.formula1 for rule in book["Availability"].data_validations.dataValidation]
    assert any(formula and '"unavailable,' in formula for formula in formulas)
    assert book.sheetnames[0] == "Start here"
    assert [book["Contracts"][cell].value for cell in ("B2", "B3")] == ["paid hours: 32", "Least hours a week"]
    assert book["Contracts"]["B4"].fill.fgColor.rgb == "FFFFF8DC"


@pytest.mark.parametrize("name", ["mine", "mine.xlsx", "my own.xlsx"])
def test_init_says_what_next(name: str, tmp_path: Path) -> None:
    said = run("init", tmp_path / name).stderr
    assert f"schedule solve {shlex.quote(str(tmp_path / name))} -o {tmp_path / 'plan'}" in said
    assert ("yellow cells" in said) == name.endswith(".xlsx")


@pytest.mark.parametrize("name", ["mine.ods", "mine.xls", "mine.yaml"])
def test_init_writes_no_folder_with_the_name_of_a_file(name: str, tmp_path: Path) -> None:
    result = run("init", tmp_path / name)
    assert (result.exit_code, list(tmp_path.iterdir())) == (2, [])
    assert "ending in .xlsx" in result.stderr


@pytest.mark.parametrize("name", ["there", "there.xlsx"])
def test_init_overwrites_nothing(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text("mine")
    result = run("init", tmp_path / name)
    assert result.exit_code == 2
    assert "exists already" in result.stderr
    assert (tmp_path / name).read_text() == "mine"
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_init_below_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert run("init", tmp_path / "file" / "x").exit_code == 2
    assert run("init", tmp_path / ("x" * 400)).exit_code == 2


def test_the_starter_is_sound_in_every_week_of_a_year(tmp_path: Path) -> None:
    from scheduler.read.starter import write_starter

    for week in range(0, 53, 4):
        monday = next_monday(dt.date(2026, 1, 1) + dt.timedelta(weeks=week))
        write_starter(tmp_path / str(week), monday)
        assert read_instance(tmp_path / str(week)).instance.horizon.start == monday


def test_what_init_writes_is_for_its_owner_alone(tmp_path: Path) -> None:
    assert run("init", tmp_path / "mine").exit_code == run("init", tmp_path / "mine.xlsx").exit_code == 0
    paths = [tmp_path / "mine", *(tmp_path / "mine").iterdir(), tmp_path / "mine.xlsx"]
    assert [path.stat().st_mode & 0o077 for path in paths] == [0] * len(paths)
