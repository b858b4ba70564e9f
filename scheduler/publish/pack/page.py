"""A page of A4 for each operator: their shifts and breaks, how a call is conducted, whom to ask, and prepared answers."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from markdown_it import MarkdownIt

from scheduler.instance.briefing import Briefing
from scheduler.instance.operators import Operator
from scheduler.language.breaks import called
from scheduler.language.words import Language
from scheduler.publish.filenames import SUFFIX, calendar_name
from scheduler.publish.pages import digest, template, template_text
from scheduler.publish.standby import place_in_words
from scheduler.publish.text import one_line
from scheduler.publish.view import RosterView
from scheduler.roster import Shift

_MANY_SHIFTS = 12
"""From so many shifts on they stand in two columns, so that the page stays one."""


@dataclass(frozen=True)
class ShiftLine:
    """A shift: its day, its times, and its breaks with kind, name and times."""

    day: str
    times: str
    breaks: Sequence[tuple[str, str, str]]


def render_pack(view: RosterView, briefing: Briefing) -> dict[str, bytes]:
    """Render the page of every operator, by the name of its file; what people typed is escaped, and nothing is loaded."""
    guide = _guide(briefing.guide)
    return {calendar_name(operator.id).removesuffix(SUFFIX) + ".html": _page(view, operator, briefing, guide).encode()
            for operator in view.instance.operators}


def _guide(text: str) -> str:
    """The guide as HTML: headings, lists, quotes, emphasis; no links, pictures or HTML of its own."""
    markdown = MarkdownIt("commonmark", {"html": False}).disable(["link", "image", "autolink", "reference"])
    return str(markdown.render("\n".join(_one_line_kept(line) for line in text.split("\n"))))


def _one_line_kept(line: str) -> str:
    """A line without what would steer a reader; its indentation stays."""
    return line[: len(line) - len(line.lstrip(" "))] + one_line(line)


def _page(view: RosterView, operator: Operator, briefing: Briefing, guide: str) -> str:
    css, zone = template_text("pack", "pack.css"), view.zone_of(operator)
    names = {"hotline": one_line(view.instance.hotline.name), "operator": one_line(operator.label)}
    for placeholder, name in names.items():
        guide = guide.replace(f"{{{placeholder}}}", html.escape(name))
    language = view.language_of(operator)
    lines = [_line(language, shift, zone) for shift in view.shifts_of(operator)]
    standby = [(language.dated("EEE d MMM", each.start.astimezone(zone)), language.span(each.start, each.end, zone),
                place_in_words(language, each)) for each in view.standby_of(operator)]
    return template("pack", "pack.html.j2").render(
        language=language, say=language.say, dated=language.dated, css=css, css_digest=digest(css), **names, id=operator.id,
        first=view.dates[0], last=view.dates[-1], zone=zone.key,
        location=one_line(view.instance.hotline.location or ""), shifts=lines, is_long=len(lines) >= _MANY_SHIFTS, guide=guide,
        standby=standby,
        contacts=briefing.contacts, topics=[each for each in briefing.topics if each.answer],
        others={topic.topic: _who(briefing, topic.topic) for topic in briefing.topics}, line=one_line)


def _who(briefing: Briefing, topic: str) -> str:
    """Who knows a topic."""
    return ", ".join(one_line(each.name) for each in briefing.contacts if topic in each.topics)


def _line(language: Language, shift: Shift, zone: ZoneInfo) -> ShiftLine:
    breaks = [(each.kind, called(language, each.kind, each.name), language.span(each.start, each.end, zone))
              for each in shift.breaks]
    return ShiftLine(language.dated("EEE d MMM", shift.start.astimezone(zone)), language.span(shift.start, shift.end, zone),
                     breaks)
