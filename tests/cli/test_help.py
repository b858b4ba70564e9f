"""`--help` of the program and of each command."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from scheduler.cli import _HELP

from .conftest import process, run

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


@pytest.mark.parametrize("arguments", [("nonsense",), ("solve",), ("solve", "--colour"), ("--nonsense",)])
def test_wrong_usage_is_2(arguments):
    answer = run(*arguments)
    assert answer.returncode == 2
    assert answer.stdout == ""
    assert "Usage:" in answer.stderr
