"""Rows as a table of medians over the seeds, as JSON and as CSV."""

from __future__ import annotations

import csv
import json
import statistics
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from benchmarks.row import MARKS_S, Row

_FIGURES = (("short h", "short_h"), ("surplus h", "surplus_h"), ("build s", "build_s"), ("CPU s", "cpu_s"))


def markdown(head: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    """A table in Markdown."""
    rows = [head, ["---"] * len(head), *lines]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in rows)


def middle(values: Iterable[float | None]) -> float | None:
    """Median of the values that are known; ``None`` of none."""
    known = [value for value in values if value is not None]
    return statistics.median(known) if known else None


def shown(value: float | None, digits: int = 2) -> str:
    """A figure, or a dash."""
    return "–" if value is None else f"{value:,.{digits}f}"


def table(rows: Sequence[Row]) -> str:
    """One line for each instance and method: medians over the seeds; the peak of memory is the largest.

    Columns in which nothing is known are left out.
    """
    marks = [f"{mark:g}" for mark in MARKS_S if any(f"{mark:g}" in row.cost_at for row in rows)]
    figures = list(dict.fromkeys(name for row in rows for name in row.figures))
    head = ["instance", "method", "first roster s", *(f"cost (gap %) at {mark} s" for mark in marks), "at the end",
            "gap above pay %", *(name for name, _ in _FIGURES), "MB", *figures, "note"]
    lines = [_line(mine, marks, figures) for mine in grouped(rows).values()]
    used = [place for place in range(len(head)) if any(line[place] not in ("–", "") for line in lines)]
    return markdown([head[place] for place in used], ([line[place] for place in used] for line in lines))


def grouped(rows: Iterable[Row]) -> dict[tuple[str, str], list[Row]]:
    """Rows by instance and method, in order of appearance."""
    groups: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        groups.setdefault((row.instance, row.method), []).append(row)
    return groups


def _line(rows: Sequence[Row], marks: Sequence[str], names: Sequence[str]) -> list[str]:
    def both(costs: Iterable[float | None], gaps: Iterable[float | None]) -> str:
        cost, gap = middle(costs), middle(gaps)
        return "–" if cost is None else f"{shown(cost)} ({shown(gap)})"

    figures = [shown(middle(getattr(row, field) for row in rows)) for _, field in _FIGURES]
    memory = max((row.memory_mb for row in rows if row.memory_mb is not None), default=None)
    return [
        rows[0].instance, rows[0].method, shown(middle(row.first_roster_s for row in rows)),
        *(both([row.cost_at.get(mark) for row in rows], [row.gap_at.get(mark) for row in rows]) for mark in marks),
        both([row.cost for row in rows], [row.gap for row in rows]),
        shown(middle(row.gap_above_pay for row in rows)), *figures, shown(memory, 0),
        *(shown(middle(row.figures.get(name) for row in rows)) for name in names),
        "; ".join(dict.fromkeys(row.note for row in rows if row.note)),
    ]


def write(rows: Sequence[Row], environment: dict[str, str | int], folder: Path) -> None:
    """Write `results.json` with the environment, and `results.csv` with a column for each mark."""
    folder.mkdir(parents=True, exist_ok=True)
    content = {"environment": environment, "rows": [row.model_dump(mode="json") for row in rows]}
    (folder / "results.json").write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    flat = [_flat(row) for row in rows]
    names = list(dict.fromkeys(name for row in flat for name in row))
    with (folder / "results.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, names, lineterminator="\n")
        writer.writeheader()
        writer.writerows(flat)


def read(file: Path) -> list[Row]:
    """Rows of a `results.json`.

    Raises
    ------
    ValueError
        If the file does not hold what `write` writes.
    """
    content = json.loads(file.read_text(encoding="utf-8"))
    if not isinstance(content, dict) or "rows" not in content:
        raise ValueError(f"{file} holds no `rows`; allowed is a results.json of this benchmark")
    return [Row.model_validate(row) for row in content["rows"]]


def _flat(row: Row) -> dict[str, Any]:
    values = row.model_dump(exclude={"cost_at", "gap_at", "figures", "faults"})
    for mark in (f"{mark:g}" for mark in MARKS_S):
        values |= {f"cost_at_{mark}_s": row.cost_at.get(mark), f"gap_at_{mark}_s": row.gap_at.get(mark)}
    return values | row.figures | {"faults": " | ".join(row.faults)}
