"""Re-read the report: every shift in its rota, with its breaks in its days, and every place on standby, against the roster."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path

from scheduler.check.exports.standby import windows_shown
from scheduler.check.exports.text import dashed, readable
from scheduler.check.facts.breaks import parts
from scheduler.check.facts.times import span
from scheduler.check.facts.words import clock, window_text
from scheduler.check.violation import Violation
from scheduler.instance.instance import Instance
from scheduler.language.breaks import BREAKS
from scheduler.language.words import language
from scheduler.roster import Break, Roster, Shift

NAME = "report"
_MOST_BYTES = 64_000_000
_CLOCK = r"\d\d:\d\d(?: \(\D*[12][^)\d]*\))?"
_SPAN = re.compile(rf"{_CLOCK}[-–]{_CLOCK}")
_PAUSE = re.compile(rf"(\w) ({_CLOCK}(?:[-–]{_CLOCK})?)")
_Worked = tuple[str, ...]


@dataclass
class _Table:
    """Rows of cells as text; the first one is the header."""

    rows: list[list[str]] = field(default_factory=list)
    day: str = ""


class _Page(HTMLParser):
    """Tables of the rota and of the days; each day's stands in a section that names its date."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.rotas: list[_Table] = []
        self.days: list[_Table] = []
        self.standby: list[_Table] = []
        self._table: _Table | None = None
        self._day, self._marked = "", 0
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        if tag == "section":
            self._day = known.get("data-date") or ""
        if tag == "details":
            self._day = ""
        if tag == "table":
            self._table = _Table(day=self._day)
            if known.get("class") == "rota":
                self.rotas.append(self._table)
            elif "standby" in (known.get("class") or "").split():
                self.standby.append(self._table)
            elif self._day:
                self.days.append(self._table)
        elif self._table is not None and tag == "tr":
            self._table.rows.append([])
        elif self._table is not None and tag in ("td", "th") and self._table.rows:
            self._table.rows[-1].append("")
        self._marked += tag in ("i", "small", "text")

    def handle_endtag(self, tag: str) -> None:
        self._marked -= tag in ("i", "small", "text")
        if tag == "table":
            self._table = None

    def handle_data(self, data: str) -> None:
        if self._table is not None and self._table.rows and self._table.rows[-1] and not self._marked:
            self._table.rows[-1][-1] += data


def check_report(instance: Instance, result: Roster, path: Path, *, require_all: bool = False) -> Iterator[Violation]:
    """Yield a violation for each shift or break that the report shows and the roster does not have, and the other way round.

    A missing report counts only with `require_all`.
    """
    if not path.exists():
        if require_all:
            yield Violation(NAME, 1, "files", f"{path.name} is missing")
        return
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise ValueError(f"it has more than {_MOST_BYTES:,} bytes")
        page = _Page(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        yield Violation(NAME, 1, "files", f"{path.name} cannot be read: {error}")
        return
    yield from _rota(instance, result, page.rotas)
    yield from _days(instance, result, page.days)
    found: Counter[_Worked] = Counter((readable(row[0]), readable(row[1]), dashed(row[2]), dashed(readable(row[3])))
                    for table in page.standby for row in table.rows[1:] if len(row) > 3)
    yield from _differences("the standby lists", windows_shown(instance, result), found)


def _rota(instance: Instance, result: Roster, rotas: list[_Table]) -> Iterator[Violation]:
    """Compare operators × days: the columns are the days of the horizon in order, and those after it on which shifts start."""
    local = _Local(instance)
    dates = sorted({*(instance.grid.date(day) for day in range(instance.horizon.days)), *map(local.date, result.shifts)})
    found: Counter[_Worked] = Counter()
    headings: list[str] = []
    for table in rotas:
        header, *rows = table.rows or [[]]
        here = dates[len(headings) : len(headings) + len(header) - 3]
        headings += header[1:-2]
        for row in rows:
            for day, cell in zip(here, row[1:], strict=False):
                found.update((readable(row[0]), day.isoformat(), dashed(times)) for times in _SPAN.findall(cell))
    said_in = language(instance.hotline.language)
    days = [{f"{said_in.dated('EEE', day)} {said_in.dated(form, day)}" for form in ("d", "d MMM")} for day in dates]
    if len(headings) != len(days) or any(readable(heading) not in forms for heading, forms in zip(headings, days, strict=True)):
        yield Violation(NAME, 1, "rows", "the columns of the rota are not the days of the horizon")
        return
    right: Counter[_Worked] = Counter(
        (local.label(shift), local.date(shift).isoformat(), local.times(part))
        for shift in result.shifts for part in parts(shift))
    yield from _differences("the rota", right, found)


def _days(instance: Instance, result: Roster, days: list[_Table]) -> Iterator[Violation]:
    """Compare the days: each shift with its breaks, on every day of the horizon that it touches."""
    local = _Local(instance)
    found: Counter[_Worked] = Counter(
        (table.day, readable(row[0]), *map(dashed, _SPAN.findall(row[1])), local.said(row[3]))
        for table in days for row in table.rows[1:] if len(row) > 3 and _SPAN.search(row[1]))
    shown = {table.day for table in days} | {instance.grid.date(day).isoformat() for day in range(instance.horizon.days)}
    right: Counter[_Worked] = Counter(
        (day, local.label(part), local.times(part), local.breaks(part))
        for shift in result.shifts for part in parts(shift) for day in local.days(part) if day in shown)
    yield from _differences("the days", right, found)


class _Local:
    """Shifts as the report must show them, worked out from plain times."""

    def __init__(self, instance: Instance) -> None:
        self._instance = instance
        self._labels = {operator.id: readable(operator.name or operator.id) for operator in instance.operators}

    def label(self, shift: Shift) -> str:
        return self._labels.get(shift.operator, shift.operator)

    def date(self, shift: Shift) -> date:
        return shift.start.astimezone(self._instance.grid.zone).date()

    def days(self, shift: Shift) -> list[str]:
        last = (shift.end.astimezone(UTC) - timedelta(minutes=1)).astimezone(self._instance.grid.zone).date()
        first = self.date(shift)
        return [(first + timedelta(days=day)).isoformat() for day in range((last - first).days + 1)]

    def times(self, shift: Shift) -> str:
        return dashed(window_text(self._instance, span(shift)))

    def breaks(self, shift: Shift) -> str:
        return " ".join(self._break(pause) for pause in shift.breaks)

    def said(self, text: str) -> str:
        """Breaks as the report says them, in the same form."""
        return " ".join(f"{letter}{dashed(times)}" for letter, times in _PAUSE.findall(text))

    def _break(self, pause: Break) -> str:
        rule = self._instance.breaks.breathers
        minutes = (pause.end.astimezone(UTC) - pause.start.astimezone(UTC)) / timedelta(minutes=1)
        is_usual = pause.kind == "breather" and rule is not None and minutes == rule.minutes
        times = self._clock(pause.start) if is_usual else f"{self._clock(pause.start)}-{self._clock(pause.end)}"
        return f"{BREAKS[pause.kind].letter(language(self._instance.hotline.language))}{dashed(times)}"

    def _clock(self, moment: datetime) -> str:
        return clock(self._instance, moment)


def _differences(where: str, right: Counter[_Worked], found: Counter[_Worked]) -> Iterator[Violation]:
    for item, count in sorted((right - found).items()):
        yield Violation(NAME, count, "shifts", f"{where}: {' '.join(item)} of the roster is missing")
    for item, count in sorted((found - right).items()):
        yield Violation(NAME, count, "shifts", f"{where}: {' '.join(item)} is not in the roster")
