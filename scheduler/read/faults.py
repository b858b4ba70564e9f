"""From what is wrong with a path to a fault with its place, each said once and a flood cut short."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from scheduler.errors import Fault
from scheduler.instance.words.paths import FieldPath
from scheduler.read.places import Places

SHOWN_PER_FIELD = 20
"""So many faults of one field are listed one by one; of the others only their number."""


def located(places: Places, found: Iterable[tuple[FieldPath, str]]) -> list[Fault]:
    """Faults of all paths, without repetitions, in the order they were found."""
    return [Fault(places.find(path), places.name(path), message) for path, message in found]


def without_followers(faults: Iterable[Fault], first: Iterable[Fault]) -> list[Fault]:
    """The faults without those at a cell of which something has been said: what follows from it is not said again."""
    cells = {fault.place for fault in first if _is_cell(fault.place)}
    return [fault for fault in faults if fault.place not in cells]


def _is_cell(place: str) -> bool:
    return "!" in place or ", column " in place


def brief(faults: Iterable[Fault]) -> Iterator[Fault]:
    """Yield each fault once, and at most `SHOWN_PER_FIELD` of one field of one file, then how many more there are."""
    unique = dict.fromkeys(faults)
    total = Counter(map(_group, unique))
    seen: Counter[tuple[str, str]] = Counter()
    for fault in unique:
        group = _group(fault)
        seen[group] += 1
        if seen[group] <= SHOWN_PER_FIELD:
            yield fault
        elif seen[group] == SHOWN_PER_FIELD + 1:
            more = total[group] - SHOWN_PER_FIELD
            yield Fault(fault.place, fault.field, f"{fault.message} (the first of {more} more faults of this field)")


def _group(fault: Fault) -> tuple[str, str]:
    return fault.place.split(":")[0].split("!")[0], fault.field
