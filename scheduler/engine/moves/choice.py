"""The choice between moves, as of a bandit with a drifting reward: what gained most per second of late is applied most."""

from __future__ import annotations

import math
import threading
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from scheduler.engine.budget import Budget
from scheduler.engine.moves.move import Move
from scheduler.engine.parameters import NotNegative, Parameters, Positive, Share


class ChoiceParams(Parameters):
    """How moves are chosen.

    Parameters
    ----------
    memory_s
        Seconds of a move's own work over which its gain fades to 1/e. The gain of one action alone is noise; that of a whole
        run says nothing of a roster that has become good.
    explore
        Part of the choices that go by shares although some move gains.
    worth
        Part of the gap that a move must be about to close in the time that is left, or what it gains counts as nothing: long
        runs would otherwise spend their time on what gains a little for ever.
    passed_over_s
        Seconds that a move is charged for which there was no time, so that its turn does not come again at once.
    """

    memory_s: Positive = 1.5
    explore: Share = 0.15
    worth: Share = 0.1
    passed_over_s: NotNegative = 0.5


@dataclass(eq=False)
class Candidate:
    """A move, and what it gained of late.

    Parameters
    ----------
    share
        When nothing gains, each move gets time in proportion to its share.
    begins
        Whether it is tried before anything is known of it; those that are, in their order.
    spent_s
        Seconds of work it has had; to begin with, those by which its turn is put off.
    gain_per_s
        Mean of what it gained in its last seconds of work, in units of cost per second.
    """

    move: Move
    share: float
    begins: bool = False
    spent_s: float = 0.0
    gain_per_s: float = 0.0


class MoveChoice:
    """Chooses among candidates; several threads may do so at once."""

    def __init__(self, candidates: Sequence[Candidate], budget: Budget, params: ChoiceParams) -> None:
        self.candidates, self._budget, self._params = tuple(candidates), budget, params
        self._lock = threading.Lock()

    def select(self, rng: np.random.Generator, gap: int) -> Candidate:
        """Choose the move that gained most per second, unless it is not worth it; `gap` is left to gain at most, in units."""
        with self._lock:
            for candidate in self.candidates:
                if candidate.begins:
                    candidate.begins = False
                    return candidate
        best = max(self.candidates, key=lambda each: each.gain_per_s)
        is_worth_it = best.gain_per_s * self._budget.left > self._params.worth * gap
        if is_worth_it and rng.random() >= self._params.explore:
            return best
        return min(self.candidates, key=lambda each: each.spent_s / each.share)

    def learn(self, candidate: Candidate, gain: int, seconds: float) -> None:
        """Remember what a move gained in so many seconds.

        What a first action gains from a poor roster says nothing of the next.
        """
        if candidate.spent_s:
            kept = math.exp(-seconds / self._params.memory_s)
            candidate.gain_per_s = kept * candidate.gain_per_s + (1 - kept) * gain / max(seconds, 1e-3)
        candidate.spent_s += seconds

    def pass_over(self, candidate: Candidate, seconds: float) -> None:
        """Remember that there was no time for a move, and that it took so many seconds to find out."""
        candidate.gain_per_s = 0.0
        candidate.spent_s += self._params.passed_over_s + seconds
