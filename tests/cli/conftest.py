"""What the tests of the commands share: the program as a real process, and a small hotline to run it on."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

PROGRAM = [sys.executable, "-m", "scheduler"]
SAFETY_S = 120
"""A run that takes longer hangs."""


def run(*arguments: object, cwd: Path | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the program to its end."""
    return subprocess.run([*PROGRAM, *map(str, arguments)], capture_output=True, text=True, timeout=SAFETY_S, cwd=cwd,
                          check=False, env=os.environ | {"PYTHONUTF8": "1"} | environment)


def run_with(patch: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Run the program after some lines that make it fail in a way no input can."""
    program = f"import sys\n{patch}\nfrom scheduler.__main__ import main\nmain()"
    return subprocess.run([sys.executable, "-c", program, *map(str, arguments)], capture_output=True, text=True,
                          timeout=SAFETY_S, check=False)


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
