"""Who owes what part of the work, and who has had more than others of it."""

from __future__ import annotations

from scheduler.instance.instance import Instance
from scheduler.instance.operators import Operator

_LEAST_DAYS = 0.5
"""Who is away all the time owes as much as for half a day: something."""


def owed(instance: Instance, operator: Operator) -> float:
    """Weekly hours of a contract, in the mean of its bounds, less the part of the horizon that is leave or absence."""
    least, most = instance.contract_of(operator).hours_per_week
    entries = [each for each in instance.availability_of.get(operator.id, ()) if each.is_absence and each.is_whole_day]
    open_days = [day for day in range(instance.horizon.days) if instance.is_open_on(day)]
    there = sum(not any(entry.on(instance.grid.date(day)) for entry in entries) for day in open_days)
    return max((least + most) / 2, 1.0) * max(there, _LEAST_DAYS) / max(len(open_days), 1)


def share(instance: Instance, operator: Operator) -> float:
    """What an operator owes beside whoever owes most; 1 for these."""
    return owed(instance, operator) / max(owed(instance, each) for each in instance.operators)


def had_more(instance: Instance, operator: Operator, kind: str) -> float:
    """What the ledger says an operator had of a kind beyond what whoever had least would have had with their share.

    Shares are those of contracts: who is away now owed as much before.
    """
    had = {each.operator: float(getattr(each, kind)) for each in instance.ledger}
    least = min(had.get(each.id, 0.0) / _of_contract(instance, each) for each in instance.operators)
    return max(0.0, had.get(operator.id, 0.0) - least * _of_contract(instance, operator))


def _of_contract(instance: Instance, operator: Operator) -> float:
    least, most = instance.contract_of(operator).hours_per_week
    return max((least + most) / 2, 1.0)
