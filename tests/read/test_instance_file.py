"""Reading an instance: what is not there, is no file, or lies elsewhere."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from scheduler.errors import InputError
from scheduler.read.instance_file import read_instance

YAML, OPERATORS, AVAILABILITY, CALLS = "hotline.yaml", "operators.csv", "availability.csv", "calls.csv"


@pytest.mark.parametrize("path", ["nowhere", "nowhere.yaml", "nowhere.xlsx", "x" * 5000])
def test_what_is_not_there_is_named(path: str, tmp_path: Path) -> None:
    with pytest.raises(InputError):
        read_instance(tmp_path / path)


def test_a_folder_without_hotline_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"hotline\.yaml: no such file"):
        read_instance(tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_is_refused_and_not_waited_for(starter) -> None:
    folder = starter()
    (folder / CALLS).unlink()
    os.mkfifo(folder / CALLS)
    with pytest.raises(InputError, match="not a file"):
        read_instance(folder)


def test_a_link_out_of_the_folder_is_refused(starter, tmp_path: Path) -> None:
    folder = starter()
    (folder / OPERATORS).rename(tmp_path / "elsewhere.csv")
    (folder / OPERATORS).symlink_to(tmp_path / "elsewhere.csv")
    with pytest.raises(InputError, match="leads out of the folder"):
        read_instance(folder)


def test_latin_1_is_named_with_its_line(starter) -> None:
    folder = starter()
    (folder / OPERATORS).write_bytes((folder / OPERATORS).read_bytes().replace(b"Rossi", b"R\xf6ssi"))
    with pytest.raises(InputError, match=r"operators\.csv:line 4: not UTF-8"):
        read_instance(folder)
