"""Compiled event simulation: given calls meet given shifts. Nothing is drawn here, so that equal input gives equal output.

Times are seconds since the horizon's start. Events at the same time happen in this order: ends of calls and of breaks,
rostered starts and ends, callers hanging up, closing, arrivals. All of it stays in one file, because numba's cache looks
only at the file of the function that is called; and the small ones are put in line, which halves the time.

Routing: a caller who arrives goes to an idle operator who serves their queue; among those to one with the fewest queues,
among these to the one idle longest. An operator who becomes free takes the caller, among all queues they serve, who has
waited longest. So nobody waits in a queue while one who serves it is idle, and each queue is first come, first served.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

WAITING, ANSWERED, ABANDONED, BLOCKED, SENT_AWAY = range(5)
"""What became of a call; `WAITING` at the end: nobody was left to answer it, and the caller never hangs up."""

START, BREAK, END = range(3)
"""Kinds of rostered moments: a shift begins, a break begins, a shift ends."""

OFF, IDLE, BUSY, AWAY = range(4)
"""What an operator does: not on duty, free, on a call, in a break."""

NOBODY = -1
FOREVER = np.inf


class Calls(NamedTuple):
    """Calls in order of arrival; all arrays of shape (calls,).

    `patience_s` is infinite for a caller who never hangs up; `interval` is the interval of the arrival.
    """

    arrival_s: NDArray[np.float64]
    queue: NDArray[np.int64]
    handling_s: NDArray[np.float64]
    patience_s: NDArray[np.float64]
    interval: NDArray[np.int64]


class Plan(NamedTuple):
    """Rostered moments, operator by operator in order of time, and who serves whom.

    Parameters
    ----------
    first
        Index of each operator's first moment, and the number of moments; shape (operators + 1,).
    operator, duty, kind, at_s, length_s
        Of each moment: whose it is, of which shift, its kind, when it is planned, and the length of a break; shape
        (moments,).
    in_time_order
        Indices of the moments in order of `at_s`; shape (moments,).
    group, groups_of_queue, queues_of_group, size_of_group
        Operators with the same queues are a group: group of each operator; groups that serve a queue, those with the
        fewest queues first, filled up with -1; queues each group serves, filled up with -1; how many they are.
    """

    first: NDArray[np.int64]
    operator: NDArray[np.int64]
    duty: NDArray[np.int64]
    kind: NDArray[np.int64]
    at_s: NDArray[np.float64]
    length_s: NDArray[np.float64]
    in_time_order: NDArray[np.int64]
    group: NDArray[np.int64]
    groups_of_queue: NDArray[np.int64]
    queues_of_group: NDArray[np.int64]
    size_of_group: NDArray[np.int64]


class Rules(NamedTuple):
    """Lines there are (a number no call reaches: any), seconds within which to answer each queue, length of an interval
    and how many there are, and the moments at which the hotline closes and those who wait are sent away.
    """

    lines: int
    answer_within_s: NDArray[np.float64]
    interval_s: float
    intervals: int
    closing_s: NDArray[np.float64]


class Trace(NamedTuple):
    """What happened: for each call its fate, who answered (-1: nobody) and when the wait ended; for each rostered moment
    when it came (NaN: never, as the operator was absent).
    """

    fate: NDArray[np.int64]
    answered_by: NDArray[np.int64]
    wait_ended_s: NDArray[np.float64]
    came_s: NDArray[np.float64]


class Counts(NamedTuple):
    """What is counted, by queue and interval of the arrival; `handling_s` and `on_phone_s` by when the time passes, with
    a last column for the time after the last interval.
    """

    offered: NDArray[np.int64]
    in_time: NDArray[np.int64]
    answered: NDArray[np.int64]
    abandoned: NDArray[np.int64]
    blocked: NDArray[np.int64]
    sent_away: NDArray[np.int64]
    waited_s: NDArray[np.float64]
    waited_answered_s: NDArray[np.float64]
    handling_s: NDArray[np.float64]
    on_phone_s: NDArray[np.float64]


class _State(NamedTuple):
    """Where everything stands. `size` holds: entries of the heap of releases, entries of that of patience, calls on a
    line. The callers of a queue and the idle operators of a group are doubly linked lists, first come first.
    """

    doing: NDArray[np.int64]
    moment: NDArray[np.int64]
    idle_since: NDArray[np.float64]
    on_phone_since: NDArray[np.float64]
    talks_with: NDArray[np.int64]
    idle_ends: NDArray[np.int64]
    idle_links: NDArray[np.int64]
    queue_ends: NDArray[np.int64]
    queue_links: NDArray[np.int64]
    release_s: NDArray[np.float64]
    released: NDArray[np.int64]
    hang_up_s: NDArray[np.float64]
    hangs_up: NDArray[np.int64]
    size: NDArray[np.int64]


_RELEASES, _PATIENCES, _ON_LINE = range(3)


@njit(cache=True, nogil=True, inline="always")
def _push(times, items, size, which, time, item):  # type: ignore[no-untyped-def]
    """Add to a binary heap; entries of equal time leave in order of their item."""
    at = size[which]
    size[which] += 1
    while at > 0:
        above = (at - 1) >> 1
        if times[above] < time or (times[above] == time and items[above] <= item):
            break
        times[at], items[at] = times[above], items[above]
        at = above
    times[at], items[at] = time, item


@njit(cache=True, nogil=True, inline="always")
def _pop(times, items, size, which):  # type: ignore[no-untyped-def]
    """Take the first entry's item from a binary heap."""
    first = items[0]
    size[which] -= 1
    end = size[which]
    time, item, at = times[end], items[end], 0
    while True:
        below = 2 * at + 1
        if below >= end:
            break
        if below + 1 < end and (times[below + 1] < times[below]
                                or (times[below + 1] == times[below] and items[below + 1] < items[below])):
            below += 1
        if time < times[below] or (time == times[below] and item <= items[below]):
            break
        times[at], items[at] = times[below], items[below]
        at = below
    times[at], items[at] = time, item
    return first


@njit(cache=True, nogil=True, inline="always")
def _append(ends, links, which, item):  # type: ignore[no-untyped-def]
    """Put an item at the end of a linked list."""
    last = ends[which, 1]
    links[item, 0], links[item, 1] = last, NOBODY
    if last == NOBODY:
        ends[which, 0] = item
    else:
        links[last, 1] = item
    ends[which, 1] = item


@njit(cache=True, nogil=True, inline="always")
def _remove(ends, links, which, item):  # type: ignore[no-untyped-def]
    """Take an item out of a linked list, wherever it stands."""
    before, after = links[item, 0], links[item, 1]
    if before == NOBODY:
        ends[which, 0] = after
    else:
        links[before, 1] = after
    if after == NOBODY:
        ends[which, 1] = before
    else:
        links[after, 0] = before


@njit(cache=True, nogil=True, inline="always")
def _spread(row, start, end, interval_s, intervals):  # type: ignore[no-untyped-def]
    """Add the time from `start` to `end` to the intervals it lies in, what is after the last one to the last column."""
    while start < end:
        interval = min(int(start / interval_s), intervals)
        border = (interval + 1) * interval_s
        if border <= start:  # the quotient was rounded down to the interval before
            interval = min(interval + 1, intervals)
            border = (interval + 1) * interval_s
        until = end if interval == intervals else min(end, border)
        row[interval] += until - start
        start = until


@njit(cache=True, nogil=True, inline="always")
def _answer(now, operator, call, calls, rules, state, trace, counts):  # type: ignore[no-untyped-def]
    """An operator takes a call."""
    ends = now + calls.handling_s[call]
    trace.fate[call], trace.answered_by[call], trace.wait_ended_s[call] = ANSWERED, operator, now
    state.doing[operator], state.talks_with[operator] = BUSY, call
    _push(state.release_s, state.released, state.size, _RELEASES, ends, operator)
    _spread(counts.handling_s[calls.queue[call]], now, ends, rules.interval_s, rules.intervals)


@njit(cache=True, nogil=True, inline="always")
def _longest_waiting(group, plan, state):  # type: ignore[no-untyped-def]
    """The caller who came first of all whom a group serves."""
    best = NOBODY
    for position in range(plan.size_of_group[group]):
        call = state.queue_ends[plan.queues_of_group[group, position], 0]
        if call != NOBODY and (best == NOBODY or call < best):
            best = call
    return best


@njit(cache=True, nogil=True, inline="always")
def _longest_idle(queue, plan, state):  # type: ignore[no-untyped-def]
    """The operator to whom a caller of a queue goes: the fewest queues first, then the longest idle."""
    best, size = NOBODY, 0
    for group in plan.groups_of_queue[queue]:
        if group == NOBODY or (best != NOBODY and plan.size_of_group[group] > size):
            break
        operator = state.idle_ends[group, 0]
        if operator != NOBODY and (best == NOBODY or state.idle_since[operator] < state.idle_since[best]):
            best, size = operator, plan.size_of_group[group]
    return best


@njit(cache=True, nogil=True, inline="always")
def _free(now, operator, calls, plan, rules, state, trace, counts):  # type: ignore[no-untyped-def]
    """An operator on duty is free: they take the caller who waited longest, or wait."""
    group = plan.group[operator]
    call = _longest_waiting(group, plan, state)
    if call == NOBODY:
        state.doing[operator], state.idle_since[operator] = IDLE, now
        _append(state.idle_ends, state.idle_links, group, operator)
    else:
        _remove(state.queue_ends, state.queue_links, calls.queue[call], call)
        _answer(now, operator, call, calls, rules, state, trace, counts)


@njit(cache=True, nogil=True, inline="always")
def _leave_phone(now, operator, rules, state, counts):  # type: ignore[no-untyped-def]
    _spread(counts.on_phone_s, state.on_phone_since[operator], now, rules.interval_s, rules.intervals)


@njit(cache=True, nogil=True, inline="always")
def _follow_roster(now, operator, on_duty, absent, plan, rules, state, trace, counts):  # type: ignore[no-untyped-def]
    """Let an operator who is neither on a call nor in a break do what the roster has had them do by now, in order.

    A break that is due begins, and keeps its length however late it is. Returns whether they are on duty and not away.
    """
    while state.moment[operator] < plan.first[operator + 1]:
        moment = state.moment[operator]
        if plan.at_s[moment] > now:
            break
        state.moment[operator] += 1
        if absent[plan.duty[moment]]:
            continue
        trace.came_s[moment] = now
        if plan.kind[moment] == START:
            on_duty, state.on_phone_since[operator] = True, now
        else:
            _leave_phone(now, operator, rules, state, counts)
            on_duty, state.doing[operator] = False, OFF
            if plan.kind[moment] == BREAK:
                state.doing[operator] = AWAY
                _push(state.release_s, state.released, state.size, _RELEASES, now + plan.length_s[moment], operator)
                break
    return on_duty


@njit(cache=True, nogil=True, inline="always")
def _release(now, calls, plan, absent, rules, state, trace, counts):  # type: ignore[no-untyped-def]
    """A call or a break ends."""
    operator = _pop(state.release_s, state.released, state.size, _RELEASES)
    if state.doing[operator] == BUSY:
        state.size[_ON_LINE] -= 1
    else:
        state.on_phone_since[operator] = now
    if _follow_roster(now, operator, True, absent, plan, rules, state, trace, counts):
        _free(now, operator, calls, plan, rules, state, trace, counts)


@njit(cache=True, nogil=True, inline="always")
def _rostered(now, moment, calls, plan, absent, rules, state, trace, counts):  # type: ignore[no-untyped-def]
    """A rostered moment comes; one who is on a call or in a break sees to it when that ends."""
    operator = plan.operator[moment]
    doing = state.doing[operator]
    if state.moment[operator] > moment or doing in (BUSY, AWAY):
        return
    if doing == IDLE:
        _remove(state.idle_ends, state.idle_links, plan.group[operator], operator)
    if _follow_roster(now, operator, doing == IDLE, absent, plan, rules, state, trace, counts):
        _free(now, operator, calls, plan, rules, state, trace, counts)


@njit(cache=True, nogil=True, inline="always")
def _give_up(now, call, fate, calls, state, trace):  # type: ignore[no-untyped-def]
    """A waiting caller leaves unanswered."""
    _remove(state.queue_ends, state.queue_links, calls.queue[call], call)
    trace.fate[call], trace.wait_ended_s[call] = fate, now
    state.size[_ON_LINE] -= 1


@njit(cache=True, nogil=True, inline="always")
def _arrive(now, call, calls, plan, rules, state, trace, counts):  # type: ignore[no-untyped-def]
    """A call comes in: blocked, answered at once, or put into its queue."""
    if state.size[_ON_LINE] >= rules.lines:
        trace.fate[call], trace.wait_ended_s[call] = BLOCKED, now
        return
    state.size[_ON_LINE] += 1
    operator = _longest_idle(calls.queue[call], plan, state)
    if operator != NOBODY:
        _remove(state.idle_ends, state.idle_links, plan.group[operator], operator)
        _answer(now, operator, call, calls, rules, state, trace, counts)
        return
    _append(state.queue_ends, state.queue_links, calls.queue[call], call)
    if calls.patience_s[call] < FOREVER:
        _push(state.hang_up_s, state.hangs_up, state.size, _PATIENCES, now + calls.patience_s[call], call)


@njit(cache=True, nogil=True)
def _count(calls, rules, trace, counts):  # type: ignore[no-untyped-def]
    """Count every call in the interval in which it arrived."""
    for call in range(len(calls.arrival_s)):
        queue, interval, fate = calls.queue[call], calls.interval[call], trace.fate[call]
        counts.offered[queue, interval] += 1
        if fate == BLOCKED:
            counts.blocked[queue, interval] += 1
            continue
        if fate == WAITING:
            continue
        waited = trace.wait_ended_s[call] - calls.arrival_s[call]
        counts.waited_s[queue, interval] += waited
        if fate == ANSWERED:
            counts.answered[queue, interval] += 1
            counts.waited_answered_s[queue, interval] += waited
            if waited <= rules.answer_within_s[queue]:
                counts.in_time[queue, interval] += 1
        elif fate == ABANDONED:
            counts.abandoned[queue, interval] += 1
        else:
            counts.sent_away[queue, interval] += 1


@njit(cache=True, nogil=True)
def _new_state(plan, calls, queues):  # type: ignore[no-untyped-def]
    operators, groups, count = len(plan.group), len(plan.size_of_group), len(calls.arrival_s)
    return _State(
        np.full(operators, OFF), plan.first[:-1].copy(), np.zeros(operators), np.zeros(operators),
        np.full(operators, NOBODY), np.full((groups, 2), NOBODY), np.full((operators, 2), NOBODY),
        np.full((queues, 2), NOBODY), np.full((count, 2), NOBODY),
        np.empty(operators), np.empty(operators, np.int64), np.empty(count), np.empty(count, np.int64),
        np.zeros(3, np.int64),
    )


@njit(cache=True, nogil=True)
def _new_counts(queues, intervals):  # type: ignore[no-untyped-def]
    shape = (queues, intervals)
    return Counts(
        np.zeros(shape, np.int64), np.zeros(shape, np.int64), np.zeros(shape, np.int64), np.zeros(shape, np.int64),
        np.zeros(shape, np.int64), np.zeros(shape, np.int64), np.zeros(shape), np.zeros(shape),
        np.zeros((queues, intervals + 1)), np.zeros(intervals + 1),
    )


@njit(cache=True, nogil=True)
def play(calls, plan, absent, rules):  # type: ignore[no-untyped-def]
    """Play calls against rostered moments until nothing more happens; returns a `Trace` and `Counts`.

    Parameters
    ----------
    calls
        `Calls`, in order of arrival.
    plan
        `Plan`.
    absent
        Whether nobody comes for a shift; shape (shifts,).
    rules
        `Rules`.
    """
    queues, count, moments = len(plan.groups_of_queue), len(calls.arrival_s), len(plan.at_s)
    state, counts = _new_state(plan, calls, queues), _new_counts(queues, rules.intervals)
    trace = Trace(np.full(count, WAITING), np.full(count, NOBODY), np.full(count, np.nan), np.full(moments, np.nan))
    call, step, closing = 0, 0, 0
    while True:
        release = state.release_s[0] if state.size[_RELEASES] else FOREVER
        rostered = plan.at_s[plan.in_time_order[step]] if step < moments else FOREVER
        hang_up = state.hang_up_s[0] if state.size[_PATIENCES] else FOREVER
        closes = rules.closing_s[closing] if closing < len(rules.closing_s) else FOREVER
        arrival = calls.arrival_s[call] if call < count else FOREVER
        now = min(release, rostered, hang_up, closes, arrival)
        if now == FOREVER:
            break
        if release == now:
            _release(now, calls, plan, absent, rules, state, trace, counts)
        elif rostered == now:
            _rostered(now, plan.in_time_order[step], calls, plan, absent, rules, state, trace, counts)
            step += 1
        elif hang_up == now:
            caller = _pop(state.hang_up_s, state.hangs_up, state.size, _PATIENCES)
            if trace.fate[caller] == WAITING:
                _give_up(now, caller, ABANDONED, calls, state, trace)
        elif closes == now:
            closing += 1
            for queue in range(queues):
                while state.queue_ends[queue, 0] != NOBODY:
                    _give_up(now, state.queue_ends[queue, 0], SENT_AWAY, calls, state, trace)
        else:
            _arrive(now, call, calls, plan, rules, state, trace, counts)
            call += 1
    _count(calls, rules, trace, counts)
    return trace, counts
