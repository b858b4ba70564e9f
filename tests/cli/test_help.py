"""`--help` of the program and of each command."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys

import pytest

from scheduler.cli import _HELP

from .conftest import PROGRAM, SAFETY_S, process, run

HEAVY = {"numpy", "pandas", "ortools", "pydantic", "numba", "rich", "icalendar", "xlsxwriter", "openpyxl", "jinja2"}


def imported_by(*arguments: str) -> set[str]:
    """Heavy libraries the program has loaded when it ends."""
    program = (f"import sys; sys.argv[1:] = {list(arguments)!r}\n"
               "from scheduler.__main__ import main\n"
               "try: main()\n"
               f"finally: print('LOADED', *sorted({HEAVY!r} & sys.modules.keys()))")
    answer = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False, timeout=60)
    assert answer.returncode == 0, answer.stderr
    return set(answer.stdout.splitlines()[-1].split()[1:])


def test_help_of_the_program():
    answer = process("--help")
    assert (answer.returncode, answer.stderr) == (0, "")
    for name, line in _HELP.items():
        assert re.search(rf"^  {name} ", answer.stdout, re.MULTILINE)
        assert line.split()[0] in answer.stdout
    for code in (0, 1, 2, 3, 4, 5, 130):
        assert re.search(rf"\b{code}\b", answer.stdout), f"exit code {code} is told"


def test_help_and_version_load_nothing_heavy():
    assert imported_by("--help") == set()
    assert imported_by("--version") == set()


@pytest.mark.parametrize("command", _HELP)
def test_help_of_a_command(command):
    answer = run(command, "--help")
    assert (answer.returncode, answer.stderr) == (0, "")
    assert answer.stdout.startswith("Usage:")
    assert f" {command} " in answer.stdout.splitlines()[0]


@pytest.mark.parametrize("command", ["solve", "simulate", "export", "schema", "init"])
def test_help_of_a_command_loads_no_solver(command):
    assert not imported_by(command, "--help") & {"ortools", "numba", "pandas", "rich"}


def test_an_instance_is_looked_over_without_engine_and_tables():
    assert not imported_by("check", "instances/tiny") & {"ortools", "numba", "pandas", "rich", "openpyxl"}


def test_a_command_that_is_not_there_is_answered_with_the_nearest():
    assert "No such command 'slove'. Did you mean 'solve'?" in run("slove", "hotline").stderr
    assert "Did you mean" not in run("nonsense").stderr


@pytest.mark.parametrize(("command", "code"), [
    (("schema",), 0), pytest.param(("check", "solutions/tiny", "--instance", "{other}"), 5, marks=pytest.mark.heavy)])
def test_a_reader_who_leaves_changes_nothing_of_the_exit_code(command, code, root, tmp_path):
    """As `| head` does: silently, and what is left of the command is still done."""
    other = tmp_path / "hotline.yaml"
    shutil.copytree(root / "instances" / "tiny", tmp_path, dirs_exist_ok=True)
    other.write_text(other.read_text("utf-8") + "# changed\n", "utf-8")
    command = [part.format(other=other) for part in command]
    with subprocess.Popen([*PROGRAM, *command], cwd=root, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout and running.stderr
        running.stdout.close()
        said = running.stderr.read()
        assert (running.wait(SAFETY_S), said) == (code, b"")


@pytest.mark.parametrize("arguments", [("nonsense",), ("solve",), ("solve", "--colour"), ("--nonsense",)])
def test_wrong_usage_is_2(arguments):
    answer = run(*arguments)
    assert answer.returncode == 2
    assert answer.stdout == ""
    assert "Usage:" in answer.stderr
