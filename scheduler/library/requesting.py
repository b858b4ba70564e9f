"""`scheduler.swap` and `scheduler.candidates`: requests judged, and granted as pins that know where they came from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from scheduler.demand.effective_load import with_load_factors
from scheduler.errors import CheckError
from scheduler.library.continuing import changed
from scheduler.library.instance import Instance, ref_of
from scheduler.library.result import Result
from scheduler.operate.frozen import pin_of
from scheduler.operate.judging import Judge, Judgement
from scheduler.operate.rebuilt import rebuilt
from scheduler.operate.swaps import Candidate, Duty, shift_of, swapped
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
        after, is_bound = _pinned(instance, mine, [self.one.date, self.other.date], note)
        roster = rebuilt(after, ref_of(after), shifts, plan.roster, plan.bound if is_bound else 0.0)
        return Result(after, roster)


def _pinned(instance: Instance, shifts: Sequence[Shift], dates: Sequence[object], note: str) -> tuple[Instance, bool]:
    """The instance with shifts pinned in place of older pins of those days, and whether it allows no more than before."""
    who = {shift.operator for shift in shifts}
    rows = [entry.as_written() for entry in instance.availability]
    kept = [row for row in rows if row["kind"] != "pinned" or row["operator"] not in who
            or row["when"] not in {str(date) for date in dates}]
    pins = [pin_of(instance.grid, shift, date, note) for shift, date in zip(shifts, dates, strict=True)]  # type: ignore[arg-type]
    return changed(instance, availability=[*kept, *pins]), len(kept) == len(rows)


def swap(plan: Result, one: str, other: str) -> Swap:
    """Judge a trade of two shifts, each named ``ID@DATE``: as `scheduler.swap`.

    Raises
    ------
    InputError
        If there is no such shift.
    """
    first, second = Duty.parse(one), Duty.parse(other)
    judge = _judge(plan)
    after = swapped(plan.instance, plan.roster.shifts, first, second)
    return Swap(plan, first, second, judge.judge(after, {first.operator, second.operator}))


def candidates(plan: Result, vacant: str) -> tuple[Candidate, ...]:
    """Who could take a shift named ``ID@DATE``, ranked: as `scheduler.candidates`."""
    return found_candidates(_judge(plan), Duty.parse(vacant))


def _judge(plan: Result) -> Judge:
    """A judge of the roster as it was planned: with its load factors."""
    return Judge(with_load_factors(plan.instance, plan.roster.load_factors), plan.roster.shifts)
