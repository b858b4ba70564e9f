"""What a move is: a way from the incumbent to a roster that may be better."""

from __future__ import annotations

from typing import Protocol

import numpy as np

from scheduler.model.solution import Solution


class Move(Protocol):
    """A way to a better roster.

    Several threads may apply a move at once; how much it does at a time, it may adapt to what came of it.
    """

    @property
    def name(self) -> str:
        """What progress calls it."""
        ...

    def apply(self, base: Solution, rng: np.random.Generator) -> Solution | None:
        """Make a roster from `base`, which stays as it is; ``None`` where there is no time for this move."""
        ...
