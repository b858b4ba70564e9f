"""The one-operator programme and its counters against enumeration of all rosters of tiny classes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise, product
from typing import Any

import numpy as np
from hypothesis import example, given, settings
from hypothesis import strategies as st

from scheduler.engine.compiled.arrays import FAR
from scheduler.engine.compiled.lookups import another, room_for
from scheduler.engine.counters.graph import CounterGraph, counter_graph
from scheduler.engine.crew import Crew
from scheduler.instance.instance import Instance
from scheduler.model.counters import add_counter
from scheduler.model.legal import is_kept
from scheduler.model.operator_days import OperatorDays
from scheduler.model.program import Program
from scheduler.rules import statements_of
from scheduler.rules.basis.comparison import Change, Variety
from scheduler.rules.basis.long_rest import LongRest
from scheduler.rules.basis.statement import (
    Counter,
    Groups,
    Price,
    Priced,
    Recovery,
    Run,
    Succession,
    Tariff,
    Total,
    Window,
)
from tests.builders.derived import problem_of
from tests.builders.hotline import FREE
from tests.builders.loops import least_walk, own_of
from tests.builders.plans import answers, plan
from tests.builders.properties import examples
from tests.builders.rosters import holds


@st.composite
def one_operator(draw: st.DrawFn) -> Instance:
    """A few days of several shifts, or more than a week of one a day; all times are such that rest is often just kept."""
    many_days = draw(st.booleans())
    days = draw(st.integers(7, 9)) if many_days else draw(st.integers(1, 4))
    number = 1 if many_days else draw(st.integers(1, 4 if days < 4 else 3))
    starts = draw(st.lists(st.sampled_from(range(0, 24, 3)), min_size=number, max_size=number, unique=True))
    minutes = st.sampled_from([180, 360, 540, 720])
    shifts = [{"name": str(start), "start": {"from": f"{start:02d}:00", "to": f"{start:02d}:00"},
               "length": {"from_minutes": long, "to_minutes": long}} for start in starts for long in [draw(minutes)]]
    bounds: dict[str, Any] = {
        "hours_per_week": draw(st.sampled_from([[0, 168], [0, 168], [0, 80], [10, 40], [24, 40]])),
        "days_per_week": draw(st.sampled_from([[0, 7], [0, 7], [0, 3], [2, 5], [3, 7]])),
        "rest_hours": draw(st.sampled_from([0, 6, 12, 12, 30, 60])),
        "max_consecutive_days": draw(st.none() | st.integers(1, 4)),
    }
    kinds = ("unavailable", "only", "avoid", "prefer", "pinned")
    rows = [{"operator": "anna", "kind": draw(st.sampled_from(kinds)), "when": draw(st.sampled_from(["mon", "tue", "thu"]))}
            | draw(st.sampled_from([{}, {"from": "06:00", "to": "18:00"}])) for _ in range(draw(st.integers(0, 2)))]
    rows = [{key: row[key] for key in ("operator", "kind", "when")} if row["kind"] == "pinned" else row for row in rows]
    fairness = {kind: draw(st.sampled_from([0, 0, 20, 50])) for kind in ("shifts", "nights", "weekends")}
    return plan(hours={"always": True}, horizon=days, shifts=shifts, availability=rows, contracts={"free": FREE | bounds},
                nights={"from": "22:00", "to": "06:00", "minutes": 60}, objective={"fairness": fairness},
                ledger=[{"operator": "anna", "shifts": draw(st.sampled_from([0, 0.5, 3]))}])


@settings(max_examples=examples(80))
@given(instance=one_operator(), seed=st.integers(0, 2**32 - 1))
def test_the_walk_is_the_cheapest_of_all_legal_rosters(instance, seed):
    problem = problem_of(instance)
    crew, table = Crew.of(problem), problem.table
    value = np.random.default_rng(seed).integers(-900_000, 200_000, len(table))
    statements = statements_of(instance, instance.operators[0], table)
    costs = {}
    for rows in product(*([-1, *np.flatnonzero(table.day == day).tolist()] for day in range(table.days))):
        worked = [row for row in rows if row >= 0]
        if all(holds(statement, table, worked) for statement in statements):
            costs[rows] = int(value[worked].sum()) + sum(
                int(each.rows[worked].sum()) + sum(int(each.day_off[day]) for day, row in enumerate(rows) if row < 0)
                for each in statements if isinstance(each, Price)) + sum(
                each.cost_of(np.array(rows)) for each in statements if isinstance(each, Tariff))
    chosen, least = walked(crew, value)
    assert crew.impossible_classes() == ([] if costs else [0])
    if costs:
        assert least == min(costs.values()) == costs[chosen]
        assert own_of(crew.arrays.walks, 0, np.array(chosen)) == least - sum(int(value[row]) for row in chosen if row >= 0)
    else:
        assert least >= FAR // 2  # what is impossible, less what its prices give


def test_the_next_shift_may_start_at_the_moment_the_rest_ends():
    shifts = [{"name": at, "start": {"from": at, "to": at}, "length": {"from_minutes": 720, "to_minutes": 720}}
              for at in ("00:00", "12:00")]
    for rest, expected in ((12, (1, 3)), (12.5, (-1, 3))):
        instance = plan(hours={"always": True}, horizon=2, shifts=shifts, contracts={"free": FREE | {"rest_hours": rest}})
        assert walked(Crew.of(problem_of(instance)), np.array([0, -800_000, 0, -900_000]))[0] == expected


def walked(crew: Crew, value: np.ndarray) -> tuple[tuple[int, ...], int]:
    """Rows of the cheapest roster of the only class by day, and what it costs."""
    room = another(room_for(crew.problem, *crew.arrays[:3]))
    room.chosen[:] = -9
    room.value[:] = value
    least = least_walk(crew.arrays.walks, room, 0)
    return tuple(room.chosen.tolist()), int(least)


@st.composite
def counters(draw: st.DrawFn) -> tuple[list[Counter], np.ndarray, np.ndarray, int]:
    """A few counters of every kind, over windows and groups that may leave days out; some rows may be out of use."""
    days = draw(st.integers(1, 5))
    row_day = np.repeat(np.arange(days), draw(st.integers(1, 2)))
    rows = np.array(sorted(draw(st.sets(st.integers(0, len(row_day) - 1)))), dtype=np.int64)
    kinds = draw(st.lists(st.sampled_from(sorted(KINDS)), max_size=3))
    return [KINDS[kind](draw, len(row_day), days) for kind in kinds], rows, row_day, days


def mask(draw: st.DrawFn, rows: int) -> np.ndarray:
    return np.array(draw(st.lists(st.booleans(), min_size=rows, max_size=rows)), dtype=np.bool_)


def spans(draw: st.DrawFn, days: int) -> list[tuple[int, int]]:
    """First and last days of stretches that do not overlap."""
    cuts = sorted(draw(st.sets(st.integers(0, days))))
    return [(first, after - 1) for first, after in pairwise(cuts)]


def total(draw: st.DrawFn, rows: int, days: int) -> Total:
    scale = draw(st.sampled_from([1, 30]))
    amount = np.array(draw(st.lists(st.integers(0, 4), min_size=rows, max_size=rows)), dtype=np.int64) * scale
    windows = []
    for first, last in spans(draw, days):
        least, most = sorted((draw(st.integers(-1, 6)), draw(st.integers(0, 12))))
        windows.append(Window(first, last, max(0, least * scale - 1), most * scale))
    return Total("total", amount, tuple(windows), "")


def tariff(draw: st.DrawFn, rows: int, days: int) -> Tariff:
    """Any convex curves for amounts of shifts; rising ones for groups of days, which count once."""
    by_group = draw(st.booleans())
    amount = np.array(draw(st.lists(st.integers(0, 1 if by_group else 3), min_size=rows, max_size=rows)), dtype=np.int64)
    slope = st.integers(0 if by_group else -5, 5)
    stretches = spans(draw, days)
    groups = tuple(stretches) if by_group else None
    parts = ([(stretches[0][0], stretches[-1][1])] if stretches else []) if by_group else stretches
    curves = [np.cumsum([draw(st.integers(0, 4)), *sorted(draw(st.lists(slope, min_size=4, max_size=4)))]) for _ in parts]
    return Tariff("tariff", amount, tuple(parts), np.array(curves, dtype=np.int64).reshape(-1, 5), groups)


def change(draw: st.DrawFn, rows: int, days: int) -> Change:
    """Values of shifts that may fall and rise by so much, over spans that may leave days out."""
    value = np.array(draw(st.lists(st.integers(0, 4), min_size=rows, max_size=rows)), dtype=np.int64)
    far = st.none() | st.integers(0, 2)
    return Change("change", value, tuple(spans(draw, days)), draw(far), draw(far), draw(st.none() | st.integers(0, 4)),
                  draw(st.booleans()), draw(st.none() | st.integers(0, 3)))


def variety(draw: st.DrawFn, rows: int, days: int) -> Variety:
    """Values of shifts of which one or two may be in a span."""
    value = np.array(draw(st.lists(st.integers(0, 4), min_size=rows, max_size=rows)), dtype=np.int64)
    return Variety("variety", value, tuple(spans(draw, days)), draw(st.integers(1, 2)), draw(st.none() | st.integers(0, 4)),
                   draw(st.none() | st.integers(0, 3)))


def long_rest(draw: st.DrawFn, rows: int, days: int) -> LongRest:
    """Days of four cells, shifts of up to four, which may go on past midnight; weeks of two or three days, cut by the start."""
    length = np.array(draw(st.lists(st.integers(1, 4), min_size=rows, max_size=rows)), dtype=np.int64)
    offset = np.array(draw(st.lists(st.integers(0, 3), min_size=rows, max_size=rows)), dtype=np.int64)
    start = 4 * np.arange(rows) // (rows // days) // 4 * 4 + offset
    cuts = sorted({0, *range(draw(st.integers(1, 3)), days, draw(st.integers(2, 3))), days})
    asked = tuple(draw(st.lists(st.booleans(), min_size=len(cuts) - 1, max_size=len(cuts) - 1)))
    return LongRest("long rest", start, start + length, draw(st.integers(1, 4)),
                    tuple((first, after - 1) for first, after in pairwise(cuts)), tuple(4 * cut for cut in cuts), asked,
                    draw(st.integers(-6, 3)), draw(st.none() | st.integers(0, 3)))


KINDS: dict[str, Callable[[st.DrawFn, int, int], Counter]] = {
    "total": total,
    "run": lambda draw, rows, days: Run(
        "run", mask(draw, rows), draw(st.booleans()), draw(st.integers(0, 4)), draw(st.none() | st.integers(0, 4)),
        draw(st.none() | st.integers(0, 4))),
    "groups": lambda draw, rows, days: Groups(
        "groups", mask(draw, rows), tuple(spans(draw, days)), draw(st.none() | st.integers(0, 3)), draw(st.booleans())),
    "succession": lambda draw, rows, days: Succession("succession", mask(draw, rows), mask(draw, rows)),
    "recovery": lambda draw, rows, days: Recovery(
        "recovery", mask(draw, rows), draw(st.integers(1, 4)), draw(st.none() | st.integers(0, 4))),
    "tariff": tariff,
    "change": change,
    "variety": variety,
    "long rest": long_rest,
}


def sequences(rows: np.ndarray, row_day: np.ndarray, days: int) -> Iterator[tuple[int, ...]]:
    """All choices of rows by day, -1 for a day off."""
    return product(*([-1, *rows[row_day[rows] == day].tolist()] for day in range(days)))


CONTRADICTION = Run("run", np.zeros(1, dtype=np.bool_), least=2, most=0, before=1)
"""A run that may neither end nor go on."""


@settings(max_examples=examples(400))
@example(([CONTRADICTION], np.zeros(0, dtype=np.int64), np.zeros(1, dtype=np.int64), 1))
@given(counters())
def test_a_path_of_the_counter_graph_exists_exactly_if_the_roster_keeps_all_counters(stated):
    all_counters, rows, row_day, days = stated
    graph = counter_graph(*stated)
    legal = set()
    for sequence in sequences(rows, row_day, days):
        if all(is_kept(counter, list(sequence)) for counter in all_counters):
            legal.add(sequence)
        assert (states_of(graph, sequence) is not None) == (sequence in legal)
        if sequence in legal:
            assert tolls_of(graph, sequence) == priced(all_counters, sequence)
    assert (graph.states[0] > 0) == bool(legal)


@settings(max_examples=examples(200))
@given(counters())
def test_from_every_state_of_the_counter_graph_the_horizon_can_be_finished_and_no_two_have_the_same_future(stated):
    graph = counter_graph(*stated)
    for day, (follow, toll) in enumerate(zip(graph.follow, graph.toll, strict=True)):
        assert follow.shape == toll.shape == (graph.states[day], graph.effects[day])
        assert (follow >= 0).any(axis=1).all()
        assert follow.max(initial=-1) < graph.states[day + 1]
        assert len(np.unique(np.hstack([follow, toll]), axis=0)) == len(follow)


@settings(max_examples=examples(300))
@given(counters(), st.integers(0, 2**32 - 1))
def test_the_constraints_of_the_program_allow_exactly_what_the_counters_do_whichever_days_are_free(stated, seed):
    all_counters, rows, row_day, days = stated
    rng = np.random.default_rng(seed)
    legal = [each for each in sequences(rows, row_day, days)
             if all(is_kept(counter, list(each)) for counter in all_counters)]
    if not legal:
        return
    current = np.array(legal[rng.integers(len(legal))])
    free = rng.random(days) < 0.7
    program = Program()
    variables = {int(day): [(program.boolean(int(current[day] == row)), int(row)) for row in rows[row_day[rows] == day]]
                 for day in np.flatnonzero(free)}
    for choices in variables.values():
        program.constrain([(variable, 1) for variable, _ in choices], 0, 1)
    known = OperatorDays(variables, np.where(free, -1, current), current)
    for counter in all_counters:
        add_counter(program, counter, known)
    assert program.is_kept(np.array(program.hints, dtype=np.int64))
    assert program.objective(np.array(program.hints, dtype=np.int64)) == priced(all_counters, current.tolist())
    found: dict[tuple[int, ...], int] = {}
    for values in answers(program):
        rosters = current.copy()
        for day, choices in variables.items():
            rosters[day] = next((row for variable, row in choices if values[variable]), -1)
        roster = tuple(rosters.tolist())
        found[roster] = min(program.objective(values), found.get(roster, 2**62))
    assert found.keys() == {each for each in legal if all(each[day] == current[day] for day in np.flatnonzero(~free))}
    assert all(cost == priced(all_counters, roster) for roster, cost in found.items())


def priced(all_counters: list[Counter], sequence: Sequence[int]) -> int:
    """What the counters with a price cost."""
    return sum(each.cost_of(np.array(sequence)) for each in all_counters if isinstance(each, Priced))


def tolls_of(graph: CounterGraph, sequence: tuple[int, ...]) -> int:
    """What the steps of a roster's path cost."""
    states = states_of(graph, sequence)
    assert states is not None
    return sum(int(toll[state, 0 if row < 0 else graph.row_effect[row]])
               for toll, state, row in zip(graph.toll, states, sequence, strict=False))


def states_of(graph: CounterGraph, sequence: tuple[int, ...]) -> list[int] | None:
    """States a roster passes; None if it leaves the graph."""
    if not graph.states[0]:
        return None
    states = [0]
    for follow, row in zip(graph.follow, sequence, strict=True):
        after = int(follow[states[-1], 0 if row < 0 else graph.row_effect[row]])
        if after < 0:
            return None
        states.append(after)
    return states
