"""Somebody on the phone for each topic, in every open cell, also while others are on a break."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from scheduler.check.facts.coverage import on_phone, open_cells
from scheduler.check.facts.priced import Priced
from scheduler.instance.instance import Instance
from scheduler.instance.objective import units
from scheduler.roster import Shift

NAME = "topic_cover"


def cost(instance: Instance, shifts: Sequence[Shift]) -> Iterator[Priced]:
    """Yield the price of the time in which nobody on the phone has the skill of a topic, if there are topics.

    Each topic counts by itself: an open hour without anybody for two topics is two topic-hours.
    """
    if not instance.service.topics:
        return
    minutes = sum(uncovered_cells(instance, shifts).values()) * instance.grid.cell_minutes
    price = units(instance.objective.missing_topic_per_hour, 1)
    yield Priced(NAME, price * minutes, Fraction(minutes, 60), "topic-hours")


def uncovered_cells(instance: Instance, shifts: Sequence[Shift]) -> dict[str, int]:
    """Number of open cells in which nobody on the phone has the skill, for each topic."""
    is_open = open_cells(instance)
    experts = {topic: {operator.id for operator in instance.operators if topic in operator.skills}
               for topic in instance.service.topics}
    return {topic: int((on_phone(instance, (one for one in shifts if one.operator in those))[is_open] == 0).sum())
            for topic, those in experts.items()}
