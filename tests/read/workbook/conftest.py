from __future__ import annotations

from pathlib import Path

import pytest

from scheduler.read.starter import write_starter
from tests.read.conftest import MONDAY


@pytest.fixture(scope="session")
def starter_book(tmp_path_factory) -> bytes:
    """The workbook of `schedule init`, written once."""
    path = tmp_path_factory.mktemp("starter") / "book.xlsx"
    write_starter(path, MONDAY)
    return path.read_bytes()


@pytest.fixture
def book(starter_book: bytes, tmp_path: Path) -> Path:
    path = tmp_path / "book.xlsx"
    path.write_bytes(starter_book)
    return path
