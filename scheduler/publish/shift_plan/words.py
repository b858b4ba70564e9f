"""Anonymous shifts in words: the text of a terminal, and one JSON object."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from zoneinfo import ZoneInfo

from scheduler.publish.text import one_line
from scheduler.roster import Break, gap_text
from scheduler.shift_plan import DayPlan, ShiftKind, ShiftPlan, kinds_of
from scheduler.timegrid import clock

HORIZON_DATES = 4
"""Dates of a day type that are named before the rest is only counted."""


def days_of(plan: DayPlan) -> Iterator[tuple[dt.date, list[ShiftKind]]]:
    """Each day of the first run of days, with its kinds of shifts."""
    for day in range(plan.days):
        date = plan.dates[0] + dt.timedelta(days=day)
        yield date, list(kinds_of(tuple(shift for shift in plan.shifts if shift.start.date() == date)))


def title(plan: DayPlan) -> str:
    """Which days a plan is for."""
    named = [f"{date:%a} {date}" for date in plan.dates]
    if plan.days > 1:
        named = [f"{name} and the {plan.days - 1} days after it" for name in named]
    more = f" and {len(named) - HORIZON_DATES} more" if len(named) > HORIZON_DATES else ""
    return ", ".join(named[:HORIZON_DATES]) + more


def quality(cost: float, bound: float, gap: float) -> str:
    """Cost, bound and gap."""
    how = "the best possible" if gap <= 0 else f"gap {gap_text(gap)}"
    return f"cost {cost:,.2f}, proven bound {bound:,.2f}, {how}"


def hours(kind: ShiftKind) -> str:
    """Start and end of a shift."""
    return f"{_clock(kind.start)}–{_clock(kind.end)}"


def pauses(breaks: tuple[Break, ...], kind: str) -> str:
    """Times of the breaks of one kind."""
    return " ".join(f"{_clock(pause.start)}–{_clock(pause.end)}" if kind == "lunch" else _clock(pause.start)
                    for pause in breaks if pause.kind == kind)


def _clock(moment: dt.datetime) -> str:
    assert isinstance(moment.tzinfo, ZoneInfo), "moments of the grid are in the hotline's zone"
    return clock(moment, moment.tzinfo)


def sentence(plan: ShiftPlan) -> str:
    """The answer in one sentence."""
    stopped = "Interrupted; so far: " if plan.interrupted else ""
    busiest = max(plan.day_plans, key=lambda each: len(each.shifts) / each.days)
    a_day = len(busiest.shifts) / busiest.days
    return (f"{stopped}{len(plan.all_shifts):,} shifts with {sum(plan.paid_hours):,.1f} paid hours, at most "
            f"{a_day:,.0f} a day; {quality(plan.cost, plan.bound, plan.gap)}; checked")


def assumption(plan: ShiftPlan) -> str:
    """What the figures rest on."""
    return (f"A paid hour is taken to cost {plan.cost_per_hour:g}. Opening hours, templates, breaks and requirement are "
            "those of the hotline; who works the shifts is left open.")


def text(plan: ShiftPlan) -> Iterator[str]:
    """Lines for a terminal."""
    for each in plan.day_plans:
        if not each.planned:
            yield f"{title(each)}: not planned, for want of time"
        elif not each.shifts:
            yield f"{title(each)}: no shifts" + (f"; {quality(each.cost, each.bound, each.gap)}" if each.cost else "")
        else:
            yield f"{title(each)}: {len(each.shifts)} shifts; {quality(each.cost, each.bound, each.gap)}"
            yield from _table(each)
        yield ""
    yield assumption(plan)
    yield sentence(plan)


def _table(plan: DayPlan) -> Iterator[str]:
    yield f"{'shifts':>8}  {'from–to':<11}  {'lunch':<11}  breathers"
    for date, kinds in days_of(plan):
        if plan.days > 1:
            yield f"  {date:%a} {date}: {sum(kind.number for kind in kinds)} shifts"
        for kind in kinds:
            yield (f"{kind.number:>8}  {hours(kind):<11}  {pauses(kind.breaks, 'lunch') or '–':<11}  "
                   f"{pauses(kind.breaks, 'breather') or '–'}")


def as_json(plan: ShiftPlan) -> str:
    """One JSON object."""
    return json.dumps({
        "hotline": one_line(plan.instance.hotline.name),
        "cost_per_hour": plan.cost_per_hour, "cost": plan.cost, "bound": plan.bound, "gap": plan.gap,
        "shifts": len(plan.all_shifts), "paid_hours": sum(plan.paid_hours), "seconds": plan.seconds,
        "interrupted": plan.interrupted,
        "day_types": [_record(each) for each in plan.day_plans],
    }, ensure_ascii=False)


def _record(plan: DayPlan) -> dict[str, object]:
    return {
        "dates": [date.isoformat() for date in plan.all_dates], "days_together": plan.days, "planned": plan.planned,
        "cost": plan.cost, "bound": plan.bound, "gap": plan.gap,
        "shifts": [{
            "count": kind.number, "start": kind.start.isoformat(), "end": kind.end.isoformat(),
            "breaks": [{"kind": pause.kind, "start": pause.start.isoformat(), "end": pause.end.isoformat()}
                       for pause in kind.breaks],
        } for kind in kinds_of(plan.shifts)],
    }
