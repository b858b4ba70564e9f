"""Laws that hold in every simulation, whatever the roster and the calls: conservation, breaks, shift ends, order."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import replace
from itertools import pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.simulate.duties import Duties, duties_of
from scheduler.simulate.kernel import (
    ABANDONED,
    ANSWERED,
    BLOCKED,
    BREAK,
    END,
    SENT_AWAY,
    START,
    WAITING,
    Calls,
    Rules,
    Trace,
    play,
)
from scheduler.simulate.routing import Routing
from tests.builders.properties import examples
from tests.builders.scenarios import HOUR_S, NOBODY_AGAIN, calls, grid, shift

HOURS = 4
NAMES = ("o0", "o1", "o2", "o3")
ANY = 1 << 40


@st.composite
def shifts_of(draw, name: str):
    """Up to two shifts of an operator, one after the other, with breaks that may touch each other or the shift's ends."""
    found, time = [], 0
    for _ in range(draw(st.integers(0, 2))):
        start = time + draw(st.integers(0, 30))
        pauses, time = [], start
        for _ in range(draw(st.integers(0, 2))):
            begin, length = time + draw(st.integers(0, 30)), draw(st.integers(1, 20))
            pauses.append((begin, length))
            time = begin + length
        time += draw(st.integers(0 if time > start else 1, 40))
        found.append(shift(name, start, time, *pauses))
    return found


@st.composite
def worlds(draw):
    """A roster, who serves whom, calls on whole minutes so that many things happen at once, and the rules."""
    queues = draw(st.integers(1, 3))
    shifts = [each for name in NAMES for each in draw(shifts_of(name))]
    skills = draw(st.lists(st.lists(st.booleans(), min_size=queues, max_size=queues).filter(any), min_size=4, max_size=4))
    concurrency = np.full(queues, draw(st.integers(1, 3)))
    duties = duties_of(grid(), NAMES, shifts, replace(Routing.plain(np.array(skills)), concurrency=concurrency))
    minutes = st.integers(0, HOURS * 60 - 1).map(lambda minute: 60.0 * minute)
    patience = st.one_of(st.just(math.inf), st.integers(0, 40).map(lambda minute: 60.0 * minute))
    length = st.integers(1, 50).map(lambda minute: 60.0 * minute)
    come = calls(*draw(st.lists(st.tuples(minutes, length, patience, st.integers(0, queues - 1)), max_size=25)))
    closing = sorted(draw(st.sets(minutes, max_size=2)))
    lines = draw(st.one_of(st.just(ANY), st.integers(0, 6)))
    absent = np.array(draw(st.lists(st.booleans(), min_size=len(duties.day), max_size=len(duties.day))), dtype=np.bool_)
    rules = Rules(lines, np.full(queues, 60.0), HOUR_S, HOURS, np.array(closing, dtype=float))
    return duties, np.array(skills), come, absent, rules


def span_of_calls(come: Calls, trace: Trace, operator: int) -> list[tuple[float, float]]:
    """When an operator was on calls."""
    return sorted((trace.wait_ended_s[call], trace.wait_ended_s[call] + come.handling_s[call])
                  for call in np.flatnonzero(trace.answered_by == operator).tolist())


def without_a_free_place(duties: Duties, come: Calls, trace: Trace, operator: int) -> list[tuple[float, float]]:
    """When an operator could take no caller: all places taken, in a break, or only finishing what was in progress."""
    plan, taken = duties.plan, span_of_calls(come, trace, operator)
    times = sorted({time for span in taken for time in span})
    full = [(start, end) for start, end in pairwise(times)
            if sum(begin <= start and end <= stop for begin, stop in taken) >= plan.places[operator]]
    late = np.flatnonzero((plan.operator == operator) & (trace.came_s > plan.at_s)).tolist()
    waits = [(plan.at_s[moment], trace.came_s[moment]) for moment in late]
    return union([*full, *span_of_breaks(duties, trace, operator), *waits])


def union(spans: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Spans that do not overlap and cover the same time."""
    found: list[tuple[float, float]] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], end)
        else:
            found.append((start, end))
    return found


def span_of_breaks(duties: Duties, trace: Trace, operator: int) -> list[tuple[float, float]]:
    plan = duties.plan
    mine = np.flatnonzero((plan.operator == operator) & (plan.kind == BREAK) & ~np.isnan(trace.came_s)).tolist()
    return [(trace.came_s[moment], trace.came_s[moment] + plan.length_s[moment]) for moment in mine]


def span_of_duties(duties: Duties, trace: Trace, operator: int) -> list[tuple[float, float]]:
    plan, mine = duties.plan, duties.plan.operator == operator
    starts, ends = (trace.came_s[mine & (plan.kind == kind)] for kind in (START, END))
    return [(start, end) for start, end in zip(starts, ends, strict=True) if not math.isnan(start)]


def calls_are_conserved(world, trace, counts):
    """Offered = answered + abandoned + blocked + sent away + still in the queue, call by call and in every count."""
    _, _, come, _, _ = world
    fates = Counter(trace.fate.tolist())
    assert sum(fates.values()) == len(come.arrival_s) == counts.offered.sum()
    for fate, counted in ((ANSWERED, counts.answered), (ABANDONED, counts.abandoned), (BLOCKED, counts.blocked),
                          (SENT_AWAY, counts.sent_away)):
        assert fates[fate] == counted.sum()
    left = counts.offered - counts.answered - counts.abandoned - counts.blocked - counts.sent_away
    assert (left >= 0).all()
    assert left.sum() == fates[WAITING]
    assert (counts.in_time <= counts.answered).all()
    for queue in range(len(left)):
        for interval in range(HOURS):
            here = (come.queue == queue) & (come.arrival_s // HOUR_S == interval)
            assert counts.offered[queue, interval] == here.sum()
            soon = (trace.fate == ANSWERED) & (trace.wait_ended_s - come.arrival_s <= 60)
            assert counts.in_time[queue, interval] == (here & soon).sum()


def time_is_conserved(world, trace, counts):
    """Busy time is the handling time of the answered; time on the phone is shifts as worked less their whole breaks."""
    duties, _, come, _, _ = world
    assert counts.handling_s.sum() == come.handling_s[trace.fate == ANSWERED].sum()
    on_phone = sum(
        sum(end - start for start, end in span_of_duties(duties, trace, operator))
        - sum(end - start for start, end in span_of_breaks(duties, trace, operator))
        for operator in range(len(NAMES))
    )
    assert math.isclose(counts.on_phone_s.sum(), on_phone, abs_tol=1e-6)
    waits = trace.wait_ended_s - come.arrival_s
    assert math.isclose(counts.waited_s.sum(), np.nansum(waits), abs_tol=1e-6)


def nobody_answers_while_absent_or_away_or_more_than_they_have_places(world, trace, counts):
    duties, skills, come, absent, _ = world
    for operator in range(len(NAMES)):
        on_duty, taken = span_of_duties(duties, trace, operator), span_of_calls(come, trace, operator)
        pauses = span_of_breaks(duties, trace, operator)
        assert all(sum(begin <= start < end for begin, end in taken) <= duties.plan.places[operator] for start, _ in taken)
        assert all(before[1] <= after[0] for before, after in pairwise(sorted([*pauses, *union(taken)])))
        assert all(any(start <= begin and end <= stop for start, stop in on_duty) for begin, end in [*taken, *pauses])
    for call in np.flatnonzero(trace.fate == ANSWERED).tolist():
        assert skills[trace.answered_by[call], come.queue[call]]
    missed = absent[duties.plan.duty]
    assert np.isnan(trace.came_s[missed]).all()
    assert not np.isnan(trace.came_s[~missed]).any()


def a_break_or_an_end_is_late_only_for_what_was_going_on(world, trace, counts):
    """Moments come in order and never early; one that is late comes at the very end of a call, a break or a late moment."""
    duties, _, come, _, _ = world
    plan = duties.plan
    for operator in range(len(NAMES)):
        mine = np.flatnonzero((plan.operator == operator) & ~np.isnan(trace.came_s)).tolist()
        came = [trace.came_s[moment] for moment in mine]
        assert came == sorted(came)
        ends = {end for _, end in (*span_of_calls(come, trace, operator), *span_of_breaks(duties, trace, operator))}
        for moment in mine:
            late = trace.came_s[moment] - plan.at_s[moment]
            assert late >= 0
            assert late == 0 or trace.came_s[moment] in ends
        for (_, end), after in zip(span_of_breaks(duties, trace, operator), breaks_then(plan, mine), strict=True):
            assert trace.came_s[after] >= end, "a break keeps its length: what follows comes after it"


def breaks_then(plan, mine: list[int]) -> list[int]:
    """The moment after each break."""
    return [after for before, after in pairwise(mine) if plan.kind[before] == BREAK]


def first_come_first_served_and_nobody_waits_beside_a_free_place(world, trace, counts):
    duties, skills, come, _, _ = world
    for queue in range(skills.shape[1]):
        answered = np.flatnonzero((come.queue == queue) & (trace.fate == ANSWERED))
        assert (np.diff(trace.wait_ended_s[answered]) >= 0).all()
    for call in np.flatnonzero(trace.fate != BLOCKED).tolist():
        arrived, ended = come.arrival_s[call], trace.wait_ended_s[call]
        if ended == arrived:
            continue
        until = math.inf if math.isnan(ended) else ended
        for operator in np.flatnonzero(skills[:, come.queue[call]]).tolist():
            busy = without_a_free_place(duties, come, trace, operator)
            for start, end in span_of_duties(duties, trace, operator):
                begin, stop = max(start, arrived), min(end, until)
                covered = sum(max(0.0, min(stop, b) - max(begin, a)) for a, b in busy)
                assert stop <= begin or math.isclose(covered, stop - begin, abs_tol=1e-6)


def lines_are_never_exceeded_and_block_only_when_full(world, trace, counts):
    """A call is on a line from its arrival to its hanging up, or to the end of the conversation."""
    _, _, come, _, rules = world
    answered = trace.fate == ANSWERED
    leaves = np.where(answered, trace.wait_ended_s + come.handling_s, trace.wait_ended_s)
    leaves = np.where(trace.fate == WAITING, np.inf, leaves)
    for call in range(len(come.arrival_s)):
        now = come.arrival_s[call]
        before = np.arange(len(come.arrival_s)) < call
        on_line = int((before & (trace.fate != BLOCKED) & (leaves > now)).sum())
        closing = now in rules.closing_s
        if trace.fate[call] == BLOCKED:
            at_once = int((before & (trace.fate == ABANDONED) & (leaves == now) & (come.arrival_s == now)).sum())
            assert on_line + at_once >= rules.lines or closing
        else:
            assert on_line < rules.lines


def who_hangs_up_waited_as_long_as_the_patience(world, trace, counts):
    _, _, come, _, rules = world
    waited = trace.wait_ended_s - come.arrival_s
    assert (waited[trace.fate == ABANDONED] == come.patience_s[trace.fate == ABANDONED]).all()
    assert (waited[trace.fate == ANSWERED] <= come.patience_s[trace.fate == ANSWERED]).all()
    assert np.isin(trace.wait_ended_s[trace.fate == SENT_AWAY], rules.closing_s).all()
    assert np.isinf(come.patience_s[trace.fate == WAITING]).all()


LAWS = (
    calls_are_conserved,
    time_is_conserved,
    nobody_answers_while_absent_or_away_or_more_than_they_have_places,
    a_break_or_an_end_is_late_only_for_what_was_going_on,
    first_come_first_served_and_nobody_waits_beside_a_free_place,
    lines_are_never_exceeded_and_block_only_when_full,
    who_hangs_up_waited_as_long_as_the_patience,
)


@settings(max_examples=examples(300))
@given(worlds())
def test_all_laws_hold(world):
    """Of one run each: drawing a world takes far longer than playing it."""
    duties, _, come, absent, rules = world
    trace, counts = play(come, duties.plan, absent, rules, NOBODY_AGAIN)
    for law in LAWS:
        law(world, trace, counts)
