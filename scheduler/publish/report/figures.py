"""Figures of the report for those who ask: at a glance, costs by term, the worst intervals, the hours of each operator."""

from __future__ import annotations

from dataclasses import dataclass

from scheduler.check.facts.covers import expected_service_level, missing
from scheduler.check.facts.pay import paid_hours
from scheduler.publish import judgement
from scheduler.publish.report.drawing import number
from scheduler.publish.report.queues import goal_text
from scheduler.publish.text import one_line
from scheduler.publish.view import RosterView, Wishes
from scheduler.roster import IntervalCover, gap_text
from scheduler.timegrid import clock

BAR_WIDTH = 300
"""Width of the pictures of hours, in CSS pixels."""
_WORST = 10


def tiles(view: RosterView) -> list[tuple[str, str, str]]:
    """The figures to take in at a glance: label, value, remark."""
    shifts = view.result.shifts
    paid = float(paid_hours(view.instance, shifts))
    level = expected_service_level(view.result.intervals)
    goals, short = {goal_text(goal) for goal in view.instance.queues.values()}, judgement.hours_short(view)
    wishes = [view.wishes(operator) for operator in view.instance.operators]
    granted, denied = sum(w.granted for w in wishes), sum(w.denied for w in wishes)
    kinds = [pause.kind for shift in shifts for pause in shift.breaks]
    run = view.result.run
    return [
        ("Operator-hours short", f"{short:,.1f}", f"of {view.needed_hours:,.0f} needed"),
        ("Answered in time", "–" if level is None else f"{100 * level:.0f} %",
         f"goal {goals.pop()}" if len(goals) == 1 else "each queue has its own goal"),
        ("Shifts", f"{len(shifts):,}", f"{paid:,.0f} paid hours"),
        ("Breaks", f"{kinds.count('lunch'):,} + {kinds.count('breather'):,}", "lunches + breathers"),
        ("Wishes granted", f"{granted:,}" if granted + denied else "–",
         f"of {granted + denied:,}" if granted + denied else "none were made"),
        ("Gap", gap_text(run.gap) if run.bound > 0 or run.status == "optimal" else "–",
         "of the cost at most could be saved" if run.gap else "no roster costs less"),
    ]


@dataclass(frozen=True)
class TermFigures:
    """One term of the cost."""

    label: str
    amount: str
    cost: str


def terms(view: RosterView) -> list[TermFigures]:
    """Every term of the cost."""
    return [
        TermFigures(judgement.TERMS.get(name, one_line(name).replace("_", " ")), f"{term.amount:,.1f} {one_line(term.unit)}",
                    f"{term.cost:,.1f}")
        for name, term in view.result.terms.items()
    ]


@dataclass(frozen=True)
class WorstInterval:
    """One of the intervals that lack most."""

    when: str
    calls: str
    required: int
    on_phone: str
    short: str
    level: str


def worst(view: RosterView) -> list[WorstInterval]:
    """The intervals that lack most operators; among equals, those that answer least."""
    def badness(interval: IntervalCover) -> tuple[float, float]:
        level = 1.0 if interval.service_level is None else interval.service_level
        return -round(missing(interval), 6), level

    return [
        WorstInterval(
            f"{view.local(i.start):%a %d %b} {clock(i.start, view.zone)}" + (f" {one_line(i.queue)}" if i.queue else ""),
            f"{i.calls:.1f}", i.required, f"{i.on_phone:.2f}", f"{missing(i):.2f}",
            "–" if i.service_level is None else f"{100 * i.service_level:.0f} %")
        for i in sorted(view.covers, key=lambda i: (*badness(i), i.start))[:_WORST]
    ]


@dataclass(frozen=True)
class Hours:
    """Paid hours of an operator against the contract; positions of the bar in a picture `BAR_WIDTH` wide."""

    name: str
    contract: str
    days: int
    paid: str
    least: str
    most: str
    remark: str
    bar: str
    band_x: str
    band_width: str
    wishes: Wishes


def hours(view: RosterView) -> list[Hours]:
    """Hours of every operator."""
    operators = view.instance.operators
    longest = max(max(view.paid_hours(o), view.contract_hours(o)[1]) for o in operators) or 1
    scale = (BAR_WIDTH - 2) / longest
    rows = []
    for operator in operators:
        paid, (least, most) = view.paid_hours(operator), view.contract_hours(operator)
        remark = "below" if paid < least - 1e-6 else "above" if paid > most + 1e-6 else ""
        rows.append(Hours(
            one_line(operator.label), one_line(operator.contract), view.days_worked(operator), f"{paid:.2f}",
            f"{least:g}", f"{round(most, 2):g}", remark, number(scale * paid), number(1 + scale * least),
            number(scale * (most - least)), view.wishes(operator),
        ))
    return rows
