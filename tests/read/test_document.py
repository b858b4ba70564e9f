"""The fingerprint of an instance."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest

from scheduler.errors import InputError
from scheduler.read.instance_file import read_instance
from scheduler.read.starter import write_starter


def test_fingerprint_depends_on_content_and_names_only(starter, tmp_path: Path) -> None:
    folder = starter()
    first = read_instance(folder).ref
    shutil.copytree(folder, tmp_path / "other")
    second = read_instance(tmp_path / "other").ref
    assert (first.name, second.name) == ("starter", "other")
    assert first.sha256 == second.sha256
    (tmp_path / "other" / "unused.csv").write_text("x")
    assert read_instance(tmp_path / "other").ref.sha256 == first.sha256
    calls = tmp_path / "other" / "calls.csv"
    calls.write_text(calls.read_text().replace("240", "241", 1))
    assert read_instance(tmp_path / "other").ref.sha256 != first.sha256


def test_a_renamed_file_is_the_same_instance(starter, tmp_path: Path) -> None:
    write_starter(tmp_path / "one.xlsx", dt.date(2026, 12, 7))
    shutil.copy(tmp_path / "one.xlsx", tmp_path / "other.xlsx")
    assert read_instance(tmp_path / "one.xlsx").ref.sha256 == read_instance(tmp_path / "other.xlsx").ref.sha256
    folder = starter()
    shutil.copy(folder / "hotline.yaml", folder / "renamed.yaml")
    assert read_instance(folder).ref.sha256 == read_instance(folder / "renamed.yaml").ref.sha256


def test_the_folder_of_a_roster_is_named_as_such(tmp_path: Path) -> None:
    (tmp_path / "roster.json").write_text("{}")
    with pytest.raises(InputError, match="holds a roster, not an instance"):
        read_instance(tmp_path)
