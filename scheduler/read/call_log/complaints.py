"""What is wrong with the cells of a log, one message a cause: how many cells, and where the first stand."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

import pandas as pd

from scheduler.errors import Fault, InputError

T = TypeVar("T")
_PLACES = 3


class CellError(ValueError):
    """A cell that cannot be read: its value, and the reason, which is the same for all cells of its kind."""

    def __init__(self, value: object, reason: str) -> None:
        super().__init__(f"{value!r} {reason}")
        self.value, self.reason = value, reason


@dataclass
class Complaints:
    """Collects complaints, and raises them together.

    Parameters
    ----------
    place
        Writes the place of a row and column.
    """

    place: Callable[[int, int | None], str]
    _found: dict[tuple[str, str], list[tuple[int, int | None, str]]] = field(default_factory=dict)

    def add(self, role: str, row: int, column: int | None, said: str, reason: str) -> None:
        """Complain of one cell; `said` is what was found there."""
        self._found.setdefault((role, reason), []).append((row, column, said))

    def faults(self) -> list[Fault]:
        """One fault a cause."""
        found = []
        for (role, reason), cells in self._found.items():
            row, column, said = cells[0]
            more = ""
            if len(cells) > 1:
                rows = ", ".join(str(cell[0]) for cell in cells[:_PLACES])
                more = f" ({len(cells):,} cells: rows {rows}{' …' if len(cells) > _PLACES else ''})"
            found.append(Fault(self.place(row, column), role, f"{said} {reason}".strip() + more))
        return found

    def raise_if_any(self) -> None:
        """Raise what was found.

        Raises
        ------
        InputError
            If anything was.
        """
        if found := self.faults():
            raise InputError(found)

    def parse(self, values: pd.Series, role: str, column: int | None, read: Callable[[object], T]) -> list[T | None]:
        """Read each different value once, and complain of those that cannot be read; None stands for these."""
        codes, uniques = pd.factorize(values, use_na_sentinel=False)
        results: list[T | None] = []
        wrong: dict[int, CellError] = {}
        for code, value in enumerate(uniques):
            try:
                results.append(read(value))
            except CellError as error:
                wrong[code] = error
                results.append(None)
        if wrong:
            for row, code in zip(_rows(values.index), codes.tolist(), strict=True):
                if code in wrong:
                    self.add(role, row, column, repr(wrong[code].value), wrong[code].reason)
        return [results[code] for code in codes.tolist()]


def _rows(index: Sequence[Hashable] | pd.Index) -> list[int]:
    return [int(str(row)) for row in index]
