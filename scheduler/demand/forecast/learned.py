"""What the methods of a forecast learn from a history, and what a method is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from scheduler.demand.forecast.history import Days, Floats, History
from scheduler.demand.forecast.profile import Profiles, profiles


@dataclass
class Learned:
    """A cleaned history, with what several methods learn from it kept."""

    history: History
    _profiles: Profiles | None = None

    @property
    def profiles(self) -> Profiles:
        """Profiles of the weekdays."""
        if self._profiles is None:
            self._profiles = profiles(self.history)
        return self._profiles


Method = Callable[[Learned, Days], Floats]
"""From what was learned and the days to foretell to calls; shape (days, intervals); NaN: closed, or nothing known."""
