"""A review in words: the lines of a terminal, the labels of the page, and one JSON object."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict

from scheduler.publish.text import one_line
from scheduler.reviewed import Group, Measured, Review

PARTS = {
    "attendance": "people late or away", "breaks": "where breaks lay", "shifts": "which shifts were worked",
    "calls": "calls that could have been foreseen", "handling": "handling time, patience and absence",
    "chance": "chance, which no forecast knows"}
GROUPS: dict[Group, str] = {
    "forecast": "Forecast", "staffing": "Staffing", "roster": "Roster", "attendance": "Attendance"}
MEASURED = {"calls": ("Calls", ""), "aht_s": ("Mean handling time", " s"), "patience_s": ("Mean patience", " s"),
            "shrinkage_percent": ("Shrinkage", " %")}


def sentence(review: Review) -> str:
    """The answer in one sentence."""
    return (f"The roster cost {review.cost:,.2f} as the days went; the best roster found in hindsight "
            f"{review.hindsight:,.2f}, and none costs less than {review.bound:,.2f}: {max(0.0, review.lost):,.2f} were lost")


def service(review: Review) -> Iterator[str]:
    """What callers met, and how that is known."""
    served = review.served
    goal = f"goal {100 * served.target:.0f} %"
    promise = "" if served.promised is None else f", {100 * served.promised:.0f} % promised by the forecast"
    if served.in_log is not None:
        yield f"{100 * served.in_log:.1f} % of the calls were answered in time, by the waits of the log ({goal}{promise})"
    yield (f"{100 * served.simulated:.1f} % (± {196 * served.error:.1f}) are answered in time when the calls that came are "
           f"played against the roster as it was worked{'' if served.in_log is not None else f' ({goal}{promise})'}")


def measured(each: Measured) -> tuple[str, str, str, str]:
    """Label, planned, found and difference of a figure."""
    label, unit = MEASURED[each.name]
    label += f", {one_line(each.queue)}" if each.queue else ""
    found = "not told" if each.found is None else f"{each.found:,.0f}{unit}" if unit != " %" else f"{each.found:.1f} %"
    planned = "–" if each.planned is None else f"{each.planned:,.0f}{unit}"
    return label, planned, found, "" if each.ratio is None else f"{100 * (each.ratio - 1):+.0f} %"


def text(review: Review) -> Iterator[str]:
    """Lines for a terminal."""
    yield f"{one_line(review.hotline)}, {review.first} to {review.last}: {review.source}"
    yield sentence(review)
    for group, label in GROUPS.items():
        parts = [f"{PARTS[part.name]} {part.cost:,.2f}" for part in review.parts if part.group == group]
        yield f"  {label + ':':<12}{review.group(group):>12,.2f}  ({'; '.join(parts)})"
    yield "Weaknesses, the dearest first:" if review.weaknesses else "No weakness cost anything to speak of."
    yield from (f"  {each.cost:,.2f}  {one_line(each.text)}" for each in review.weaknesses)
    yield "Strengths:" if review.strengths else "No strengths to speak of."
    yield from (f"  {one_line(each.text)}" for each in review.strengths)
    yield from service(review)
    for each in review.measured:
        label, planned, found, difference = measured(each)
        yield f"{label}: {planned} planned, {found}" + (f" ({difference})" if difference else "")
    if review.beyond_reach_hours >= 0.05:
        yield (f"Even the best roster in hindsight is {review.beyond_reach_hours:,.1f} operator-hours short: there are too few "
               "people for these calls.")
    yield from (f"Proposed: {one_line(each.field)}: {each.before} → {each.after}; {each.why}" for each in review.suggestions)
    yield from review.notes


def as_json(review: Review) -> str:
    """One JSON object."""
    lost: dict[str, float] = {"total": review.lost, **{str(name): review.group(name) for name in GROUPS}}
    return json.dumps({**asdict(review), "lost": lost}, ensure_ascii=False, default=str)
