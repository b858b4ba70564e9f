"""Many hotlines in one table: for a terminal, as JSON, and as a page that leads to the report of each."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path

from scheduler.publish.text import one_line
from scheduler.publish.what_if.page import render
from scheduler.publish.what_if.words import columns, share
from scheduler.roster import gap_text


class Status(StrEnum):
    """What became of a hotline."""

    SOLVED = "solved"
    BEFORE = "as before"
    FAILED = "failed"
    UNFINISHED = "not finished"


@dataclass(frozen=True)
class Line:
    """One hotline.

    Parameters
    ----------
    path, name
        Of its instance.
    status
        What became of it; what was found an earlier time, and asked for again, is as before.
    folder
        Where its roster and documents lie, beside the page; empty without any.
    cost, bound, gap
        Of its roster; None without one.
    shifts, people, days
        Sizes.
    short_hours, promised
        Operator-hours missing, and service level promised.
    seed
        Whose roster it is.
    attempts
        How often the task was begun whose workers died most often.
    reason, exit_code
        Why there is no roster.
    """

    path: str
    name: str
    status: Status
    folder: str = ""
    cost: float | None = None
    bound: float | None = None
    gap: float | None = None
    shifts: int = 0
    people: int = 0
    days: int = 0
    short_hours: float = 0.0
    promised: float | None = None
    seed: int = 0
    attempts: int = 0
    reason: str = ""
    exit_code: int = 0


_HEADINGS = ("hotline", "status", "cost", "at least", "gap", "people", "days", "shifts", "hours short", "promised")


def cells(line: Line) -> tuple[str, ...]:
    """Figures of a hotline, as tables show them."""
    if line.cost is None or line.bound is None or line.gap is None:
        return (one_line(line.name), line.status, *["–"] * (len(_HEADINGS) - 2))
    return (one_line(line.name), line.status, f"{line.cost:,.2f}", f"{line.bound:,.2f}", gap_text(line.gap), f"{line.people:,}",
            f"{line.days}", f"{line.shifts:,}", f"{line.short_hours:,.1f}", share(line.promised))


def sentence(lines: Sequence[Line]) -> str:
    """How many have a roster, and what they cost together."""
    done = [line for line in lines if line.cost is not None]
    cost, bound = (sum(getattr(line, name) or 0.0 for line in done) for name in ("cost", "bound"))
    gap = f", gap {gap_text((cost - bound) / cost)}" if cost else ""
    before = sum(line.status == Status.BEFORE for line in done)
    return (f"{len(done):,} of {len(lines):,} hotlines have a roster, {before:,} of them as before; together cost {cost:,.2f}, "
            f"proven bound {bound:,.2f}{gap}")


def text(lines: Sequence[Line]) -> Iterator[str]:
    """Lines for a terminal."""
    yield from columns([_HEADINGS, *map(cells, lines)])
    yield from (f"{one_line(line.name)}: {line.reason}" for line in lines if line.reason)
    yield sentence(lines)


def as_json(lines: Sequence[Line]) -> str:
    """One JSON object."""
    return json.dumps({"schema": 1, "hotlines": [asdict(line) for line in lines]}, ensure_ascii=False, indent=1)


def render_many(lines: Sequence[Line], folder: Path) -> str:
    """Render ``many.html``; what people typed is escaped, and the page may load or run nothing."""
    rows = [(f"{line.folder}/report.html" if line.folder else "", cells(line), line.reason) for line in lines]
    return render("many.html.j2", headings=[each.capitalize() for each in _HEADINGS], rows=rows, sentence=sentence(lines),
                  folder=one_line(folder.name))
