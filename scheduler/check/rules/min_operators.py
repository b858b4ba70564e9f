"""Never fewer on the phone than `min_operators` of a queue, where that is hard."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from scheduler.check.facts.coverage import on_phone, stretches
from scheduler.check.violation import Violation
from scheduler.instance.calls_grid import open_cells
from scheduler.instance.instance import Instance
from scheduler.roster import Shift

NAME = "min_operators"


def check(instance: Instance, shifts: Sequence[Shift]) -> Iterator[Violation]:
    """Yield a violation, in operators, for each stretch of open cells in which somebody is missing.

    Each on the phone serves one queue. All minimums can be kept at once if, for every set of queues, as many are there who can
    answer one of them as the minimums of the set come to (Hall's condition).
    """
    hard = {name: service.hard_operators for name, service in instance.queues.items() if service.hard_operators}
    for size in range(1, len(hard) + 1):
        for names in combinations(hard, size):
            yield from _missing(instance, shifts, names, sum(hard[name] for name in names))


def _missing(
    instance: Instance, shifts: Sequence[Shift], names: tuple[str | None, ...], least: int
) -> Iterator[Violation]:
    able = {each.id for each in instance.operators if None in names or set(names) & set(each.skills)}
    present = on_phone(instance, shifts, able)
    missing: NDArray[np.int64] = np.where(open_cells(instance), np.maximum(least - present, 0), 0)
    of = "" if None in names else f" who answer {' or '.join(repr(name) for name in names)}"
    for first, end in stretches(missing > 0):
        start, stop = (instance.grid.moment(cell) for cell in (first, end))
        most = int(missing[first:end].max())
        yield Violation(NAME, most, "operators", f"{start:%Y-%m-%d %H:%M}-{stop:%H:%M}: {least - most} operators on the "
                        f"phone{of}; allowed are at least {least}")
