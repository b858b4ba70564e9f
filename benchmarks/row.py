"""The figures of one run: what tables, files and comparisons are made of."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

MARKS_S = (1.0, 10.0, 15.0, 60.0, 120.0, 300.0)
"""Times at which cost and gap are noted, in seconds."""


class Row(BaseModel):
    """One run of a method on an instance with a seed.

    Parameters
    ----------
    seconds
        Time limit.
    build_s, first_roster_s
        Seconds from the instance to a method that is ready, and from there to the first complete roster.
    cost_at, gap_at
        Cost, and gap in percent, by mark of `MARKS_S`; marks beyond the time limit, or without a value, are left out.
    cost, bound
        In the unit of `cost_per_hour`, as the checker counts them; ``None`` without a roster or a bound.
    gap, gap_above_pay
        100 · (cost − bound) / cost, and the same with the pay that no roster avoids taken off the cost.
    short_h, surplus_h, paid_h
        Operator-hours missing, operator-hours above the requirement, and paid hours.
    cpu_s
        CPU seconds of all threads, with loading and building: far below `seconds` times workers, the machine was busy.
    figures
        Further figures of a suite, by their names with units.
    memory_mb
        Peak of the run's own process, the compiled loops and libraries included.
    note
        What the method cannot express, or why it has no roster.
    commit, machine
        Where it was measured.
    faults
        Lost guarantees; a run of the benchmark with any of them fails.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    instance: str
    method: str
    seed: int
    seconds: float
    build_s: float | None = None
    first_roster_s: float | None = None
    cost_at: dict[str, float] = {}
    gap_at: dict[str, float] = {}
    cost: float | None = None
    bound: float | None = None
    gap: float | None = None
    gap_above_pay: float | None = None
    short_h: float | None = None
    surplus_h: float | None = None
    paid_h: float | None = None
    cpu_s: float | None = None
    memory_mb: float | None = None
    figures: dict[str, float] = {}
    commit: str = ""
    machine: str = ""
    note: str = ""
    faults: tuple[str, ...] = ()

    def __str__(self) -> str:
        """One line, for progress."""
        figures = ", ".join(f"{name} {value:,.4g}" for name, value in self.figures.items())
        cost = figures or "no roster" if self.cost is None else f"cost {self.cost:,.2f}"
        gap = "" if self.gap is None else f", gap {self.gap:.2f} %"
        return f"{self.instance}, {self.method}, seed {self.seed}: {cost}{gap}{f' ({self.note})' if self.note else ''}"
