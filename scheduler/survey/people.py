"""People who are hardly of use: the hours in which they could be on the phone while somebody is required are few."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from scheduler.survey.hours import most_minutes
from scheduler.survey.reach import Team

_BARELY = 0.25
"""Share of the hours that a contract allows, below which a person is named."""


@dataclass(frozen=True)
class BarelyUsed:
    """An operator, the hours in which they could be on the phone while somebody is required, and those of their contract."""

    operator: str
    useful_hours: float
    contract_hours: float
    why: str


def barely_used(team: Team) -> Iterator[BarelyUsed]:
    """Yield each operator whose useful hours are less than a quarter of those that the contract allows."""
    names, needed = list(team.instance.queues), team.required > 0
    for operator, reach in zip(team.instance.operators, team.reaches, strict=True):
        answered = [index for index, name in enumerate(names) if name is None or name in operator.skills]
        useful = needed[answered].any(axis=0) if answered else np.zeros(needed.shape[1], dtype=np.bool_)
        hours = float((useful & reach.covers).sum()) * team.instance.grid.cell_minutes / 60
        most_days = team.instance.contract_of(operator).days_per_week[1]
        allowed = sum(most_minutes(reach, week, most_days, by_contract=True) for week in range(len(reach.weeks))) / 60
        if hours < _BARELY * allowed:
            why = ("answers no queue" if not answered else
                   "no shift is left to them" if not reach.rows.any() else
                   "nobody is required when they could be there" if not hours else "is there at few of the open hours")
            yield BarelyUsed(operator.id, hours, allowed, why)
