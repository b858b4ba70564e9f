"""What anonymous shifts are planned for."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.dayplans.chains import ShiftRules
from benchmarks.dayplans.portfolio import Channel
from benchmarks.dayplans.program import AnonymousShift, CellCosts, plan_cost

Shifts = list[AnonymousShift]


@dataclass(frozen=True, eq=False)
class AnonymousTask:
    """What to plan: rules, requirement of each cell, and costs."""

    rules: ShiftRules
    required: NDArray[np.int64]
    costs: CellCosts
    seed: int = 0

    def cost(self, shifts: Shifts) -> int:
        """Cost of shifts, in integers."""
        return plan_cost(self.required, shifts, self.costs, self.rules.breather_cells)

    def tell(self, channel: Channel[Shifts], shifts: Shifts) -> None:
        """Tell a plan with its cost."""
        channel.found(shifts, self.cost(shifts))

    def most(self, cost: int) -> int:
        """No plan that costs no more has more shifts than this: each is paid."""
        return cost // (self.costs.paid * (min(self.rules.lengths) - max(self.rules.lunches)))
