"""Re-read the operator's pack: every page shows the shifts, breaks and places on standby of its operator, and no others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from html.parser import HTMLParser
from pathlib import Path
from zoneinfo import ZoneInfo

from scheduler.check.exports.text import dashed, language_of, readable
from scheduler.check.facts.shifts import shifts_by_operator
from scheduler.check.violation import Violation
from scheduler.instance.instance import Instance
from scheduler.instance.operators import Operator
from scheduler.language.breaks import called
from scheduler.roster import Break, Roster, Shift
from scheduler.timegrid import clock

NAME = "pack"
_MOST_BYTES = 8_000_000


class _Page(HTMLParser):
    """Whose page it is, and the text of each line in its lists of shifts and of places on standby."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.operator: str | None = None
        self.lines: list[str] = []
        self._is_list = self._is_line = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        if tag == "body":
            self.operator = known.get("data-operator")
        elif tag == "ul":
            self._is_list = not {"shifts", "standby"}.isdisjoint((known.get("class") or "").split())
        elif tag == "li" and self._is_list:
            self._is_line = True
            self.lines.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("ul", "li"):
            self._is_line = False
            self._is_list = self._is_list and tag == "li"

    def handle_data(self, data: str) -> None:
        if self._is_line:
            self.lines[-1] += f" {data}"


def check_pack(instance: Instance, result: Roster, folder: Path) -> Iterator[Violation]:
    """Yield a violation for each line of a page that says something else than the roster; pages need not be there."""
    owners = {operator.id: (operator, own) for operator, own in shifts_by_operator(instance, result.shifts)}
    for path in sorted(folder.glob("*.html")):
        if path.stat().st_size > _MOST_BYTES:
            yield Violation(NAME, 1, "files", f"{path.name} is larger than any page of a pack")
            continue
        page = _Page(path.read_text("utf-8", errors="replace"))
        if page.operator not in owners:
            yield Violation(NAME, 1, "files", f"{path.name}: {page.operator!r} is no operator of the instance")
            continue
        operator, own = owners[page.operator]
        right = Counter([*_line(instance, operator, own), *_of_standby(instance, operator, result)])
        found = Counter(dashed(readable(line)) for line in page.lines)
        for line in (right - found).elements():
            yield Violation(NAME, 1, "shifts", f"{path.name}: {line} of the roster is missing")
        for line in (found - right).elements():
            yield Violation(NAME, 1, "shifts", f"{path.name}: {line} is not in the roster")


def _of_standby(instance: Instance, operator: Operator, result: Roster) -> Iterator[str]:
    """What a page says of each place on standby, in the same form: ``Mon7Dec20:00-06:00Standby1:night``."""
    zone, language = ZoneInfo(operator.timezone or instance.hotline.timezone), language_of(instance, operator)
    for each in (each for each in result.standby if each.operator == operator.id):
        start, end = (moment.astimezone(zone) for moment in (each.start, each.end))
        title = language.say("Standby {place}: {name}", place=each.place, name=readable(each.name))
        yield dashed(f"{language.dated('EEE d MMM', start)}{clock(start, zone)}-{clock(end, zone)}{title}")


def _line(instance: Instance, operator: Operator, own: Sequence[Shift]) -> Iterator[str]:
    """What a page says of each shift, without blanks: ``Mon7Dec08:00-16:30breather09:30-09:45``."""
    zone = ZoneInfo(operator.timezone or instance.hotline.timezone)
    language = language_of(instance, operator)
    say = language.say

    def times(each: Shift | Break) -> str:
        return f"{clock(each.start, zone)}-{clock(each.end, zone)}"

    for shift in own:
        start: datetime = shift.start.astimezone(zone)
        pauses = "".join(called(language, each.kind, each.name) + times(each) for each in shift.breaks) or say("no breaks")
        yield dashed(f"{language.dated('EEE d MMM', start)}{times(shift)}{pauses}")
