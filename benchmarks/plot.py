"""Small plots as plain SVG: panels of points with a line through their medians."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from jinja2 import Environment, FileSystemLoader, StrictUndefined

WIDTH, HEIGHT, LEFT, TOP, ROW, COLUMN = 300, 120, 62, 34, 190, 390
Points = Sequence[tuple[float, float]]


@dataclass(frozen=True)
class Panel:
    """One plot: points (x, y) with the name of both; `log` scales x by powers. y starts at 0 unless `from_zero` is false."""

    title: str
    x_name: str
    points: Points
    log: bool = False
    from_zero: bool = True


def figure(panels: Sequence[Panel], columns: int, title: str, caption: str) -> str:
    """SVG of all panels, row by row."""
    folder = FileSystemLoader(Path(__file__).resolve().parent)
    environment = Environment(loader=folder, autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True)
    rows = -(-len(panels) // columns)
    drawn = [
        _drawn(panel) | {"left": LEFT + COLUMN * (index % columns), "top": TOP + ROW * (index // columns)}
        for index, panel in enumerate(panels)
    ]
    return environment.get_template("plot.svg.j2").render(
        panels=drawn, title=title, caption=caption, width=COLUMN * columns, height=ROW * rows + 24,
    )


def _drawn(panel: Panel) -> dict[str, object]:
    xs = sorted({x for x, _ in panel.points})
    ticks = nice_ticks([y for _, y in panel.points], from_zero=panel.from_zero)
    low, high = ticks[0], ticks[-1]

    def right(x: float) -> float:
        first, last, here = (math.log(value) if panel.log else value for value in (xs[0], xs[-1], x))
        return round(10 + (WIDTH - 20) * ((here - first) / (last - first) if last > first else 0.5), 1)

    def down(y: float) -> float:
        return round(HEIGHT * (1 - (y - low) / (high - low)), 1)

    by_x = defaultdict(list)
    for x, y in panel.points:
        by_x[x].append(y)
    line = "L".join(f"{right(x)} {down(median(by_x[x]))}" for x in xs)
    return {
        "title": panel.title, "x_name": panel.x_name, "width": WIDTH, "height": HEIGHT, "line": f"M{line}",
        "points": [(right(x), down(y)) for x, y in panel.points],
        "x_ticks": [(right(x), f"{x:,g}") for x in xs],
        "y_ticks": [(down(y), f"{y:,.10g}") for y in ticks],
    }


def nice_ticks(values: Sequence[float], *, from_zero: bool = True, about: int = 4) -> list[float]:
    """Round numbers that enclose the values, at equal steps of 1, 2 or 5 times a power of ten."""
    low, high = 0.0 if from_zero else min(values), max(values)
    rough = (high - low or abs(high) or 1.0) / about
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * factor for factor in (1, 2, 5, 10) if power * factor >= rough * (1 - 1e-9))
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [round(number * step, 10) for number in range(first, max(last, first + 1) + 1)]
