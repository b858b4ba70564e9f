"""What the tests of the commands share: the program, in this process or as a real one, and a small hotline to run it on."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import chdir, contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner

from scheduler.cli import main

PROGRAM = [sys.executable, "-m", "scheduler"]
SAFETY_S = 120
"""A run that takes longer hangs."""


def run(*arguments: object, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run a command in this process: what it prints, what it writes and its exit code are the program's.

    A process of its own takes seconds to import and to load the compiled loops; `process` is for what needs one.
    """
    with chdir(cwd or Path.cwd()), signals_kept():
        done = CliRunner().invoke(main, list(map(str, arguments)))
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return subprocess.CompletedProcess(list(arguments), done.exit_code, done.stdout, done.stderr)


@contextmanager
def signals_kept() -> Iterator[None]:
    """A command that publishes leaves signals ignored, as its process is about to end; this one goes on."""
    kept = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in kept.items():
            signal.signal(number, handler)


def process(*arguments: object, cwd: Path | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the program as a process, to its end."""
    return subprocess.run([*PROGRAM, *map(str, arguments)], capture_output=True, text=True, timeout=SAFETY_S, cwd=cwd,
                          check=False, env=os.environ | {"PYTHONUTF8": "1"} | environment)


def files(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, drafts and hidden ones included."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def tiny(root: Path, tmp_path: Path) -> Path:
    """A copy of `instances/tiny` that a test may damage."""
    return Path(shutil.copytree(root / "instances" / "tiny", tmp_path / "tiny"))


@pytest.fixture
def edit() -> Callable[[Path, str, str], None]:
    def edit_file(path: Path, old: str, new: str) -> None:
        text = path.read_text("utf-8")
        assert old in text, f"{old!r} is not in {path.name}"
        path.write_text(text.replace(old, new, 1), "utf-8")

    return edit_file
