"""The drawings of the guide's page on calendars: ``python -m tools.drawings docs/guide/calendars.md docs/images``.

What is drawn is what the page says: the steps of its tables, a card for each, so that words and drawings cannot differ. A
week of `solutions/helpline` is drawn as vobject, a reader of calendars that is not ours, understands the file.
"""

from __future__ import annotations

import datetime as dt
import re
import sys
import tempfile
import textwrap
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

import scheduler
from scheduler.library.publishing import export

ROOT = Path(__file__).resolve().parent.parent
PROGRAMS = {"Google Calendar": "google", "Outlook (new, or in a browser)": "outlook", "Outlook (classic)": "outlook-classic",
            "Apple Calendar": "apple", "Thunderbird": "thunderbird"}
_WAYS = {"## Import it": "Import", "## Subscribe to it": "Subscribe"}
_CARD, _GAP, _HEIGHT, _LEFT, _CHARACTERS = 128, 14, 100, 16, 17
_HOUR, _DAY = 52, 150
_STYLE = """<style>
.paper{fill:#fff;stroke:#c9d2dc}.card{fill:#f4f7fa;stroke:#9fb0c2}.bar{fill:#d8e1ea}.dot{fill:#1f3a5f}
text{font:13px system-ui,Arial,sans-serif;fill:#17222d}.on{fill:#fff;font-weight:700}.title{font-size:16px;font-weight:700}
.small{font-size:12px}.least{font-size:10px}.shift{fill:#bfd7ee;stroke:#1f3a5f}.pause{fill:#fff;stroke:#2f6b3a}.line{stroke:#9fb0c2;fill:none}
@media (prefers-color-scheme:dark){.paper{fill:#151b22;stroke:#3c4a59}.card{fill:#1f2933;stroke:#5a6b7d}.bar{fill:#33414f}
.dot{fill:#7fb2e8}text{fill:#e8edf2}.on{fill:#101820}.shift{fill:#28486b;stroke:#7fb2e8}.pause{fill:#151b22;stroke:#7fce8f}}
</style>"""
Ways = dict[str, list[str]]


def ways_of(page: str) -> dict[str, Ways]:
    """Steps of each way into each program, as the tables of the page say them."""
    found: dict[str, Ways] = {name: {} for name in PROGRAMS}
    way = ""
    for line in page.splitlines():
        way = _WAYS.get(line, "" if line.startswith("## ") else way)
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if way and cells[0] in found:
            first, *others = re.sub(r" ?\([^)]*\)", "", cells[1]).split("; on a phone: ")
            found[cells[0]][way] = _steps(first)
            for other in others:
                found[cells[0]][f"{way} on a phone"] = _steps(other)
    return found


def _steps(text: str) -> list[str]:
    return [step[0].upper() + step[1:] for each in re.split(r" → |; ", text.replace("in a browser: ", ""))
            if (step := each.strip())]


def drawing(name: str, ways: Ways) -> str:
    """The steps of every way into a program, a row of cards each."""
    most = max(map(len, ways.values()))
    width = 2 * _LEFT + most * (_CARD + _GAP) - _GAP
    height = 44 + len(ways) * (_HEIGHT + 40)
    told = "; ".join(f"{way}: {', then '.join(steps)}" for way, steps in ways.items())
    parts = [f'<text class="title" x="{_LEFT}" y="28">{escape(name)}</text>']
    for row, (way, steps) in enumerate(ways.items()):
        top = 58 + row * (_HEIGHT + 40)
        parts.append(f'<text x="{_LEFT}" y="{top}">{escape(way)}</text>')
        for number, step in enumerate(steps):
            parts += _card(_LEFT + number * (_CARD + _GAP), top + 10, number + 1, step)
    return _svg(width, height, f"{name}. {told}", parts)


def _card(x: int, y: int, number: int, step: str) -> Iterator[str]:
    yield f'<rect class="card" x="{x}" y="{y}" width="{_CARD}" height="{_HEIGHT}" rx="6"/>'
    yield f'<path class="bar" d="M{x + 1} {y + 20}v-13q0-6 6-6h{_CARD - 14}q6 0 6 6v13z"/>'
    yield (f'<circle class="dot" cx="{x + 13}" cy="{y + 10}" r="8"/>'
           f'<text class="on small" x="{x + 9.5}" y="{y + 14}">{number}</text>')
    for at, line in enumerate(textwrap.wrap(step, _CHARACTERS)):
        yield f'<text class="small" x="{x + 8}" y="{y + 38 + 15 * at}">{escape(line)}</text>'


def _svg(width: int, height: int, told: str, parts: list[str]) -> str:
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
            f'role="img"><title>{escape(told)}</title>{_STYLE}\n<rect class="paper" x=".5" y=".5" width="{width - 1}" '
            f'height="{height - 1}" rx="8"/>\n' + "\n".join(parts) + "\n</svg>\n")


def week(calendar: str, zone: dt.tzinfo, first: dt.date) -> str:
    """The events of a calendar in the week from a day on, as vobject reads them."""
    import vobject  # of the extra `peers`

    events = [(event, *(event.contents[key][0].value.astimezone(zone) for key in ("dtstart", "dtend")))
              for event in vobject.readOne(calendar).vevent_list]
    shown = [each for each in events if 0 <= (each[1].date() - first).days < 7]
    opens, closes = min(each[1].hour for each in shown), max(each[2].hour for each in shown) + 1
    parts = [f'<text class="small" x="10" y="{58 + _HOUR * (hour - opens)}">{hour:02d}:00</text>'
             f'<path class="line" d="M54 {54 + _HOUR * (hour - opens)}h{7 * _DAY}"/>' for hour in range(opens, closes + 1)]
    for day in range(7):
        date = first + dt.timedelta(days=day)
        parts.append(f'<text x="{60 + _DAY * day}" y="34">{date:%a} {date.day} {date:%b}</text>')
    for event, start, end in sorted(shown, key=lambda each: each[2] - each[1], reverse=True):
        parts += _event(event, start, end, 54 + _DAY * (start.date() - first).days, 54 - _HOUR * opens)
    return _svg(64 + 7 * _DAY, 64 + _HOUR * (closes - opens), "A week of one operator's calendar", parts)


def _event(event: Any, start: dt.datetime, end: dt.datetime, x: int, zero: int) -> Iterator[str]:
    top, bottom = (zero + _HOUR * (each.hour + each.minute / 60) for each in (start, end))
    is_shift = str(event.categories.value[0]) == "SHIFT"
    inset = 2 if is_shift else 6
    yield (f'<rect class="{"shift" if is_shift else "pause"}" x="{x + inset}" y="{top:g}" width="{_DAY - 2 * inset}" '
           f'height="{bottom - top:g}" rx="3"/>')
    times, name = f"{start:%H:%M}–{end:%H:%M}", str(event.summary.value)
    if is_shift:
        yield from (f'<text class="small" x="{x + 8}" y="{top + 15 + 15 * at:g}">{escape(text)}</text>'
                    for at, text in enumerate((name, times)))
    else:
        yield f'<text class="least" x="{x + 11}" y="{(top + bottom) / 2 + 3.5:g}">{escape(name)}</text>'


def _helpline() -> str:
    """The week of one operator of the example, with breaks as events."""
    plan = scheduler.read_roster(ROOT / "solutions" / "helpline")
    operator = plan.roster.shifts[0].operator
    with tempfile.TemporaryDirectory() as folder:
        export(plan, ["ical"], folder, breaks_as_events=True)
        calendar = (Path(folder) / "calendars" / f"{operator}.ics").read_text("utf-8")
    return week(calendar, plan.instance.grid.zone, plan.instance.horizon.start)


def main() -> None:
    """Write the drawings of the page into a folder."""
    page, folder = map(Path, sys.argv[1:])
    for name, ways in ways_of(page.read_text("utf-8")).items():
        (folder / f"calendar-{PROGRAMS[name]}.svg").write_text(drawing(name, ways), "utf-8")
    (folder / "calendar-week.svg").write_text(_helpline(), "utf-8")


if __name__ == "__main__":
    main()
