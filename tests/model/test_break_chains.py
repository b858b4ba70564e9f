"""Counting breaks loses nothing: the counts that keep the chain inequalities are exactly those of legal shifts."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations_with_replacement, product
from typing import Any

import numpy as np
import pytest

from scheduler.check.hard import check_shifts
from scheduler.check.rules.breaks import check
from scheduler.instance.breaks import Breaks
from scheduler.instance.instance import Instance
from scheduler.roster import Break, Shift
from scheduler.rules.basis.break_forms import Order, forms_of
from tests.builders.checked import instance
from tests.builders.derived import problem_of
from tests.builders.plans import BREATHERS, LUNCH, Universe, all_of_the_model, all_pauses, counted, entries, people, plain, plan

CELL = 15
Counts = tuple[tuple[int, ...], ...]
"""Cumulative counts by cell: of starts, then of each break in order."""


def rules(breathers: int = 0, lunch: tuple[int, int] | None = None, **spacing: int) -> Breaks:
    """Breathers of one cell, and a lunch of two cells that starts in a window; all in cells."""
    data: dict[str, Any] = {"spacing": {f"{name}_minutes": cells * CELL for name, cells in spacing.items()}}
    if breathers:
        data["breathers"] = {"minutes": CELL, "count": [{"from_shift_minutes": 0, "breathers": breathers}]}
    if lunch:
        data["lunch"] = {"minutes": 2 * CELL, "from_shift_minutes": 0, "earliest_minutes": lunch[0] * CELL,
                         "latest_minutes": lunch[1] * CELL}
    return Breaks.model_validate(data)


CASES = {
    "one breather anywhere": (rules(1), 4, 2, 3),
    "one breather in a window": (rules(1, edge=1, max_work=3), 6, 3, 3),
    "one place only": (rules(1, edge=2, max_work=2), 5, 3, 3),
    "a lunch in a window": (rules(lunch=(2, 3)), 7, 3, 3),
    "two breathers apart": (rules(2, edge=1, min_work=1, max_work=2), 6, 2, 3),
    "two breathers far apart": (rules(2, edge=1, min_work=2, max_work=3), 8, 2, 2),
    "two breathers that may touch": (rules(2, max_work=3), 5, 2, 2),
    "lunch and breather": (rules(1, (1, 4), edge=1, min_work=1, max_work=3), 8, 2, 2),
    "lunch and breather that may touch": (rules(1, (2, 3), edge=1, max_work=4), 7, 2, 2),
}
"""Rules, cells of a shift, number of cells in which shifts may start, and most shifts."""


@pytest.mark.parametrize("name", CASES)
def test_counts_that_keep_the_chain_inequalities_are_exactly_those_of_legal_shifts(name):
    breaks, cells, starts, most = CASES[name]
    hotline = instance(breaks=breaks.model_dump(exclude_none=True))
    (form,) = forms_of(breaks, cells * CELL, CELL)
    for order in form.orders:
        legal = set(legal_offsets(hotline, cells, order))
        assert legal
        kept = set(counts_in_chains(order, cells, starts, most))
        assert kept == set(counts_of_shifts(legal, cells, starts, most)), "legal shifts with counts outside, or back"
        for counts in kept:
            begun, *pauses = map(events, counts)
            for start, *at in zip(begun, *pauses, strict=True):
                assert tuple(each - start for each in at) in legal, "first in, first out gave an illegal shift"


def legal_offsets(hotline: Instance, cells: int, order: Order) -> Iterator[tuple[int, ...]]:
    """Offsets of the breaks of every shift, with the kinds of the order, in which the checker finds nothing."""
    grid = hotline.grid
    for offsets in product(range(cells), repeat=len(order.breaks)):
        pauses = tuple(Break(kind=each.kind, start=grid.moment(40 + at), end=grid.moment(40 + at + each.cells))
                       for each, at in zip(order.breaks, offsets, strict=True))
        shift = Shift(operator="anna", start=grid.moment(40), end=grid.moment(40 + cells), breaks=pauses)
        if sorted(offsets) == list(offsets) and not list(check(hotline, [shift])):
            yield offsets


def counts_in_chains(order: Order, cells: int, starts: int, most: int) -> Iterator[Counts]:
    """All (S, C_1, C_2, ...) with S(t − l) ≤ C_j(t) ≤ S(t − e) and C_i(t − d − b) ≤ C_j(t) ≤ C_i(t − d − a), i = j − 1.

    Vectors cover all cells in which a shift may be; a count may stop short of S, and only the inequalities forbid it.
    """
    horizon = starts + cells
    vectors = [np.array(each) for each in cumulative(horizon, most)]
    chains = [(vector,) for vector in vectors if vector[starts - 1] == vector[-1]]
    for place, each in enumerate(order.breaks):
        longer = []
        for chain, new in product(chains, vectors):
            started = chain[0]
            kept = below(started, each.latest, new) and below(new, -each.earliest, started)
            if kept and place:
                length = order.breaks[place - 1].cells
                least, most = order.work[place - 1]
                kept = below(chain[-1], length + most, new) and below(new, -length - least, chain[-1])
            if kept:
                longer.append((*chain, new))
        chains = longer
    for chain in chains:
        yield tuple(tuple(map(int, vector)) for vector in chain)


def below(smaller: np.ndarray, delay: int, larger: np.ndarray) -> bool:
    """Whether ``smaller(t − delay) ≤ larger(t)`` for every cell t; counts are 0 before, and stay what they are after."""
    reach = len(smaller) + abs(delay)
    padded = [np.concatenate([np.zeros(2 * reach, dtype=int), each, np.full(2 * reach, each[-1])])
              for each in (smaller, larger)]
    cells = np.arange(reach, len(padded[0]) - reach)
    return bool((padded[0][cells - delay] <= padded[1][cells]).all())


def cumulative(horizon: int, most: int) -> Iterator[tuple[int, ...]]:
    """All non-decreasing counts from 0 to `most` over the cells of the horizon."""
    return combinations_with_replacement(range(most + 1), horizon)


def counts_of_shifts(legal: set[tuple[int, ...]], cells: int, starts: int, most: int) -> Iterator[Counts]:
    """Counts of every multiset of at most so many legal shifts."""
    shifts = [(start, *(start + at for at in offsets)) for start in range(starts) for offsets in sorted(legal)]
    for number in range(most + 1):
        for chosen in combinations_with_replacement(shifts, number):
            yield tuple(
                tuple(sum(shift[event] <= cell for shift in chosen) for cell in range(starts + cells))
                for event in range(len(shifts[0]))
            )


def events(counts: tuple[int, ...]) -> list[int]:
    """Cells at which the counts rise, in order, as often as they rise."""
    return [cell for cell, step in enumerate(np.diff(counts, prepend=0)) for _ in range(step)]


MODEL_CASES = {
    "a breather": ({"breathers": BREATHERS}, (480, 600), (120, 240), 3, [(), (("breather", 1),)]),
    "a breather with bounds": (
        {"breathers": BREATHERS, "spacing": {"edge_minutes": 60, "min_work_minutes": 60, "max_work_minutes": 120}},
        (480, 540, 600), (240,), 3, [(("breather", 1),)]),
    "two breathers": (
        {"breathers": BREATHERS | {"count": [{"from_shift_minutes": 0, "breathers": 2}]},
         "spacing": {"min_work_minutes": 60, "max_work_minutes": 120}},
        (480, 540), (300,), 2, [(("breather", 1),) * 2]),
    "lunch and breather in both orders": (
        {"breathers": BREATHERS, "lunch": LUNCH, "spacing": {"edge_minutes": 60, "max_work_minutes": 180}},
        (480, 600), (360,), 2, [(("lunch", 1), ("breather", 1)), (("breather", 1), ("lunch", 1))]),
    "lunches of two lengths": (
        {"lunch": LUNCH | {"minutes": [60, 120]}, "spacing": {"edge_minutes": 60, "max_work_minutes": 180}},
        (480, 540), (300,), 2, [(("lunch", 1),), (("lunch", 2),)]),
}
"""Break rules, starts, lengths, operators, and the sequences of breaks that are tried."""


@pytest.mark.parametrize("alike", [True, False], ids=["pooled", "of two classes"])
@pytest.mark.parametrize("name", MODEL_CASES)
def test_the_model_holds_the_counts_of_every_set_of_legal_shifts_and_no_others(name, alike):
    breaks, starts, lengths, operators, sequences = MODEL_CASES[name]
    template = {"name": "day", "start": {"from": "08:00", "to": f"{starts[-1] // 60:02d}:00",
                                         "every_minutes": starts[1] - starts[0]},
                "length": {"from_minutes": lengths[0], "to_minutes": lengths[-1], "every_minutes": 120}}
    hotline = plan(breaks=breaks, shifts=[template], operators=people(*["free"] * operators),
                   hours={"weekly": {"mon-sun": ["08:00-18:00"]}},
                   availability=[] if alike else entries(("only", "mon", "08:00", "15:00")))
    universe = Universe([0], starts, lengths, all_pauses(*sequences))
    single = [[roster for roster in universe.rosters(hotline, each.id) if legal(hotline, roster)]
              for each in hotline.operators]
    expected = {counted(hotline, frozenset().union(*(plain(hotline, roster) for roster in rosters)))
                for rosters in product(*single)}
    found = all_of_the_model(hotline, problem_of(hotline))
    assert {counted(hotline, plain(hotline, roster)) for roster in found} == expected
    assert all(legal(hotline, roster) for roster in found)


def legal(hotline: Instance, roster: tuple[Shift, ...]) -> bool:
    """Whether the checker of hard rules finds nothing."""
    return not check_shifts(hotline, roster)
