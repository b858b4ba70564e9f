"""Never fewer on the phone than `min_operators` of a queue, where that is hard."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from scheduler.check.facts.coverage import on_phone, stretches
from scheduler.check.violation import Violation
from scheduler.instance.calls_grid import open_cells
from scheduler.instance.instance import Instance
from scheduler.roster import Shift

NAME = "min_operators"


def check(instance: Instance, shifts: Sequence[Shift]) -> Iterator[Violation]:
    """Yield a violation, in operators, for each stretch of open cells in which too few can answer a queue."""
    for name, service in instance.queues.items():
        if service.hard_operators:
            yield from _missing(instance, shifts, name, service.hard_operators)


def _missing(
    instance: Instance, shifts: Sequence[Shift], name: str | None, least: int
) -> Iterator[Violation]:
    able = {each.id for each in instance.operators if name is None or name in each.skills}
    present = on_phone(instance, shifts, able)
    missing: NDArray[np.int64] = np.where(open_cells(instance), np.maximum(least - present, 0), 0)
    of = "" if name is None else f" who answer {name!r}"
    for first, end in stretches(missing > 0):
        start, stop = (instance.grid.moment(cell) for cell in (first, end))
        most = int(missing[first:end].max())
        yield Violation(NAME, most, "operators", f"{start:%Y-%m-%d %H:%M}-{stop:%H:%M}: {least - most} operators on the "
                        f"phone{of}; allowed are at least {least}")
