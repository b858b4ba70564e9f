"""Who owes what part of the work, and who has had more than others of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from scheduler.instance.fairness import KINDS, LedgerRow

_LEAST_DAYS = 0.5
"""Who is away all the time owes as much as for half a day: something."""


@dataclass(frozen=True)
class Shares:
    """Shares of all operators, by their id.

    Parameters
    ----------
    owed
        Weekly hours of the contract, in the mean of its bounds, less the part of the horizon that is leave or absence.
    relative
        The same beside whoever owes most; 1 for these.
    had_more
        By kind, what the ledger says they had beyond what whoever had least would have had with their hours. These hours are
        those of contracts: who is away now owed as much before.
    """

    owed: dict[str, float]
    relative: dict[str, float]
    had_more: dict[str, dict[str, float]]

    @classmethod
    def of(
        cls, hours: Mapping[str, tuple[float, float]], there: Mapping[str, float], open_days: int, ledger: Iterable[LedgerRow]
    ) -> Shares:
        """From each operator's weekly hours, the days of the open ones on which they are not away, and the ledger."""
        means = {operator: max(sum(bounds) / 2, 1.0) for operator, bounds in hours.items()}
        owed = {operator: mean * max(there[operator], _LEAST_DAYS) / max(open_days, 1) for operator, mean in means.items()}
        most, rows = max(owed.values()), tuple(ledger)
        return cls(owed, {operator: each / most for operator, each in owed.items()},
                   {kind: _had_more(rows, kind, means) for kind in KINDS})


def _had_more(ledger: Iterable[LedgerRow], kind: str, means: Mapping[str, float]) -> dict[str, float]:
    had = dict.fromkeys(means, 0.0) | {each.operator: float(getattr(each, kind)) for each in ledger}
    least = min(had[operator] / means[operator] for operator in means)
    return {operator: max(0.0, had[operator] - least * means[operator]) for operator in means}
