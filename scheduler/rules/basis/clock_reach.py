"""Which shifts of the templates are impossible because their breaks cannot lie in their windows of the clock, in words."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import groupby

from scheduler.instance.instance import Instance
from scheduler.instance.shifts import ShiftTemplate
from scheduler.rules.basis.break_clock import BreakClock, any_forms
from scheduler.rules.basis.shift_table import shifts_of_template

Path = tuple[str | int, ...]
_SHOWN = 6
"""Lengths that are told one by one."""


def lengths_out_of_the_clock(instance: Instance, index: int, template: ShiftTemplate) -> Iterator[tuple[Path, str]]:
    """Yield what is wrong with a template some of whose lengths are possible at no start."""
    unfit = [minutes for minutes, (fits, _) in _starts_by_length(instance, template).items() if not fits]
    if unfit:
        yield (("shifts", index, "length"),
               f"template {template.name}: at none of its starts do the breaks of a shift of {', '.join(map(str, unfit))} min "
               f"lie in their windows of the clock ({clock_told(instance)}); allowed are windows, starts and lengths that go "
               "together: no break is dropped")


def starts_out_of_the_clock(instance: Instance) -> Iterator[tuple[Path, str]]:
    """Yield, for each template, the starts at which some of its lengths are impossible."""
    for index, template in enumerate(instance.shifts):
        told = [f"of {minutes} min from {', '.join(_runs(starts, fits))}"
                for minutes, (fits, starts) in _starts_by_length(instance, template).items() if fits and fits < set(starts)]
        if told:
            left = len(told) - _SHOWN
            more = f"; and of {left} more length{'s' if left > 1 else ''}" if left > 0 else ""
            yield (("shifts", index),
                   f"template {template.name}: no shift {'; '.join(told[:_SHOWN])}{more}: its breaks would not lie in their "
                   f"windows of the clock ({clock_told(instance)}), and no break is dropped")


def clock_told(instance: Instance) -> str:
    """Breaks that have windows of the clock, with these."""
    breathers = instance.breaks.breathers
    rules = [*(("lunch", row.clock) for row in instance.breaks.lunch), ("breathers", breathers.clock if breathers else ())]
    return "; ".join(dict.fromkeys(f"{kind} {' or '.join(map(str, clock))}" for kind, clock in rules if clock))


def _starts_by_length(instance: Instance, template: ShiftTemplate) -> dict[int, tuple[set[str], list[str]]]:
    """For each length, times at which its breaks fit on some day, and all at which it may start; nothing without windows."""
    grid, clock = instance.grid, BreakClock(instance)
    if not clock.spans:
        return {}
    found: dict[int, tuple[set[str], list[str]]] = {}
    shifts = {(said, f"{grid.moment(start):%H:%M}", start, minutes, gap)
              for (_, start, minutes, gap), said in shifts_of_template(template, grid).items()}
    for said, told, start, minutes, gap in sorted(shifts):
        if not any_forms(instance.breaks, minutes, gap, grid.cell_minutes):
            continue
        fits, starts = found.setdefault(said, (set(), []))
        if told not in starts:
            starts.append(told)
        if clock.forms(start, minutes, gap):
            fits.add(told)
    return found


def _runs(starts: Sequence[str], fits: Collection[str]) -> Iterator[str]:
    """Runs of starts that do not fit, by their first and last."""
    for out, run in groupby(starts, lambda start: start not in fits):
        times = list(run)
        if out:
            yield times[0] if len(times) == 1 else f"{times[0]} to {times[-1]}"
