"""Who is still on the phone when the horizon begins: shifts of yesterday that `history` says end in it.

Their breaks are not known, so that they count as on the phone until they end.
"""

from __future__ import annotations

from collections.abc import Iterator

from scheduler.instance.calls_grid import moment_of, open_cells
from scheduler.instance.instance import Instance
from scheduler.instance.operators import Operator


def still_on_the_phone(instance: Instance) -> tuple[tuple[Operator, int], ...]:
    """Operators whose shift of yesterday ends in the horizon, with the first cell after it, the longest first.

    Left out are those who end before calls are answered at all, unless seats, lines or people together are counted.
    """
    is_open, counts = open_cells(instance), instance.hotline.most_on_phone is not None or instance.together
    found = [(operator, end) for operator, end in _ends(instance) if counts or is_open[:end].any()]
    return tuple(sorted(found, key=lambda each: -each[1]))


def people(instance: Instance) -> tuple[Operator, ...]:
    """All operators, and after them once more those who are still on the phone from yesterday."""
    return (*instance.operators, *(operator for operator, _ in still_on_the_phone(instance)))


def _ends(instance: Instance) -> Iterator[tuple[Operator, int]]:
    """Operators with the number of whole cells of the horizon that their shift of yesterday has."""
    grid = instance.grid
    for operator in instance.operators:
        history = instance.history_of.get(operator.id)
        if history is not None and history.last_end is not None:
            seconds = (moment_of(history.last_end, grid.zone) - grid.origin).total_seconds()
            if (end := int(seconds // (60 * grid.cell_minutes))) > 0:
                yield operator, end
