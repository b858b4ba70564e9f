"""Reads logs and tables given as text, bytes or rows of a workbook."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from scheduler.read.call_log import LogOptions, Understood, read_call_log, read_intervals
from scheduler.read.call_log.intervals import written


class Read:
    """What was read of a file: its calls or intervals (`frame`), and what was understood."""

    def __init__(self, frame: pd.DataFrame, understood: Understood, options: LogOptions) -> None:
        self.frame, self.understood, self.options = frame, understood, options

    @property
    def starts(self) -> list[str]:
        return list(written(self.frame["start"], self.options.zone))

    @property
    def calls(self) -> list[float]:
        return self.frame["calls"].tolist()

    @property
    def aht_s(self) -> list[float]:
        return self.frame["aht_s"].tolist()

    @property
    def facts(self) -> tuple[float, float | None, float]:
        """Calls, answered ones, and the mean handling time to a tenth of a second."""
        return self.understood.calls, self.understood.answered, round(self.understood.mean_s, 1)

    def said(self, words: str) -> bool:
        """Whether a line of what was understood has some words."""
        return any(words in line for line in self.understood.lines())


def put(folder: Path, log: str | bytes | list[list[object]]) -> Path:
    """Write a log: text and bytes as CSV, rows as a workbook."""
    if isinstance(log, list):
        book = openpyxl.Workbook()
        book.active.title = "Calls"
        for row in log:
            book.active.append(row)
        path = folder / "log.xlsx"
        book.save(path)
        return path
    path = folder / "log.csv"
    path.write_bytes(log if isinstance(log, bytes) else log.encode())
    return path


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., Read]:
    """Read intervals."""

    def read_it(log: str | bytes | list[list[object]], **options) -> Read:
        given = LogOptions(**options)
        return Read(*read_intervals(put(tmp_path, log), given), given)

    return read_it


@pytest.fixture
def understand(tmp_path: Path) -> Callable[..., Read]:
    """Read calls, or the intervals of a table as they are."""

    def read_it(log: str | bytes | list[list[object]], **options) -> Read:
        given = LogOptions(**options)
        return Read(*read_call_log(put(tmp_path, log), given), given)

    return read_it
