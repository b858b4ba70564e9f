"""What is asked of a run, in one object; and how somebody else may stop it."""

from __future__ import annotations

import math
import os
from collections.abc import Callable
from dataclasses import dataclass

from scheduler.engine.budget import Budget
from scheduler.engine.search import Progress
from scheduler.errors import Fault, InputError

MOST_WORKERS = 64


class Interruption:
    """Stops a run from outside, at any moment and from any thread or signal handler; what was found is kept."""

    def __init__(self) -> None:
        self.is_asked = False
        self._budget: Budget | None = None

    @property
    def has_begun(self) -> bool:
        """Whether there is a search to stop."""
        return self._budget is not None

    def ask(self) -> None:
        """Stop as soon as possible."""
        self.is_asked = True
        if self._budget is not None:
            self._budget.interrupt()

    def watch(self, budget: Budget) -> Budget:
        """Let this interruption end a budget, now or later; returns the budget."""
        self._budget = budget
        if self.is_asked:
            budget.interrupt()
        return budget


@dataclass(frozen=True)
class Options:
    """What is asked of a run; its clock starts with the search.

    Parameters
    ----------
    seconds
        Time limit of a search, at least 0.
    gap
        Stop when the cost is proven to be at most this share above the best possible, from 0 to 1.
    seed
        Seed of the search, from 0.
    workers
        Threads that search; None: as many as there are processors, two at most, which measured best.
    deterministic
        Count work instead of time: the same seed with one worker gives the same roster. `workers` is then 1 unless said.
    progress
        Called with every better roster and bound, from the thread that found it; None: nothing is told.
    interruption
        What may stop the run from outside; None: nothing does.

    Raises
    ------
    InputError
        If a value is out of range; every one is named.
    """

    seconds: float = 60.0
    gap: float = 0.0
    seed: int = 0
    workers: int | None = None
    deterministic: bool = False
    progress: Callable[[Progress], None] | None = None
    interruption: Interruption | None = None

    def __post_init__(self) -> None:
        wrong = [Fault("", name, f"found {value!r}; allowed is {allowed}") for name, value, allowed, holds in (
            ("seconds", self.seconds, "a number of seconds from 0 on",
             math.isfinite(self.seconds) and self.seconds >= 0),
            ("gap", self.gap, "a share from 0 to 1, such as 0.01 for 1 %", 0 <= self.gap <= 1),
            ("seed", self.seed, "a whole number from 0 to 2147483647", 0 <= self.seed < 2**31),
            ("workers", self.workers, f"a whole number from 1 to {MOST_WORKERS}",
             self.workers is None or 1 <= self.workers <= MOST_WORKERS),
        ) if not holds]
        if wrong:
            raise InputError(wrong)

    @property
    def threads(self) -> int:
        """Threads that search."""
        return self.workers or (1 if self.deterministic else min(2, os.cpu_count() or 1))

    def budget(self) -> Budget:
        """A fresh budget, whose time begins now."""
        budget = Budget(self.seconds, self.deterministic)
        return budget if self.interruption is None else self.interruption.watch(budget)

    @property
    def is_interrupted(self) -> bool:
        """Whether somebody has asked to stop."""
        return self.interruption is not None and self.interruption.is_asked

    def report(self, progress: Progress) -> None:
        """Tell whoever asked to be told."""
        if self.progress is not None:
            self.progress(progress)
