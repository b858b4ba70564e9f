"""Scenarios on one self-contained page: a picture of each figure with its bound, and the table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from scheduler.publish.pages import digest, template, template_text
from scheduler.publish.report.drawing import number
from scheduler.publish.text import one_line
from scheduler.publish.what_if.words import NOTE, UNDECIDED, beside, cells
from scheduler.what_if.answers import Answer, Between, Failure

_NAMES, _ROW, _TOP = 290, 26, 34
_WIDTHS, _SPACE = (330, 170, 130, 110), 20
_LONGEST = 46


@dataclass(frozen=True)
class Mark:
    """What a panel shows of one scenario: where it lies for sure, and the figure itself."""

    x: str
    width: str
    at: str
    also: str
    y: int


@dataclass(frozen=True)
class Panel:
    """One figure of all scenarios, on an axis of its own."""

    title: str
    left: int
    width: int
    ticks: Sequence[tuple[str, str]]
    marks: Sequence[Mark]
    band: tuple[str, str] | None


def render_page(hotline: str, answers: Sequence[Answer | Failure]) -> str:
    """Render ``what-if.html``; what people typed is escaped, and the page may load or run nothing."""
    found = [each for each in answers if isinstance(each, Answer)]
    return render(
        "what-if.html.j2", hotline=one_line(hotline), note=NOTE,
        panels=_panels(found), names=[(_short(each.name), _TOP + _ROW * row + _ROW // 2 + 4) for row, each in enumerate(found)],
        decided=[beside(each, answers[0]) != UNDECIDED for each in found],
        rows=[cells(each, answers[0]) for each in found], undecided=UNDECIDED,
        failures=[each for each in answers if isinstance(each, Failure)],
        width=_NAMES + sum(_WIDTHS) + _SPACE * len(_WIDTHS), height=_TOP + _ROW * len(found) + 24, top=_TOP, row=_ROW,
        bottom=_TOP + _ROW * len(found))


def _short(name: str) -> str:
    name = one_line(name)
    return name if len(name) <= _LONGEST else f"{name[:_LONGEST - 1]}…"


def render(name: str, **values: Any) -> str:
    """Render a page of this house's looks; its policy allows its own style alone."""
    css = template_text("what_if", "what-if.css")
    return template("what_if", name).render(css=css, digest=digest(css), **values)


def _panels(answers: Sequence[Answer]) -> list[Panel]:
    if not answers:
        return []
    lefts = [_NAMES + sum(_WIDTHS[:index]) + _SPACE * index for index in range(len(_WIDTHS))]
    shown: list[tuple[str, list[tuple[Between | None, float | None]], str]] = [
        ("Cost: bound to best roster", [(each.costs, None) for each in answers], ""),
        ("Answered in time", [(_percent(each.service), _times(each.promised)) for each in answers], " %"),
        ("Hours short", [(each.shortness, None) for each in answers], ""),
        ("People", [(Between(min(each.least_people, each.working), each.working), None) for each in answers], "")]
    return [_panel(title, left, width, spans, unit)
            for (title, spans, unit), left, width in zip(shown, lefts, _WIDTHS, strict=True)]


def _percent(span: Between | None) -> Between | None:
    return None if span is None else Between(100 * span.low, 100 * span.high)


def _times(value: float | None) -> float | None:
    return None if value is None else 100 * value


def _panel(title: str, left: int, width: int, spans: Sequence[tuple[Between | None, float | None]], unit: str) -> Panel:
    known = [value for span, also in spans for value in ((span.low, span.high) if span else ()) + ((also,) if also else ())]
    low, high = (min(known), max(known)) if known else (0.0, 1.0)
    room = 0.06 * (high - low) or 1.0
    low, high = max(0.0, low - room) if low >= 0 else low - room, high + room

    def x(value: float) -> float:
        return left + width * (value - low) / (high - low)

    marks = [Mark(number(x(span.low)), number(max(1.5, x(span.high) - x(span.low))), _at(span, title, x),
                  "" if also is None else number(x(also)), _TOP + _ROW * row)
             for row, (span, also) in enumerate(spans) if span is not None]
    first = spans[0][0]
    band = None if first is None else (number(x(first.low)), number(max(1.0, x(first.high) - x(first.low))))
    return Panel(title, left, width, [(number(x(each)), f"{each:,.10g}{unit}") for each in _rounds(low, high)], marks, band)


def _at(span: Between, title: str, x: Callable[[float], float]) -> str:
    """Where the figure itself stands: the middle of what is simulated, else the roster that was found."""
    return number(x((span.low + span.high) / 2 if title.startswith("Answered") else span.high))


def _rounds(low: float, high: float) -> list[float]:
    """Up to six round numbers of an axis."""
    steps = (factor * 10.0**power for power in range(-3, 9) for factor in (1, 2, 5))
    step = next(step for step in steps if (high - low) / step <= 6)
    first = int(low // step) + 1
    return [round(index * step, 6) for index in range(first, int(high // step) + 1)]
