from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from scheduler.read.starter import starter_files

MONDAY = dt.date(2026, 12, 7)

Edit = Callable[..., Path]


@pytest.fixture
def starter(tmp_path: Path) -> Edit:
    """Write the starter hotline with replacements `{file: [(old, new), ...]}`, and return its folder."""

    def write(edits: dict[str, list[tuple[str, str]]] | None = None) -> Path:
        folder = tmp_path / "starter"
        folder.mkdir()
        for name, text in starter_files(MONDAY, "starter").items():
            for old, new in (edits or {}).get(name, []):
                assert old in text, f"{name} has no {old!r}"
                text = text.replace(old, new, 1)
            (folder / name).write_text(text, encoding="utf-8", newline="")
        return folder

    return write
