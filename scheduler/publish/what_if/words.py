"""Scenarios in words: the table of a terminal, and one JSON object."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import asdict

from scheduler.publish.text import one_line
from scheduler.what_if.answers import Answer, Between, Failure

UNDECIDED = "undecided"
_HEADINGS = ("scenario", "cost", "at least", "beside as it is", "short h", "at least", "promised", "simulated", "people",
             "at least")
NOTE = ("Cost: of the roster found, and what none can cost less than, as is proven. A difference that the gaps, or the errors "
        "of simulation, leave open is undecided. Short: operator-hours missing, and those that no roster avoids. People: with "
        "shifts, and the fewest who could cover what is required.")


def text(answers: Sequence[Answer | Failure]) -> Iterator[str]:
    """Lines for a terminal: a table, what is wrong with scenarios without a roster, and what the figures mean."""
    base = answers[0]
    yield from columns([_HEADINGS, *(cells(each, base) for each in answers if isinstance(each, Answer))])
    for each in answers:
        if isinstance(each, Failure):
            yield f"{one_line(each.name)}: {each.reason}"
    yield NOTE


def columns(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Rows as lines of equal columns, names to the left and figures to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        figures = (cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))
        yield "  ".join([row[0].ljust(widths[0]), *figures])


def cells(answer: Answer, base: Answer | Failure) -> tuple[str, ...]:
    """Figures of a scenario, as tables show them."""
    return (one_line(answer.name), f"{answer.cost:,.2f}", f"{answer.bound:,.2f}", beside(answer, base),
            f"{answer.short_hours:,.1f}", f"{answer.least_short_hours:,.1f}", share(answer.promised),
            simulated(answer, base), f"{answer.working} of {answer.people}", f"{answer.least_people}")


def beside(answer: Answer, base: Answer | Failure) -> str:
    """How much more the best roster of a scenario costs than that of the hotline as it is."""
    if answer is base or isinstance(base, Failure):
        return "–"
    more = answer.costs.above(base.costs)
    if more.is_zero or (answer.roster and answer.roster == base.roster):
        return "the same"
    if not more.sign:
        return UNDECIDED
    low, high = f"{more.low:+,.2f}", f"{more.high:+,.2f}"
    return low if low == high else f"{low} to {high}"


def simulated(answer: Answer, base: Answer | Failure) -> str:
    """Simulated service with its error; a tilde where it is not surely other than that of the hotline as it is."""
    if answer.service is None:
        return "–"
    told = f"{share(answer.simulated)} ± {100 * (answer.service.high - answer.service.low) / 2:.1f}"
    if isinstance(base, Failure) or base.service is None or answer.service == base.service:
        return told
    return told if differs(answer.service, base.service) else f"{told}, {UNDECIDED}"


def differs(one: Between, other: Between) -> bool:
    """Whether two means with their errors are surely apart; both are shares."""
    apart = abs((one.low + one.high) - (other.low + other.high)) / 2
    return apart > math.hypot(one.high - one.low, other.high - other.low) / 2


def share(value: float | None) -> str:
    """A share in percent."""
    return "–" if value is None else f"{100 * value:.1f} %"


def as_json(hotline: str, answers: Sequence[Answer | Failure]) -> str:
    """One JSON object; rosters lie in folders of their own."""
    return json.dumps({"schema": 1, "hotline": one_line(hotline), "scenarios": [_record(each, answers[0]) for each in answers]},
                      ensure_ascii=False, indent=1)


def _record(answer: Answer | Failure, base: Answer | Failure) -> dict[str, object]:
    record = {key: value for key, value in asdict(answer).items() if key != "roster"}
    if isinstance(answer, Answer) and isinstance(base, Answer) and answer is not base:
        more = answer.costs.above(base.costs)
        record |= {"cost_beside": [more.low, more.high], "is_decided": bool(more.sign) or more.is_zero}
        if answer.service and base.service:
            record["is_service_decided"] = differs(answer.service, base.service)
    return record
