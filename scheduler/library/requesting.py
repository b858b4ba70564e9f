"""`scheduler.swap`, `candidates` and `requests`: judged, and granted as rows of availability that know where they came from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path

from scheduler.errors import CheckError, Fault, InputError
from scheduler.instance.operators import AGREED, Availability
from scheduler.library.continuing import changed, moment, refuse_changed
from scheduler.library.instance import ref_of
from scheduler.library.reading import rows_of_file
from scheduler.library.result import Result
from scheduler.operate.answers import Answer, answers
from scheduler.operate.frozen import Row, pin_of
from scheduler.operate.judging import Judgement
from scheduler.operate.rebuilt import rebuilt
from scheduler.operate.requests import Request, refused
from scheduler.operate.swaps import Candidate, Duty, first_of_all, shift_of, swapped
from scheduler.operate.swaps import candidates as found_candidates
from scheduler.roster import Shift


@dataclass(frozen=True, eq=False)
class Swap:
    """A trade of two shifts.

    Parameters
    ----------
    plan
        The roster it is asked of.
    one, other
        Whose shifts.
    judgement
        Whether it is allowed, and what it costs.
    """

    plan: Result
    one: Duty
    other: Duty
    judgement: Judgement

    def __str__(self) -> str:
        return str(self.judgement)

    def grant(self) -> Result:
        """The roster after it; both shifts are pinned, and their pins say why.

        Raises
        ------
        CheckError
            If a rule speaks against it.
        """
        if not self.judgement.is_allowed:
            raise CheckError(str(self))
        plan, instance = self.plan, self.plan.instance
        shifts = swapped(instance, plan.roster.shifts, self.one, self.other)
        mine = [shift_of(instance, shifts, Duty(self.other.operator, self.one.date)),
                shift_of(instance, shifts, Duty(self.one.operator, self.other.date))]
        note = f"swap of {self.one} and {self.other}"
        pins = [pin_of(instance.grid, shift, date, note)
                for shift, date in zip(mine, (self.one.date, self.other.date), strict=True)]
        days = product((self.one.operator, self.other.operator), (str(self.one.date), str(self.other.date)))
        return _granted(plan, shifts, pins, set(days))


def _granted(
    plan: Result, shifts: Sequence[Shift], pins: Sequence[Row], days: Collection[tuple[str, str]],
    absences: Sequence[Availability] = (),
) -> Result:
    """The roster of these shifts, with pins in place of older ones of these people on these days, and with absences.

    The bound stays where the instance then allows no more than before, and at the same prices.
    """
    refuse_changed(plan, "allowed is to grant something")
    instance = plan.instance
    rows = [entry.as_written() for entry in instance.availability]
    kept = [row for row in rows if row["kind"] not in AGREED or (row["operator"], row["when"]) not in days]
    after = changed(instance, availability=[*kept, *pins, *(each.as_written() for each in absences)])
    is_bound = len(kept) == len(rows) and not any(each.is_credited for each in absences) and not (
        absences and instance.objective.fairness.priced)
    return Result(after, rebuilt(after, ref_of(after), shifts, plan.roster, plan.bound if is_bound else 0.0))


def swap(plan: Result, one: str, other: str) -> Swap:
    """Judge a trade of two shifts, each named ``ID@DATE``: as `scheduler.swap`.

    Raises
    ------
    InputError
        If there is no such shift.
    """
    first, second = Duty.parse(one), Duty.parse(other)
    judge = plan.judge
    after = swapped(plan.instance, plan.roster.shifts, first, second)
    judgement = judge.judge(after, {first.operator, second.operator})
    return Swap(plan, first, second, replace(judgement, violations=first_of_all(judgement.violations)))


@dataclass(frozen=True, eq=False)
class Requests:
    """Requests of a roster, answered.

    Parameters
    ----------
    plan
        The roster they are made of.
    answers
        In the order in which they were answered.
    """

    plan: Result
    answers: tuple[Answer, ...]

    @property
    def granted(self) -> tuple[Answer, ...]:
        """Those that may be granted together."""
        return tuple(each for each in self.answers if each.status == "granted")

    def __str__(self) -> str:
        return "\n".join(map(str, self.answers))

    def grant(self) -> Result:
        """The roster with all that may be granted: shifts are pinned, absences are rows, and each says of which request.

        Where nothing may be granted it is the roster as it was.
        """
        made = [(each, each.proposal) for each in self.granted if each.proposal is not None]
        if not made:
            return self.plan
        grid = self.plan.instance.grid
        pins = [pin_of(grid, proposal.shift, each.request.date, each.note) for each, proposal in made if proposal.shift]
        days = {(row["operator"], row["when"]) for row in pins}
        return _granted(self.plan, made[-1][1].shifts, pins, days, [row for _, proposal in made for row in proposal.absences])


def requests(
    plan: Result, asked: str | Path | Sequence[Request], *, allowance: int | None = None, fair: bool = False,
    now: dt.datetime | str | None = None,
) -> Requests:
    """Answer requests of a roster: as `scheduler.requests`, which says what may be asked.

    Raises
    ------
    InputError
        With everything that is wrong, each with its place.
    """
    if allowance is not None and allowance < 0:
        raise InputError([Fault("", "allowance", f"found {allowance}; allowed is a whole number from 0")])
    if isinstance(asked, str | Path):
        asked = rows_of_file(Path(asked), Request, lambda rows: refused(plan.instance, rows))
    elif faults := [Fault(f"requests:row {index + 1}", *found) for index, *found in refused(plan.instance, asked)]:
        raise InputError(faults)
    since = None if now is None else moment(plan.instance, now, "now")
    return Requests(plan, answers(plan.judge, asked, allowance, fair=fair, now=since))


def candidates(plan: Result, vacant: str) -> tuple[Candidate, ...]:
    """Who could take a shift named ``ID@DATE``, ranked: as `scheduler.candidates`."""
    return found_candidates(plan.judge, Duty.parse(vacant), plan.roster.standby)
