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
from benchmarks.tables import grouped, markdown, read, shown

ROOT = Path(__file__).resolve().parent.parent
MEASURED = ROOT / "benchmarks" / "results"
PAGES = (ROOT / "README.md", ROOT / "docs" / "results" / "index.md")

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


def methods(suite: str) -> str:
    """Table of cost at the end by method and instance; in brackets the proven gap."""
    groups = grouped(_rows(suite))
    instances, names = (list(dict.fromkeys(key[part] for key in groups)) for part in (0, 1))
    lines = [[name, *(_outcome(groups.get((instance, name), [])) for instance in instances)] for name in names]
    return _captioned(suite, markdown(["method", *instances], lines))


def _outcome(rows: Sequence[Row]) -> str:
    """Mean cost and gap; where there is no roster, why."""
    cost, gap = _mean(row.cost for row in rows), _mean(row.gap for row in rows)
    if cost is not None:
        return f"{shown(cost)}{'' if gap is None else f' ({shown(gap)} %)'}"
    return "cannot express it" if any(row.note.startswith("cannot") for row in rows) else "no roster" if rows else "–"


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
    "full": lambda: engine("full"),
    "instances": lambda: engine("instances"),
    "peers": lambda: methods("peers"),
}


def filled(text: str) -> str:
    """Text of a page with each of its tables made anew."""
    return _TABLE.sub(lambda found: f"{found[1]}{TABLES[found[2]]()}{found[3]}", text)


def main() -> None:
    """Write the tables of all pages."""
    for page in PAGES:
        page.write_text(filled(page.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
