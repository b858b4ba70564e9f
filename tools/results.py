"""Write the tables of measured runs into the documents: ``python -m tools.results``.

A table stands between ``<!-- table: NAME -->`` and ``<!-- /table -->`` and is made of `benchmarks/results/`; a test fails while
one of them is not what the files there say. Figures are means over the seeds.
"""

from __future__ import annotations

import json
import re
import statistics
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from benchmarks.row import Row
from benchmarks.suites import scaling
from benchmarks.tables import grouped, markdown, read, shown

ROOT = Path(__file__).resolve().parent.parent
MEASURED = ROOT / "benchmarks" / "results"
PAGES = (ROOT / "README.md", ROOT / "docs" / "results" / "index.md", ROOT / "docs" / "results" / "queues.md",
         ROOT / "docs" / "results" / "simulation.md", ROOT / "docs" / "guide" / "queues.md")

_TABLE = re.compile(r"(<!-- table: ([\w-]+) -->\n).*?(<!-- /table -->)", re.DOTALL)
_MARKS_S = ("10", "60")


def engine(suite: str) -> str:
    """Table of the engine: a line for each instance of a suite."""
    groups = [rows for (_, method), rows in grouped(_rows(suite)).items() if method == "engine"]
    known = {mark for rows in groups for row in rows for mark in row.gap_at if row.seconds > float(mark)}
    marks = [mark for mark in _MARKS_S if mark in known]
    head = ["hotline", "seeds", "first roster, s", *(f"gap in {mark} s, %" for mark in marks), "limit, s", "gap at the end, %",
            "operator-hours short", "memory, MB"]
    return _captioned(suite, markdown(head, (_engine_line(rows, marks) for rows in groups)))


def _engine_line(rows: Sequence[Row], marks: Sequence[str]) -> list[str]:
    early = [_mean(row.gap_at.get(mark) for row in rows) for mark in marks]
    return [rows[0].instance, str(len(rows)), shown(_mean(row.first_roster_s for row in rows)),
            *(shown(gap) if rows[0].seconds >= float(mark) else "" for gap, mark in zip(early, marks, strict=True)),
            f"{rows[0].seconds:g}", shown(_mean(row.gap for row in rows)), shown(_mean(row.short_h for row in rows), 1),
            shown(max((row.memory_mb for row in rows if row.memory_mb is not None), default=None), 0)]


def sizes(suite: str) -> str:
    """Table of methods by size: by how much the cost is above the best bound of any method, median and spread of the seeds."""
    rows = _rows(suite)
    bounds: dict[tuple[str, int], float] = {}
    for row in rows:
        if row.bound is not None:
            bounds[row.instance, row.seed] = max(row.bound, bounds.get((row.instance, row.seed), row.bound))
    groups = grouped(rows)
    instances, names = (list(dict.fromkeys(key[part] for key in groups)) for part in (0, 1))
    lines = [[name, *(_above(groups.get((instance, name), []), bounds) for instance in instances)] for name in names]
    engine = [groups[instance, names[0]] for instance in instances]
    lines.append(["*seconds, seeds*", *(f"*{mine[0].seconds:g} s, {len(mine)}*" for mine in engine)])
    return _captioned(suite, markdown(["method", *instances], lines))


def _above(rows: Sequence[Row], bounds: dict[tuple[str, int], float]) -> str:
    """Median in percent, and the least and most of several seeds; where there is no roster, why."""
    gaps = [100 * (row.cost - bounds[row.instance, row.seed]) / row.cost for row in rows
            if row.cost and (row.instance, row.seed) in bounds]
    if not gaps:
        return "cannot express it" if any(row.note.startswith("cannot") for row in rows) else "no roster" if rows else "–"
    spread = f" ({shown(min(gaps))}–{shown(max(gaps))})" if len(gaps) > 1 else ""
    return f"{shown(statistics.median(gaps))}{spread}"


def queues(suite: str) -> str:
    """Table of promised and simulated service, and of what separate queues would take for the same."""
    head = ["hotline, load", "by", "promised, %", "simulated, %", "apart, points", "worst queue, points", "hours on the phone",
            "of separate queues", "saved, %"]
    names = ("promised, %", "simulated, %", "apart, points", "worst queue apart, points", "hours on the phone",
             "hours of separate queues", "saved, %")
    return _captioned(suite, markdown(head, (
        [row.instance, row.method, *(shown(row.figures.get(name), 0 if name.startswith("hours") else 1) for name in names)]
        for row in _rows(suite))))


def saved(suite: str) -> str:
    """Table of what queues save that share operators, at the expected load; of several rosters of a hotline the last."""
    rows = {row.instance.removesuffix(", expected"): row for row in _rows(suite)
            if row.instance.endswith(", expected") and "saved, %" in row.figures}
    names = ("queues", "simulated, %", "hours on the phone", "hours of separate queues", "saved, %")
    head = ["hotline", "queues", "calls in time, %", "operator-hours, shared", "of separate queues", "saved, %"]
    return _captioned(suite, markdown(head, (
        [name, *(shown(row.figures[each], int("%" in each)) for each in names)] for name, row in rows.items())))


def certainty(suite: str) -> str:
    """Table of the days on which the goal is met, promised and simulated."""
    head = ["hotline", "certainty", "promised, % of days", "simulated, % of days", "hours on the phone"]
    return _captioned(suite, markdown(head, (
        [row.instance, row.method, shown(row.figures["promised, % of days"], 1),
         f"{shown(row.figures['simulated, % of days'], 1)} ± {shown(row.figures['95 % interval, points'], 1)}",
         shown(row.figures["hours on the phone"], 0)] for row in _rows(suite))))


def drawing(suite: str) -> str:
    """Plot of what grows with the operators: those hotlines of a week by day, one after the other."""
    rows = [row for row in _rows(suite) if row.method == "engine" and row.instance.endswith(f" x {scaling.FIXED_DAYS}")]
    return scaling.drawing(rows)


def _mean(values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return statistics.mean(known) if known else None


def _rows(suite: str) -> list[Row]:
    return read(MEASURED / suite / "results.json")


def _captioned(suite: str, table: str) -> str:
    """Put above a table where it comes from: machine, versions, commit."""
    made = json.loads((MEASURED / suite / "results.json").read_text(encoding="utf-8"))["environment"]
    return (f"`benchmarks/results/{suite}`, commit `{made['commit']}`, {made['cores']} cores of {made['cpu']}, "
            f"Python {made['python']}, ortools {made['ortools']}\n\n{table}\n")


TABLES: dict[str, Callable[[], str]] = {
    "sizes": lambda: sizes("sizes"),
    "instances": lambda: engine("instances"),
    "queues": lambda: queues("queues"),
    "queues-saved": lambda: saved("queues"),
    "certainty": lambda: certainty("certainty"),
}
PICTURES: dict[Path, Callable[[], str]] = {ROOT / "docs" / "results" / "sizes.svg": lambda: drawing("sizes")}


def filled(text: str) -> str:
    """Text of a page with each of its tables made anew."""
    return _TABLE.sub(lambda found: f"{found[1]}{TABLES[found[2]]()}{found[3]}", text)


def main() -> None:
    """Write the tables of all pages, and the pictures."""
    for page in PAGES:
        page.write_text(filled(page.read_text(encoding="utf-8")), encoding="utf-8")
    for path, draw in PICTURES.items():
        path.write_text(draw(), encoding="utf-8")


if __name__ == "__main__":
    main()
