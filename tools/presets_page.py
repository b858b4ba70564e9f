"""The laws of the presets as tables: what each asks, and where it stands."""

from __future__ import annotations

from collections.abc import Iterator

from scheduler.instance.presets import PRESETS
from scheduler.instance.presets.law import (
    BreakLimit,
    BreakTotal,
    ContractLimit,
    LatestMeal,
    Law,
    LongestSpan,
    LongestStretch,
    WorkLimit,
)

_SAID = {"hours_per_week": "hours in a week", "days_per_week": "days in a week", "rest_hours": "rest between two shifts",
         "weekly_rest_hours": "the longest rest of a week"}


def laws() -> Iterator[str]:
    """A section for each law."""
    for law in PRESETS.values():
        yield f"## {law.name}\n\n{law.title}\n\n| what | bound | where it stands |\n|---|---|---|\n" + "\n".join(_rows(law))
        yield "No rule here keeps:\n\n" + "\n".join(f"- {text}" for text in law.beyond) + "\n"


def _rows(law: Law) -> Iterator[str]:
    for limit in law.contract:
        yield _row(f"{_SAID[limit.field]} (`{limit.field}`)", _bound(limit), limit.article)
    for work in law.work:
        yield _row(*_of_work(work), work.article)
    for each in law.breaks:
        yield _row(*_of_breaks(each), each.article)
    yield ""


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _bound(limit: ContractLimit) -> str:
    return f"{'at least' if limit.is_least else 'at most'} {limit.value:g} {limit.unit}"


def _of_work(limit: WorkLimit) -> tuple[str, str]:
    most = f"at most {limit.minutes / 60:g} h"
    if isinstance(limit, LongestSpan):
        return "a shift from its start to its end (`shift_work`)", most
    return "work of a shift (`shift_work`)", f"{most}, breaks of {limit.break_minutes} min and more not counted"


def _of_breaks(limit: BreakLimit) -> tuple[str, str]:
    match limit:
        case LongestStretch():
            least = f" of at least {limit.each} min" if limit.each else ""
            return f"work without a break{least} (`breaks.spacing.max_work_minutes`)", f"at most {limit.minutes} min"
        case BreakTotal():
            kind = "unpaid breaks" if limit.unpaid else "breaks"
            return (f"{kind} of at least {limit.each} min (`breaks`)",
                    f"at least {limit.minutes} min in all, above {limit.above_work_minutes / 60:g} h of work")
        case LatestMeal():
            return (f"lunch {limit.number} of at least {limit.each} min (`breaks`)", f"at most {limit.latest_minutes} min "
                    f"after the start of the shift, above {limit.above_work_minutes / 60:g} h of work")
        case _:
            since = f"{'from' if limit.inclusive else 'above'} {limit.work_minutes / 60:g} h of work"
            return f"paid breathers of at least {limit.each} min (`breaks`)", f"at least {limit.number}, {since}"
