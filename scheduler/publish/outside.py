"""What was bought of an outside call centre, and what own staff for it would have cost."""

from __future__ import annotations

from collections.abc import Iterable

from scheduler.check.facts.coverage import on_phone
from scheduler.check.facts.covers import SetCover
from scheduler.instance.calls_grid import open_cells
from scheduler.publish.text import one_line
from scheduler.publish.view import RosterView


def in_words_of_outside(view: RosterView) -> str:
    """What was bought, in one phrase; empty without an outside call centre."""
    outside, bought = view.instance.outside, view.result.outside
    if outside is None:
        return ""
    cost, amount = sum(row.cost for row in bought), sum(row.amount for row in bought)
    say, figure, name = view.language.say, view.language.figure, one_line(outside.name)
    if not bought:
        said = say("nothing bought of {name}", name=name)
    else:
        said = view.language.say_n("{amount} {unit} bought of {name} for {cost} in {count} interval",
                                   "{amount} {unit} bought of {name} for {cost} in {count} intervals", len(bought),
                                   amount=figure(f"{amount:,.1f}"), unit=say(outside.unit), name=name,
                                   cost=figure(f"{cost:,.2f}"))
        own = own_staff_cost(view)
        said = said if own is None else say("{bought} (own staff for it: {cost})", bought=said, cost=figure(f"{own:,.2f}"))
    if cost < outside.minimum_purchase:
        lack = figure(f"{outside.minimum_purchase - cost:,.2f}")
        said = say("{bought}, {lack} below the minimum purchase, paid all the same", bought=said, lack=lack)
    return said


def outside_hours(view: RosterView, rows: Iterable[SetCover]) -> float:
    """Operator-hours of outside help in intervals of `RosterView.covers`; every set with its queue shows the same ones."""
    return sum({row.start: row.outside for row in rows if row.outside}.values()) * view.interval_hours


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
    say, figure, price = view.language.say, view.language.figure, view.language.figure(f"{outside.price:g}")
    most = outside.capacity_calls_per_hour if outside.by_call else outside.capacity_operators
    count = "" if most is None else figure(f"{most:g}")
    capacity = say("{count} calls an hour", count=count) if outside.by_call else view.language.say_n(
        "{count} operator", "{count} operators", int(most or 0))
    return [
        (say("outside call centre"), one_line(outside.name)),
        (say("its price"), say("{price} for a call", price=price) if outside.by_call else
         say("{price} for an operator-hour", price=price)),
        (say("its capacity"), say("no limit") if most is None else capacity),
        (say("its minimum purchase"), figure(f"{outside.minimum_purchase:g}")),
    ]
