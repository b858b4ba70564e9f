"""Never more operators on the phone at once than there are seats and telephone lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from scheduler.check.facts.backlog import without_blocks
from scheduler.check.facts.coverage import on_phone, stretches
from scheduler.check.violation import Violation
from scheduler.instance.instance import Instance
from scheduler.roster import Shift

NAME = "seats"


def check(instance: Instance, shifts: Sequence[Shift]) -> Iterator[Violation]:
    """Yield one violation, in operators, for each stretch of cells in which more are on the phone than there is room.

    The limit is the fewer of `seats` and `lines`. It holds in every cell of the horizon, also outside the opening hours.
    Where more are still there from yesterday, nobody may join them. Whoever is at deferrable work needs a seat, too.
    """
    hotline = instance.hotline
    limits = {name: limit for name, limit in (("seats", hotline.seats), ("lines", hotline.lines)) if limit is not None}
    if not limits:
        return
    name, limit = min(limits.items(), key=lambda entry: entry[1])
    over = np.maximum(on_phone(instance, without_blocks(instance, shifts)) - np.maximum(limit, on_phone(instance, ())), 0)
    for first, end in stretches(over > 0):
        start, stop = (instance.grid.moment(cell) for cell in (first, end))
        most = int(over[first:end].max())
        yield Violation(NAME, most, "operators", f"{start:%Y-%m-%d %H:%M}-{stop:%H:%M}: up to {limit + most} operators "
                        f"on the phone; allowed are at most {limit}, the number of {name}")
