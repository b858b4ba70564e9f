"""Whom a rule speaks of."""

from __future__ import annotations

from scheduler.instance.instance import Instance
from scheduler.instance.together import People


def ids(instance: Instance, who: People) -> set[str]:
    """Ids of the operators of whom all holds that is said."""
    chosen = {each.id for each in instance.operators}
    if who.team:
        chosen &= {each.id for each in instance.operators if each.team in who.team}
    if who.skill:
        chosen &= {each.id for each in instance.operators if any(skill in who.skill for skill in each.skills)}
    if who.contract:
        chosen &= {each.id for each in instance.operators if each.contract in who.contract}
    return chosen & set(who.operators) if who.operators else chosen
