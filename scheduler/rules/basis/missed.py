"""What the counters share that count how far a roster misses a rule: forbidden where they have no price."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]


class Missed(ABC):
    """A counter of what is missed.

    Attributes
    ----------
    rule
        Name of the rule.
    price
        Soft: cost units of each unit missed; ``None``: none may be.
    """

    rule: str
    price: int | None
    off_label: ClassVar[int] = -1

    @abstractmethod
    def missed(self, rows: Ints) -> int:
        """Units missed, of the rows worked on all days, below 0 for a day off; shape (days,)."""

    @property
    def unit_costs(self) -> Ints:
        """Costs of which that of every roster is a sum."""
        return np.array([self.price or 0], dtype=np.int64)

    def cost_of(self, rows: Ints) -> int:
        """Cost of the rows worked on all days, below 0 for a day off; of several operators, (operators, days), together."""
        return (self.price or 0) * sum(map(self.missed, rows.reshape(-1, rows.shape[-1])))
