"""Open cells in which nobody on the phone has the skill of a topic."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from scheduler.check.facts.coverage import on_phone
from scheduler.instance.calls_grid import open_cells
from scheduler.instance.instance import Instance
from scheduler.roster import Shift


def uncovered(instance: Instance, shifts: Sequence[Shift], topic: str) -> NDArray[np.bool_]:
    """Whether a cell is open and nobody on the phone has the skill of a topic; shape (cells,)."""
    experts = {operator.id for operator in instance.operators if topic in operator.skills}
    present = on_phone(instance, shifts, experts)
    return np.asarray(open_cells(instance) & (present == 0))
