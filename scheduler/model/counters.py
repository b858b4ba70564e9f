r"""The counters over one operator's days as constraints of the integer program.

Some days are free and have variables, the others are fixed. Below, :math:`w_d` is 1 if day :math:`d` is worked, and
:math:`m_d` if a shift of the statement's `rows` is worked on it; both are linear in the variables.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from scheduler.model.comparison import add_change, add_variety
from scheduler.model.long_rest import add_long_rest
from scheduler.model.operator_days import Choices, OperatorDays, Sum, at_most, total_of
from scheduler.model.program import Program
from scheduler.rules.basis.comparison import Change, Variety
from scheduler.rules.basis.long_rest import LongRest
from scheduler.rules.basis.shift_table import ShiftTable
from scheduler.rules.basis.statement import Counter, Groups, Recovery, Run, Succession, Tariff, Total


def add_counter(program: Program, counter: Counter, days: OperatorDays) -> None:
    """Keep one counter over an operator's days."""
    match counter:
        case Total():
            _add_total(program, counter, days)
        case Run():
            _add_run(program, counter, days)
        case Groups():
            _add_groups(program, counter, days)
        case Succession():
            _add_succession(program, counter, days)
        case Recovery():
            _add_recovery(program, counter, days)
        case Tariff():
            _add_tariff(program, counter, days)
        case Change():
            add_change(program, counter, days)
        case Variety():
            add_variety(program, counter, days)
        case LongRest():
            add_long_rest(program, counter, days)


def add_rest(program: Program, table: ShiftTable, gap: int, first: Choices, second: Choices) -> None:
    """No start of `second` before the ready time of `first`: one clique for each start that can be too early."""
    for start in sorted({int(table.start[row]) for _, row in second}):
        late = [variable for variable, row in first if table.end[row] + gap > start]
        if not late:
            break
        early = [variable for variable, row in second if table.start[row] <= start]
        program.constrain([(variable, 1) for variable in sorted({*late, *early})], 0, 1)


def _add_total(program: Program, total: Total, days: OperatorDays) -> None:
    for window in total.windows:
        free = [day for day in days.free if window.first <= day <= window.last]
        if free:
            fixed = days.fixed[window.first : window.last + 1]
            done = int(total.amount[fixed[fixed >= 0]].sum())
            terms = [(variable, int(total.amount[row])) for day in free for variable, row in days.free[day]]
            program.constrain(terms, window.least - done, window.most - done)


def _add_run(program: Program, run: Run, days: OperatorDays) -> None:
    r"""Bound runs from both sides.

    With :math:`r_d = m_d` (where days off count, 1 less the shifts outside `rows`):
    :math:`\sum_{k=0}^{most} r_{d+k} \leq most`, and :math:`r_d - r_{d-1} \leq r_{d+k}` for :math:`0 < k < least` within the
    horizon. The days before it enter as constants.
    """
    inside = [Sum([], 1) - each for each in days.marked(~run.rows)] if run.off else days.marked(run.rows)
    before = run.before or 0
    if run.most is not None:
        for first in days.near(0, run.most):
            if first + run.most < len(days):
                at_most(program, total_of(inside[first : first + run.most + 1]), run.most)
        if before:
            left = max(0, run.most - before)
            at_most(program, total_of(inside[: left + 1]), left)
    for first in days.near(1, run.least - 1) if run.least > 1 else ():
        if first:
            starts = inside[first] - inside[first - 1]
            for day in range(first + 1, min(first + run.least, len(days))):
                at_most(program, starts - inside[day], 0)
        elif run.before == 0:
            for day in range(1, min(run.least, len(days))):
                at_most(program, inside[0] - inside[day], 0)
    for day in range(min(run.least - before, len(days))) if before else ():
        at_most(program, Sum([], 1) - inside[day], 0)


def _add_groups(program: Program, groups: Groups, days: OperatorDays) -> None:
    r"""Count groups worked by a variable each, :math:`y_g \geq m_d` for its days; whole groups have all :math:`m_d` equal."""
    inside = days.marked(groups.rows)
    counts_bind = groups.most is not None and groups.most < len(groups.groups)
    worked = Sum([])
    for first, last in groups.groups:
        span = range(first, last + 1)
        if groups.whole:
            for day in span[1:]:
                at_most(program, inside[day] - inside[first], 0)
                at_most(program, inside[first] - inside[day], 0)
        if counts_bind:
            worked += _is_worked(program, groups, days, [inside[day] for day in span], span)
    if groups.most is not None and counts_bind:
        at_most(program, worked, groups.most)


def _is_worked(program: Program, groups: Groups, days: OperatorDays, inside: list[Sum], span: range) -> Sum:
    if any(not each.terms and each.constant for each in inside):
        return Sum([], 1)
    if not any(each.terms for each in inside):
        return Sum([])
    rows = days.current[span.start : span.stop]
    variable = program.boolean(int(groups.rows[rows[rows >= 0]].any()))
    for each in inside:
        at_most(program, each - Sum([(variable, 1)]), 0)
    return Sum([(variable, 1)])


def _add_succession(program: Program, succession: Succession, days: OperatorDays) -> None:
    r""":math:`m^{first}_d + m^{then}_{d+1} \leq 1`."""
    first, then = days.marked(succession.first), days.marked(succession.then)
    for day in days.near(0, 1):
        if day + 1 < len(days):
            at_most(program, first[day] + then[day + 1], 1)


def _add_recovery(program: Program, recovery: Recovery, days: OperatorDays) -> None:
    r"""Keep the days after a series free.

    With other work :math:`o_d = w_d - m_d` and :math:`1 \leq k \leq days`: :math:`m_d + o_{d+k} \leq 1`, and no new series,
    :math:`m_d + m_{d+k} \leq 1 + w_{d+1}` for :math:`k > 1`. The shift before the horizon enters as a constant.
    """
    series, other = days.marked(recovery.rows), days.marked(~recovery.rows)
    for day in days.near(0, recovery.days):
        for after in range(day + 1, min(day + recovery.days + 1, len(days))):
            at_most(program, series[day] + other[after], 1)
            if after > day + 1:
                at_most(program, series[day] + series[after] - days.worked[day + 1], 1)
    if recovery.before is not None:
        may_go_on = days.worked[0] if not recovery.before else Sum([])
        for day in range(min(recovery.days - recovery.before, len(days))):
            at_most(program, other[day], 0)
            if day or recovery.before:
                at_most(program, series[day] - may_go_on, 0)


def _add_tariff(program: Program, tariff: Tariff, days: OperatorDays) -> None:
    r"""Price the sum :math:`T` of each span by its convex curve.

    :math:`T = \sum_k u_k` with a variable for each straight piece of the curve, no longer than the piece, at its slope: slopes
    rise, so that the earlier pieces are filled first.
    """
    groups = tariff.groups if tariff.groups is not None else tuple((day, day) for day in range(len(days)))
    for number, (first, last) in enumerate(tariff.spans):
        inside = [each for each in groups if first <= each[0] and each[1] <= last]
        parts = [_added(program, tariff, days, span) for span in inside]
        if not any(day in days.free for span in inside for day in range(span[0], span[1] + 1)):
            program.constant += int(tariff.costs(number, np.array(sum(each.constant for each in parts))))
            continue
        _price_sum(program, tariff, number, total_of(parts), _current(tariff, days, inside))


def _added(program: Program, tariff: Tariff, days: OperatorDays, span: tuple[int, int]) -> Sum:
    """What the days of a group add: of several days the largest amount, by a variable."""
    first, last = span
    each_day = [Sum([(variable, int(tariff.amount[row])) for variable, row in days.free[day] if tariff.amount[row]])
                if day in days.free else Sum([], int(tariff.amount[days.fixed[day]]) if days.fixed[day] >= 0 else 0)
                for day in range(first, last + 1)]
    if first == last:
        return each_day[0]
    mask = tariff.amount > 0
    marks = days.marked(mask)[first : last + 1]
    groups = Groups(tariff.rule, mask, (span,))
    return _is_worked(program, groups, days, marks, range(first, last + 1))


def _current(tariff: Tariff, days: OperatorDays, groups: Sequence[tuple[int, int]]) -> int:
    """The sum in the roster that hints are taken from."""
    added = [int(tariff.amount[row]) if row >= 0 else 0 for row in days.current.tolist()]
    return sum(max(added[first : last + 1]) for first, last in groups)


def _price_sum(program: Program, tariff: Tariff, number: int, total: Sum, current: int) -> None:
    """Let a variable for each slope take a part of the sum; equal slopes share one."""
    slopes = np.diff(tariff.curves[number])
    most = total.constant + sum(weight for _, weight in total.terms)
    pieces: list[tuple[int, int]] = []  # length and slope of each straight piece of the curve up to the most there can be
    for slope in [*slopes.tolist(), *[int(slopes[-1])] * max(0, most - len(slopes))][:most]:
        if pieces and pieces[-1][1] == slope:
            pieces[-1] = pieces[-1][0] + 1, slope
        else:
            pieces.append((1, slope))
    program.constant += int(tariff.curves[number][0])
    terms, left = [(variable, -weight) for variable, weight in total.terms], current
    for length, slope in pieces:
        taken = min(length, left)
        left -= taken
        terms.append((program.integer(length, taken, slope), 1))
    program.constrain(terms, total.constant, total.constant)
