"""How cost, gap, memory and time grow with operators and days: rows, and the plot made of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from benchmarks.cases import Generated
from benchmarks.hotlines import Size
from benchmarks.measure import measure
from benchmarks.plot import Panel, figure
from benchmarks.row import Row
from benchmarks.suites import Asked

OPERATORS, DAYS = (20, 50, 100, 200, 500, 1000, 2000), (7, 14, 21, 28)
FIXED_OPERATORS, FIXED_DAYS = 200, 7
"""Operators while the days grow, and days while the operators do."""
SECONDS = 10.0


def rows(suite: str, asked: Asked) -> Iterator[Row]:  # noqa: ARG001
    """Measure every size with every seed, by the engine."""
    for seed in range(asked.seeds):
        for size in sizes(OPERATORS, DAYS):
            if asked.wants(size):
                yield measure(Generated(size), "engine", asked.seconds or SECONDS, seed, asked.workers, asked.params)


def sizes(operators: Sequence[int], days: Sequence[int]) -> list[Size]:
    """One of the two grows at a time."""
    grown = [*(Size(count, FIXED_DAYS) for count in operators), *(Size(FIXED_OPERATORS, count) for count in days)]
    return list(dict.fromkeys(grown))


def size_of(row: Row) -> Size:
    """Size of a generated hotline, from its name.

    Raises
    ------
    ValueError
        If it is none by day on a grid of a quarter-hour.
    """
    found = re.fullmatch(r"(\d+) x (\d+)", row.instance)
    if not found:
        raise ValueError(f"{row.instance!r} is no size; allowed is a name such as '20 x 7'")
    return Size(int(found[1]), int(found[2]))


def measures(row: Row) -> dict[str, float | None]:
    """What is drawn, by name with unit."""
    per_hour = row.cost / row.paid_h if row.cost is not None and row.paid_h else None
    return {"cost of a paid operator-hour": per_hour, "gap, %": row.gap, "peak memory, MB": row.memory_mb,
            "first roster, s": row.first_roster_s}


def panels(measured: Sequence[Row]) -> list[Panel]:
    """A row for each measure: against operators, and against days."""
    drawn = []
    for name in measures(measured[0]):
        known = [(size_of(row), value) for row in measured if (value := measures(row)[name]) is not None]
        by_operators = [(float(size.operators), value) for size, value in known if size.days == FIXED_DAYS]
        by_days = [(float(size.days), value) for size, value in known if size.operators == FIXED_OPERATORS]
        from_zero = not name.startswith("cost")
        drawn += [
            Panel(name, f"operators, {FIXED_DAYS} days", by_operators, log=True, from_zero=from_zero),
            Panel(name, f"days, {FIXED_OPERATORS} operators", by_days, from_zero=from_zero),
        ]
    return [panel for panel in drawn if len({x for x, _ in panel.points}) > 1]


def drawing(measured: Sequence[Row]) -> str:
    """The plot, as SVG; a dot is a run."""
    first = measured[0]
    caption = f"after {first.seconds:g} s or more, {first.machine}, commit {first.commit}; a dot a seed"
    return figure(panels(measured), 2, "Cost, gap, memory and time against size", caption)
