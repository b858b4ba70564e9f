"""Somebody on the phone for each topic, in every open cell, also while others are on a break."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from scheduler.check.facts.priced import Priced
from scheduler.check.facts.topics import uncovered
from scheduler.demand.demand import Demand
from scheduler.instance.instance import Instance
from scheduler.instance.objective import units
from scheduler.roster import Shift

NAME = "topic_cover"
PLACE = 4


def cost(instance: Instance, demand: Demand, shifts: Sequence[Shift]) -> Iterator[Priced]:
    """Yield the price of the time in which nobody on the phone has the skill of a topic, if there are topics.

    Each topic counts by itself: an open hour without anybody for two topics is two topic-hours.
    """
    topics = instance.service.topics
    if not topics:
        return
    minutes = sum(int(uncovered(instance, shifts, topic).sum()) for topic in topics) * instance.grid.cell_minutes
    price = units(instance.objective.missing_topic_per_hour, 1)
    yield Priced(NAME, price * minutes, Fraction(minutes, 60), "topic-hours")
