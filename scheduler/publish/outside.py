"""What was bought of an outside call centre, and what own staff for it would have cost."""

from __future__ import annotations

from scheduler.check.facts.coverage import on_phone
from scheduler.instance.calls_grid import open_cells
from scheduler.publish.text import one_line
from scheduler.publish.view import RosterView


def in_words_of_outside(view: RosterView) -> str:
    """What was bought, in one phrase; empty without an outside call centre."""
    outside, bought = view.instance.outside, view.result.outside
    if outside is None:
        return ""
    cost, amount = sum(row.cost for row in bought), sum(row.amount for row in bought)
    if not bought:
        said = f"nothing bought of {one_line(outside.name)}"
    else:
        said = (f"{amount:,.1f} {outside.unit} bought of {one_line(outside.name)} for {cost:,.2f} in "
                f"{len(bought):,} interval{'' if len(bought) == 1 else 's'}")
        own = own_staff_cost(view)
        said += "" if own is None else f" (own staff for it: {own:,.2f})"
    if cost < outside.minimum_purchase:
        said += f", {outside.minimum_purchase - cost:,.2f} below the minimum purchase, paid all the same"
    return said


def own_staff_cost(view: RosterView) -> float | None:
    """What own operators in place of the outside ones would have cost, at this roster's pay for an hour on the phone.

    An outside operator-hour is one on the phone; a call handed over takes the share of one that the requirement gives a
    call of its interval. Breaks and surplus are in the price of an hour. None if nobody is on the phone.
    """
    cells = on_phone(view.instance, view.result.shifts)[open_cells(view.instance)]
    there = float(cells.sum()) * view.instance.grid.cell_minutes / 60
    if not there or view.instance.outside is None:
        return None
    pay = view.result.terms["pay"].cost
    hours_of = {(row.start, row.queue): row.required * view.interval_hours / row.calls if row.calls else 0.0
                for row in view.result.intervals}
    by_call = view.instance.outside.by_call
    hours = sum(row.amount * (hours_of.get((row.start, row.queue), 0.0) if by_call else 1.0) for row in view.result.outside)
    return hours * pay / there


def settings_of_outside(view: RosterView) -> list[tuple[str, str]]:
    """Terms of the outside call centre, as label and value."""
    outside = view.instance.outside
    if outside is None:
        return []
    most = outside.capacity_calls_per_hour if outside.by_call else outside.capacity_operators
    unit = "calls an hour" if outside.by_call else "operators"
    return [
        ("outside call centre", one_line(outside.name)),
        ("its price", f"{outside.price:g} for {'a call' if outside.by_call else 'an operator-hour'}"),
        ("its capacity", "no limit" if most is None else f"{most:g} {unit}"),
        ("its minimum purchase", f"{outside.minimum_purchase:g}"),
    ]
