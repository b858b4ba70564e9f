"""Which queues are staffed together, told from the operators' skills alone, without the demand side's way of finding them.

A set of queues counts if no queue outside it is answered by the same people alone (it is closed), and if it does not fall into
two parts without an operator in common (it is connected). See `scheduler.demand.queue_sets` for why.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain, combinations

from scheduler.instance.instance import Instance

_MOST_SETS = 64
"""Above so many within one that stands alone, only those that a queue or an operator's skills make are kept, as documented."""

_ELSEWHERE = ""

Names = tuple[str | None, ...]
People = frozenset[str]


@dataclass(frozen=True)
class StaffedSet:
    """Queues in the order of the instance, the operators who answer one of them, and whether these answer no other."""

    queues: Names
    people: People
    stands_alone: bool


def staffed_sets(instance: Instance) -> tuple[StaffedSet, ...]:
    """All sets that count, those of fewer queues first, then in the order of the instance."""
    names = tuple(instance.queues)
    if instance.service.queues is None:
        return (StaffedSet(names, frozenset(operator.id for operator in instance.operators), stands_alone=True),)
    who = {name: frozenset(each.id for each in instance.operators if name in each.skills) for name in names}
    if instance.outside is not None and instance.outside.queue is not None:
        who[instance.outside.queue] |= {_ELSEWHERE}  # its operators answer this queue alone
    candidates = chain.from_iterable(combinations(names, size) for size in range(1, len(names) + 1))
    counting = [each for each in candidates if _is_closed(each, who) and _is_connected(each, who)]
    alone = [each for each in counting if not _people(each, who) & _people([name for name in names if name not in each], who)]
    kept = [each for whole in alone
            for each in _kept([some for some in counting if set(some) < set(whole)], whole, instance)]
    order = {name: position for position, name in enumerate(names)}
    found = sorted([*alone, *kept], key=lambda each: (len(each), [order[name] for name in each]))
    return tuple(StaffedSet(each, _people(each, who), each in alone) for each in found)


def _kept(inside: list[Names], whole: Names, instance: Instance) -> list[Names]:
    """All sets inside one that stands alone; where they are too many, the smallest around each queue and each operator."""
    if len(inside) <= _MOST_SETS:
        return inside
    seeds = [frozenset({name}) for name in whole]
    seeds += [frozenset(own) for each in instance.operators if (own := {name for name in whole if name in each.skills})]
    smallest = {min((each for each in [*inside, whole] if seed <= set(each)), key=len) for seed in seeds}
    return [each for each in inside if each in smallest]


def _people(queues: Names | list[str | None], who: dict[str | None, People]) -> People:
    return frozenset().union(*(who[name] for name in queues))


def _is_closed(queues: Names, who: dict[str | None, People]) -> bool:
    people = _people(queues, who)
    return not any(who[name] and who[name] <= people for name in who if name not in queues)


def _is_connected(queues: Names, who: dict[str | None, People]) -> bool:
    reached, people = {queues[0]}, who[queues[0]]
    while more := {name for name in queues if name not in reached and who[name] & people}:
        reached |= more
        people = _people(list(reached), who)
    return len(reached) == len(queues)
