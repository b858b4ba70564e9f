"""A run against a baseline, by ratio: what is above 1 became larger. Only runs of the same instance, method and seed meet.

python -m benchmarks.compare NEW/results.json OLD/results.json
"""

from __future__ import annotations

import math
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.row import Row
from benchmarks.tables import grouped, markdown, middle, read

_MEASURES = {
    "cost": "cost", "gap": "gap", "gap above pay": "gap_above_pay", "first roster": "first_roster_s", "build": "build_s",
    "memory": "memory_mb",
}
_GAP_MARKS = ("1", "10", "60", "300")


def ratio_table(rows: Sequence[Row], baseline: Sequence[Row]) -> str:
    """Median over the seeds of new / old, one line for each instance and method that both have.

    Raises
    ------
    ValueError
        If the two have no instance, method and seed in common.
    """
    figures = list(dict.fromkeys(name for row in rows for name in row.figures))
    marks = [mark for mark in _GAP_MARKS if any(mark in row.gap_at for row in rows)]
    old = {(row.instance, row.method, row.seed): row for row in baseline}
    lines = []
    for (instance, method), mine in grouped(rows).items():
        pairs = [(row, old[key]) for row in mine if (key := (instance, method, row.seed)) in old]
        if pairs:
            lines.append([instance, method, str(len(pairs)), *_ratios(pairs, marks, figures)])
    if not lines:
        raise ValueError("the baseline has no run of the same instance, method and seed")
    head = ["instance", "method", "seeds", *(f"{name}, new / old" for name in _MEASURES),
            *(f"gap at {mark} s, new / old" for mark in marks), *(f"{name}, new / old" for name in figures)]
    used = [place for place in range(len(head)) if any(line[place] != "–" for line in lines)]
    return markdown([head[place] for place in used], ([line[place] for place in used] for line in lines))


def _ratios(pairs: Sequence[tuple[Row, Row]], marks: Sequence[str], figures: Sequence[str]) -> list[str]:
    values = [middle(ratio(getattr(new, field), getattr(old, field)) for new, old in pairs) for field in _MEASURES.values()]
    values += [middle(ratio(new.gap_at.get(mark), old.gap_at.get(mark)) for new, old in pairs) for mark in marks]
    values += [middle(ratio(new.figures.get(name), old.figures.get(name)) for new, old in pairs) for name in figures]
    return ["–" if value is None else f"{value:.3f}" for value in values]


def ratio(new: float | None, old: float | None) -> float | None:
    """New over old; 1 where both are 0, infinite where only the old one is, ``None`` where one is not known."""
    if new is None or old is None:
        return None
    if old == 0:
        return 1.0 if new == 0 else math.inf
    return new / old


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the ratios of two files; exit code 2 on bad usage."""
    files = sys.argv[1:] if arguments is None else arguments
    try:
        new, old = (read(Path(file)) for file in files)
        print(ratio_table(new, old))
    except (OSError, ValueError) as error:
        print(f"NEW OLD: {error}; allowed are two files results.json of this benchmark", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
