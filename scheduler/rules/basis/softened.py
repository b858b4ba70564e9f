"""A bound on a total that may be missed at a price."""

from __future__ import annotations

import numpy as np

from scheduler.rules.basis.shift_table import ShiftTable
from scheduler.rules.basis.statement import Statement, Tariff, Total, Window


def softened(total: Total, price: int, table: ShiftTable) -> Statement:
    """The same bounds, each unit that is missing to the least or beyond the most at a price, in cost units."""
    most_of_day = np.zeros(table.days, dtype=np.int64)
    np.maximum.at(most_of_day, table.day, total.amount)
    sizes = [_last_bend(window, int(most_of_day[window.first : window.last + 1].sum())) + 2 for window in total.windows]
    sums = np.arange(max(sizes, default=2))
    curves = [price * (np.maximum(window.least - sums, 0) + np.maximum(sums - window.most, 0)) for window in total.windows]
    spans = tuple((window.first, window.last) for window in total.windows)
    return Tariff(total.rule, total.amount, spans, np.array(curves, dtype=np.int64).reshape(len(spans), len(sums)))


def _last_bend(window: Window, reach: int) -> int:
    """The last sum at which the curve bends, of those that can be reached."""
    return max(window.least, min(window.most, reach))
