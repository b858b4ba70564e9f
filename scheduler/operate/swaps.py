"""Two people trade shifts, and who could take a shift that is vacant."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from scheduler.check.facts.pay import paid_hours
from scheduler.check.facts.times import day_of_shift, span
from scheduler.check.violation import Violation
from scheduler.errors import Fault, InputError
from scheduler.instance.instance import Instance
from scheduler.instance.operators import Availability
from scheduler.instance.quantities import day_of_text
from scheduler.model.sessions import settled
from scheduler.operate.judging import Judge, Judgement
from scheduler.operate.offers import Offer, offers, rows_of
from scheduler.operate.standby import on_standby
from scheduler.roster import Shift, StandbyPlace


@dataclass(frozen=True)
class Duty:
    """The shift of somebody on a day, as ``op07@2026-12-08`` names it."""

    operator: str
    date: dt.date

    @classmethod
    def parse(cls, text: str) -> Duty:
        """Read ``ID@DATE``.

        Raises
        ------
        InputError
            If the text is of another form.
        """
        operator, mark, date = text.rpartition("@")
        try:
            return cls(operator, day_of_text(date if mark and operator else ""))
        except ValueError:
            raise InputError([Fault("", "shift", f"found {text!r}; allowed is ID@DATE, such as op07@2026-12-08")]) from None

    def __str__(self) -> str:
        return f"{self.operator}@{self.date}"


def shift_of(instance: Instance, shifts: Sequence[Shift], duty: Duty) -> Shift:
    """The shift that is meant.

    Raises
    ------
    InputError
        If nobody has that name, or they have no shift on that day.
    """
    if duty.operator not in {each.id for each in instance.operators}:
        raise InputError([Fault("", "operator", f"found {duty.operator!r}, no operator of {instance.hotline.name!r}")])
    for shift in shifts:
        if shift.operator == duty.operator and instance.grid.date(day_of_shift(instance, shift)) == duty.date:
            return shift
    raise InputError([Fault("", "shift", f"found {duty}: {duty.operator} has no shift on {duty.date}")])


def swapped(instance: Instance, shifts: Sequence[Shift], one: Duty, other: Duty) -> tuple[Shift, ...]:
    """The roster in which two people have traded these shifts, each with its breaks.

    Activities stay with whom they are for, and with who holds them for these.
    """
    first, second = shift_of(instance, shifts, one), shift_of(instance, shifts, other)
    new = {id(first): other.operator, id(second): one.operator}
    return settled(instance, [taken_by(instance, shift, new[id(shift)]) if id(shift) in new else shift for shift in shifts])


def taken_by(instance: Instance, shift: Shift, operator: str) -> Shift:
    """A shift of somebody else, without activities and deferrable work that the new holder does not have."""
    holder = next(each for each in instance.operators if each.id == operator)
    own = {each.name for work in (instance.activities, instance.deferrable) for each in work if each.is_for(holder)}
    breaks = tuple(each for each in shift.breaks if each.kind != "activity" or each.name in own)
    return shift.model_copy(update={"operator": operator, "breaks": breaks})


@dataclass(frozen=True)
class Candidate:
    """Somebody who could take a vacant shift.

    Parameters
    ----------
    operator
        Their id.
    judgement
        What it would mean.
    hours
        Their paid hours over the horizon, with it.
    offer
        The longer shift by which they take over a part, as overtime; None: they take it as it is.
    standby
        Their place on a standby list during the shift; None: they have none then.
    """

    operator: str
    judgement: Judgement
    hours: float
    offer: Offer | None = None
    standby: StandbyPlace | None = None

    @property
    def called(self) -> str:
        """Their place on standby in words; empty without one."""
        return "" if self.standby is None else f", on standby ({self.standby.name}, place {self.standby.place})"


def candidates(judge: Judge, duty: Duty, standby: Sequence[StandbyPlace] = ()) -> tuple[Candidate, ...]:
    """Everybody else, those first who may take the shift: who is on standby during it in their order, then the cheapest first.

    Costs are against leaving it vacant. Among them is whoever may take over a part of it by overtime, where that saves
    something.
    """
    instance = judge.instance
    shift = shift_of(instance, judge.shifts, duty)
    vacant = Judge(instance, settled(instance, [each for each in judge.shifts if each is not shift]))
    found = [*_by_overtime(vacant, shift)]
    called: dict[str, StandbyPlace] = {}
    for each in on_standby(standby, shift):
        called.setdefault(each.operator, each)
    order = list(called)
    for operator in instance.operators:
        if operator.id != duty.operator:
            taken = settled(instance, (*vacant.shifts, taken_by(instance, shift, operator.id)))
            own = [each for each in taken if each.operator == operator.id]
            judgement = vacant.judge(taken, [operator.id])
            judgement = replace(judgement, violations=first_of_all(judgement.violations))
            found.append(Candidate(operator.id, judgement, float(paid_hours(instance, own)), standby=called.get(operator.id)))
    return tuple(sorted(found, key=lambda each: (
        not each.judgement.is_allowed, order.index(each.operator) if each.standby else len(order), each.judgement.cost,
        len(each.judgement.violations), each.hours, each.operator)))


def _by_overtime(vacant: Judge, shift: Shift) -> Iterator[Candidate]:
    """Of each operator the overtime beside a vacant shift that saves most, with their breaks where they then lie."""
    instance, (start, end) = vacant.instance, span(shift)
    day = day_of_shift(instance, shift)
    asked = [each for each in offers(instance, vacant.shifts, instance.grid.origin, range(day - 1, day + 2), {shift.operator})
             if each.minutes > 0 and span(each.after)[0] < end and span(each.after)[1] > start]
    best: dict[str, Candidate] = {}
    for each in asked:
        shifts = [each.after if other is each.before else other for other in vacant.shifts]
        rows = [Availability.model_validate(row) for row in rows_of(instance, [each], instance.grid.origin)]
        judgement = vacant.compare(vacant.after(shifts, rows), [each.after.operator])
        own = [other for other in shifts if other.operator == each.after.operator]
        taker = Candidate(each.after.operator, judgement, float(paid_hours(instance, own)), each)
        least = best[taker.operator].judgement.cost if taker.operator in best else 0.0
        if judgement.is_allowed and judgement.cost < least:
            best[taker.operator] = taker
    yield from best.values()


def first_of_all(broken: tuple[Violation, ...]) -> tuple[Violation, ...]:
    """Of somebody who works that day already, this alone: the rest merely follows."""
    return tuple(each for each in broken if each.rule == "one_shift_a_day")[:1] or broken
