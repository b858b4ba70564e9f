"""Calls are put where an instance has them, and everything else in it stays as it is."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from scheduler.errors import InputError
from scheduler.read.calls_place import with_calls
from scheduler.read.instance_file import read_instance
from scheduler.read.starter import write_starter

MONDAY = dt.date(2026, 12, 7)


@pytest.fixture(scope="module")
def starter(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("starter") / "hotline.xlsx"
    write_starter(path, MONDAY)
    return path


def calls_of(path: Path, factor: float = 2.0) -> pd.DataFrame:
    """Other calls for a hotline: more of them, and with bounds."""
    rows = read_instance(path).instance.calls.forecast
    calls = [factor * row.calls for row in rows]
    return pd.DataFrame(
        {
            "start": [row.start.isoformat(timespec="minutes") for row in rows],
            "calls": [f"{each:g}" for each in calls],
            "aht_s": "200.0",
            "calls_p10": [f"{each / 2:g}" for each in calls],
            "calls_p90": [f"{2 * each:g}" for each in calls],
        }
    )


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist()}


def put(folder: Path, content: bytes) -> Path:
    path = folder / "hotline.xlsx"
    path.write_bytes(content)
    return path


def test_only_the_sheet_of_calls_changes(starter, tmp_path):
    table = calls_of(starter)
    path, content = with_calls(starter, table) or (None, b"")
    assert path == starter
    before, after = parts(starter.read_bytes()), parts(content)
    assert list(before) == list(after)
    changed = [name for name in before if before[name] != after[name]]
    assert len(changed) == 1
    assert "sheet" in changed[0]
    read = read_instance(put(tmp_path, content)).instance.calls.forecast
    assert [f"{row.calls:g}" for row in read] == table["calls"].tolist()
    assert [f"{row.calls_p90:g}" for row in read] == table["calls_p90"].tolist()


def test_notes_widths_and_the_frozen_header_stay(starter):
    _, content = with_calls(starter, calls_of(starter)) or (None, b"")
    old, new = (openpyxl.load_workbook(io.BytesIO(data))["Calls"] for data in (starter.read_bytes(), content))
    header = 1 if any(cell.value for cell in old[1]) else 2
    assert [cell.value for cell in new[header]][: old.max_column] == [cell.value for cell in old[header]]
    assert [cell.comment is None for cell in new[header]] == [cell.comment is None for cell in old[header]]
    assert new.freeze_panes == old.freeze_panes
    assert {key: column.width for key, column in new.column_dimensions.items()} == {
        key: column.width for key, column in old.column_dimensions.items()
    }


def test_a_workbook_that_another_program_saved_takes_them_too(starter, tmp_path):
    out = io.BytesIO()
    openpyxl.load_workbook(starter).save(out)
    table = calls_of(starter)
    _, content = with_calls(put(tmp_path, out.getvalue()), table) or (None, b"")
    read = read_instance(put(tmp_path, content)).instance.calls.forecast
    assert [f"{row.calls:g}" for row in read] == table["calls"].tolist()


def test_twice_is_as_once(starter, tmp_path):
    table = calls_of(starter)
    _, once = with_calls(starter, table) or (None, b"")
    _, twice = with_calls(put(tmp_path, once), table) or (None, b"")
    assert parts(once) == parts(twice)


def test_a_workbook_without_such_a_sheet_gets_one(starter, tmp_path):
    table = calls_of(starter)
    book = openpyxl.load_workbook(starter)
    del book["Calls"]
    out = io.BytesIO()
    book.save(out)
    _, content = with_calls(put(tmp_path, out.getvalue()), table) or (None, b"")
    assert len(read_instance(put(tmp_path, content)).instance.calls.forecast) == len(table)


def test_times_with_an_offset_stay_text(starter):
    table = calls_of(starter).head(2).assign(start=["2026-10-25T02:00+02:00", "2026-10-25T02:00+01:00"])
    _, content = with_calls(starter, table) or (None, b"")
    cells = [row[0] for row in openpyxl.load_workbook(io.BytesIO(content))["Calls"].iter_rows(values_only=True)]
    assert cells[-2:] == table["start"].tolist()


def test_a_folder_has_them_in_the_table_that_it_names(tmp_path):
    (tmp_path / "hotline.yaml").write_text("calls: {forecast: volumes.csv}\n", "utf-8")
    table = pd.DataFrame({"start": ["2026-12-07T08:00"], "calls": ["3"], "aht_s": ["60.0"]})
    for instance in (tmp_path, tmp_path / "hotline.yaml"):
        assert with_calls(instance, table) == (tmp_path / "volumes.csv", b"start,calls,aht_s\n2026-12-07T08:00,3,60.0\n")


@pytest.mark.parametrize(
    "calls",
    ["{per_day: 100, aht_s: 60}", "{forecast: [{start: 2026-12-07T08:00, calls: 3, aht_s: 60}]}", "{forecast: ../other.csv}"],
)
def test_an_instance_that_names_no_table_of_its_own_has_no_place(tmp_path, calls):
    (tmp_path / "hotline.yaml").write_text(f"calls: {calls}\n", "utf-8")
    assert with_calls(tmp_path, pd.DataFrame({"start": ["2026-12-07T08:00"]})) is None


@pytest.mark.parametrize("content", [b"PK\x03\x04broken", b"no archive"])
def test_what_is_no_workbook_is_refused(tmp_path, content):
    with pytest.raises(InputError):
        with_calls(put(tmp_path, content), pd.DataFrame({"start": ["2026-12-07T08:00"]}))
