"""The key under which compiled code is kept: every file that it is made of, and no folder that cannot be written."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from scheduler.engine.compiled import annealing, best_response, columns, jit
from scheduler.engine.compiled.jit import BesideCode, ChosenFolder, UserFolder, digest, loop
from scheduler.engine.crew import Crew
from tests.builders.derived import problem_of
from tests.builders.hotlines import MANY


@pytest.fixture
def files(tmp_path):
    """Three small files."""
    each = [tmp_path / name for name in ("a.py", "b.py", "c.py")]
    for file in each:
        file.write_text(file.name)
    return each


@pytest.mark.parametrize("changed", range(3))
def test_a_change_of_any_file_changes_the_key(files, changed):
    before = digest(files)
    files[changed].write_text("other")
    assert digest(files) != before
    files[changed].write_text(files[changed].name)
    assert digest(files) == before


def test_text_moved_from_file_to_file_changes_the_key(files):
    before = digest(files)
    files[0].write_text("a.p")
    files[1].write_text("yb.py")
    assert digest(files) != before


def test_every_file_of_the_package_counts_but_the_one_that_only_calls():
    package = Path(jit.__file__).parent
    assert set(jit.SOURCES) == set(package.glob("*.py")) - {package / "warm_up.py"}
    assert "@" not in (package / "warm_up.py").read_text().replace("@cache", "")


def test_every_file_counts_that_says_in_which_order_arrays_travel():
    crew = Crew.of(problem_of(MANY))
    for arrays in (*crew.arrays[:3], crew._entries, crew._room, crew.cover(crew.empty())):
        assert Path(sys.modules[type(arrays).__module__].__file__) in jit.SOURCES


@pytest.mark.parametrize("function", [best_response.sweep, columns.price_columns, annealing.anneal])
def test_loops_are_kept_under_that_key_in_files_that_do_not_multiply(function):
    kept = function._cache._impl
    assert isinstance(kept.locator, ChosenFolder | BesideCode | UserFolder)
    assert kept.locator.get_source_stamp() == digest(jit.SOURCES)
    assert str(function.py_func.__code__.co_firstlineno) not in kept.filename_base


def test_where_the_code_lies_in_a_folder_that_is_read_only_the_user_s_folder_is_taken(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(BesideCode, "ensure_cache_path", _refused)
    kept = loop(_double)._cache._impl.locator
    assert isinstance(kept, UserFolder | ChosenFolder)


def test_where_nothing_can_be_written_loops_run_all_the_same(monkeypatch):
    for locator in (ChosenFolder, BesideCode, UserFolder):
        monkeypatch.setattr(locator, "ensure_cache_path", _refused)
    assert loop(_double)(21) == 42


def _double(number):
    return 2 * number


def _refused(_):
    raise PermissionError("read-only")
