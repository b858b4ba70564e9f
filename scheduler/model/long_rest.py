r"""The long rest of a week as constraints of the integer program.

A week :math:`k` chooses one of some windows of time, :math:`\sum_c z_{kc} = 1`, in which no shift lies, and windows of
successive weeks do not overlap.
"""

from __future__ import annotations

import numpy as np

from scheduler.model.operator_days import OperatorDays
from scheduler.model.program import Program, Term, Variable
from scheduler.rules.basis.long_rest import LongRest

Windows = dict[int, Variable]
"""Variables of the windows of a week, by their first cells, rising."""


def add_long_rest(program: Program, rest: LongRest, days: OperatorDays) -> None:
    """Let every week that is asked have a window of rest, or be priced."""
    taken, before = rest.since, Windows()
    for week, asked in enumerate(rest.asked):
        if not asked:
            before = {}
            continue
        firsts = sorted(_candidates(rest, days, week))
        current = next((first for first in firsts if first >= taken and _is_free(rest, days.current, first)), None)
        taken = taken if current is None else current + rest.cells
        windows = {first: program.boolean(int(first == current)) for first in firsts}
        terms: list[Term] = [(variable, 1) for variable in windows.values()]
        if rest.price is not None:
            terms.append((program.boolean(int(current is None), rest.price), 1))
        program.constrain(terms, 1, 1)
        for first, variable in windows.items():
            _keep_free(program, rest, days, first, variable)
        _keep_apart(program, rest, before, windows)
        before = windows


def _candidates(rest: LongRest, days: OperatorDays, week: int) -> set[int]:
    """First cells of the windows that a week may choose: after a shift, or before one, of long rests also their middle.

    Of windows that the same starts bound, and that meet none of the next week, the last is enough.
    """
    rows = np.array([row for choices in days.free.values() for _, row in choices], dtype=np.int64)
    rows = np.concatenate([rows, days.fixed[days.fixed >= 0]])
    cells, (first, after) = rest.cells, rest.edges[week : week + 2]
    starts, ends = np.append(np.unique(rest.start[rows]), rest.edges[-1]), np.append(np.unique(rest.end[rows]), rest.since)
    early = ends[ends < first]
    found = np.unique(np.concatenate([
        ends, early + cells, early + 2 * cells, starts - cells, starts - 2 * cells,
        [first - cells, first, first + cells, after - cells]]))
    found = found[(found >= rest.since) & (found + cells <= rest.edges[-1]) & (found < after) & (found + cells > first)]
    free = [each for each in found.tolist() if _is_free(rest, days.fixed, each)]
    apart = range(first, after - 2 * cells + 1)
    last = {int(np.searchsorted(starts, each + cells)): each for each in free if each in apart}
    return {*last.values(), *(each for each in free if each not in apart)}


def _is_free(rest: LongRest, rows: np.ndarray[tuple[int], np.dtype[np.int64]], first: int) -> bool:
    """Whether none of the rows worked lies in a window."""
    worked = rows[rows >= 0]
    return not ((rest.start[worked] < first + rest.cells) & (rest.end[worked] > first)).any()


def _keep_free(program: Program, rest: LongRest, days: OperatorDays, first: int, window: Variable) -> None:
    """No shift in a window that is chosen."""
    for choices in days.free.values():
        inside: list[Term] = [(variable, 1) for variable, row in choices
                              if rest.start[row] < first + rest.cells and rest.end[row] > first]
        if inside:
            program.constrain([*inside, (window, 1)], 0, 1)


def _keep_apart(program: Program, rest: LongRest, before: Windows, windows: Windows) -> None:
    """A window begins no earlier than that of the week before ends."""
    for first in windows:
        late = [(variable, 1) for other, variable in before.items() if other + rest.cells > first]
        if late:
            early = [(variable, 1) for other, variable in windows.items() if other <= first]
            program.constrain([*late, *early], 0, 1)
