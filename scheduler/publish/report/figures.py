"""Figures of the report for those who ask: at a glance, costs by term, the worst intervals, the hours of each operator."""

from __future__ import annotations

from dataclasses import dataclass

from scheduler.check.facts.covers import SetCover, expected_service_level
from scheduler.check.facts.pay import paid_hours
from scheduler.publish import judgement
from scheduler.publish.report.drawing import number
from scheduler.publish.report.queues import goal_text
from scheduler.publish.text import one_line
from scheduler.publish.view import RosterView, Wishes

BAR_WIDTH = 300
"""Width of the pictures of hours, in CSS pixels."""
_WORST = 10


def tiles(view: RosterView) -> list[tuple[str, str, str]]:
    """The figures to take in at a glance: label, value, remark."""
    shifts = view.result.shifts
    paid = float(paid_hours(view.instance, shifts))
    level = expected_service_level(view.result.intervals)
    goals, short = {goal_text(view.language, goal) for goal in view.instance.queues.values()}, judgement.hours_short(view)
    wishes = [view.wishes(operator) for operator in view.instance.operators]
    granted, denied = sum(w.granted for w in wishes), sum(w.denied for w in wishes)
    kinds = [pause.kind for shift in shifts for pause in shift.breaks]
    away = sum(each.minutes for shift in shifts for each in shift.activities) / 60
    run, say, figure = view.result.run, view.language.say, view.language.figure
    return [
        (say("Operator-hours short"), figure(f"{short:,.1f}"),
         say("of {count} needed", count=figure(f"{view.needed_hours:,.0f}"))),
        (say("Answered in time"), "–" if level is None else view.language.percent(level),
         say("goal {goal}", goal=goals.pop()) if len(goals) == 1 else say("each queue has its own goal")),
        (say("Shifts"), figure(f"{len(view.whole.shifts):,}"), say("{hours} paid hours", hours=figure(f"{paid:,.0f}"))),
        (say("Breaks"), figure(f"{kinds.count('lunch'):,} + {kinds.count('breather'):,}"), say("lunches + breathers")),
        *([(say("Activities"), figure(f"{away:,.1f}"), say("hours away from the phone"))] if view.instance.work_names else []),
        (say("Wishes granted"), figure(f"{granted:,}") if granted + denied else "–",
         say("of {count}", count=figure(f"{granted + denied:,}")) if granted + denied else say("none were made")),
        (say("Gap"), judgement.gap(view) if run.bound > 0 or run.status == "optimal" else "–",
         say("of the cost at most could be saved") if run.gap else say("no roster costs less")),
    ]


@dataclass(frozen=True)
class TermFigures:
    """One term of the cost."""

    label: str
    amount: str
    cost: str


def terms(view: RosterView) -> list[TermFigures]:
    """Every term of the cost."""
    figure = view.language.figure
    return [
        TermFigures(judgement.term_label(view, name), f"{figure(f'{term.amount:,.1f}')} {judgement.unit(view, term)}",
                    figure(f"{term.cost:,.1f}"))
        for name, term in view.result.terms.items()
    ]


@dataclass(frozen=True)
class WorstInterval:
    """One of the intervals that lack most."""

    when: str
    calls: str
    required: int
    on_phone: str
    outside: str
    short: str
    is_short: bool
    level: str


def worst(view: RosterView) -> list[WorstInterval]:
    """The intervals that lack most operators; among equals, those that answer least."""
    def badness(interval: SetCover) -> tuple[float, float]:
        level = 1.0 if interval.service_level is None else interval.service_level
        return -round(interval.missing, 6), level

    language = view.language
    return [
        WorstInterval(
            f"{language.dated('EEE dd MMM', view.local(i.start))} {view.clock(i.start)}" + (
                f" {one_line(i.queue)}" if i.queue else ""),
            language.figure(f"{i.calls:.1f}"), i.required, language.figure(f"{i.on_phone:.2f}"),
            language.figure(f"{i.outside:.2f}"),
            language.figure(f"{i.missing:.2f}"), i.missing >= 0.005,
            "–" if i.service_level is None else language.percent(i.service_level))
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
    extra: str


def hours(view: RosterView) -> list[Hours]:
    """Hours of every operator."""
    operators = view.instance.operators
    longest = max(max(view.paid_hours(o), view.contract_hours(o)[1]) for o in operators) or 1
    scale, figure = (BAR_WIDTH - 2) / longest, view.language.figure
    said = {"": "", "below": view.language.say("below"), "above": view.language.say("above")}
    rows = []
    for operator in operators:
        paid, (least, most) = view.paid_hours(operator), view.contract_hours(operator)
        remark = said[view.beyond_contract(operator)]
        rows.append(Hours(
            one_line(operator.label), one_line(operator.contract), view.days_worked(operator), figure(f"{paid:.2f}"),
            figure(f"{least:g}"), figure(f"{round(most, 2):g}"), remark, number(scale * paid), number(1 + scale * least),
            number(scale * (most - least)), view.wishes(operator), view.extra_words(operator),
        ))
    return rows
