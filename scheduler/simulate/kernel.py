"""Compiled event simulation: given calls meet given shifts. Nothing is drawn here, so that equal input gives equal output.

Times are seconds since the horizon's start. Events at the same time happen in this order: ends of calls and of breaks,
rostered starts and ends, callers hanging up, closing, arrivals. All of it stays in one file, because numba's cache looks
only at the file of the function that is called; and the small ones are put in line, which halves the time.

Callers who call again keep their row of `Calls`, with one live attempt at a time; whether and when they do, and how patient
they are then, is drawn from their row and the number of the attempt alone, so that another roster meets the same callers.

Routing: a caller who arrives goes to an idle operator who serves their queue; among those to one who prefers it most, among
these to one with the fewest queues, then to the one idle longest. An operator who becomes free takes the caller, among all
queues they serve, of the highest priority, then of the queue they prefer most, then who has waited longest. So nobody waits
in a queue while one who serves it is idle, and each queue is first come, first served.

An operator who handles several contacts at a time has as many places. With a free one they count as idle, since they were last
given a contact or became free; a break or the end of the shift waits until all of their contacts have ended, and none is taken
meanwhile.
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
"""What an operator does: not on duty, with a free place, on calls and taking no other, in a break."""

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
    group, groups_of_queue, queues_of_group
        Operators with the same queues and preferences are a group: group of each operator; groups that serve a queue, those to
        whom its callers go first at the front; queues each group serves, those it takes first at the front; filled up with -1.
    tier_of_group, tier_of_queue
        Step of each entry of `groups_of_queue` and `queues_of_group`, rising along a row: of one step the operator who is idle
        longest takes the call, and the caller who waited longest is taken.
    places
        Contacts that each operator handles at a time; shape (operators,).
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
    tier_of_group: NDArray[np.int64]
    tier_of_queue: NDArray[np.int64]
    places: NDArray[np.int64]


class Rules(NamedTuple):
    """Lines there are (a number no call reaches: any), seconds within which to answer each queue, length of an interval
    and how many there are, and the moments at which the hotline closes and those who wait are sent away.
    """

    lines: int
    answer_within_s: NDArray[np.float64]
    interval_s: float
    intervals: int
    closing_s: NDArray[np.float64]


class Redials(NamedTuple):
    """Who calls again.

    Parameters
    ----------
    share, delay_s, patience_s
        Share of those who hang up or find no line that calls again, after how many seconds in the mean, and how long they
        then wait in the mean; by queue, shape (queues,).
    opens_s, closes_s
        Windows in which calls are answered, in order; who calls again outside of them is lost; shape (windows,).
    seed
        What the draws of a replication begin with.
    """

    share: NDArray[np.float64]
    delay_s: NDArray[np.float64]
    patience_s: NDArray[np.float64]
    opens_s: NDArray[np.float64]
    closes_s: NDArray[np.float64]
    seed: np.uint64


class Trace(NamedTuple):
    """What happened: for each caller the fate of the last call, who answered (-1: nobody), when its wait ended, how many calls
    they made and when the last one began; for each rostered moment when it came (NaN: never, as the operator was absent).
    """

    fate: NDArray[np.int64]
    answered_by: NDArray[np.int64]
    wait_ended_s: NDArray[np.float64]
    attempts: NDArray[np.int64]
    called_s: NDArray[np.float64]
    came_s: NDArray[np.float64]


class Counts(NamedTuple):
    """What is counted, by queue and interval of the arrival; `handling_s` and `on_phone_s` by when the time passes, with
    a last column for the time after the last interval. Redials are calls of their own interval; `first`, `first_in_time`,
    `got_through` (answered at last) and `lost` (never answered) count callers in that of their first call, and `too_late` those
    who called again while nobody answered any more.
    """

    offered: NDArray[np.int64]
    in_time: NDArray[np.int64]
    answered: NDArray[np.int64]
    abandoned: NDArray[np.int64]
    blocked: NDArray[np.int64]
    sent_away: NDArray[np.int64]
    first: NDArray[np.int64]
    first_in_time: NDArray[np.int64]
    got_through: NDArray[np.int64]
    lost: NDArray[np.int64]
    too_late: NDArray[np.int64]
    waited_s: NDArray[np.float64]
    waited_answered_s: NDArray[np.float64]
    handling_s: NDArray[np.float64]
    on_phone_s: NDArray[np.float64]


class _State(NamedTuple):
    """Where everything stands. `size` holds: entries of the heap of releases, entries of that of patience, calls on a
    line. The callers of a queue and the idle operators of a group are doubly linked lists, first come first. `contacts` counts
    those that each operator handles.
    """

    doing: NDArray[np.int64]
    moment: NDArray[np.int64]
    idle_since: NDArray[np.float64]
    on_phone_since: NDArray[np.float64]
    contacts: NDArray[np.int64]
    idle_ends: NDArray[np.int64]
    idle_links: NDArray[np.int64]
    queue_ends: NDArray[np.int64]
    queue_links: NDArray[np.int64]
    release_s: NDArray[np.float64]
    released: NDArray[np.int64]
    hang_up_s: NDArray[np.float64]
    hangs_up: NDArray[np.int64]
    again_s: NDArray[np.float64]
    again: NDArray[np.int64]
    size: NDArray[np.int64]


_RELEASES, _PATIENCES, _ON_LINE, _REDIALS = range(4)
_MIX = (np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB))
_AGAIN, _DELAY, _PATIENCE, _DRAWS = range(4)
"""What is drawn for an attempt: whether another one follows, after what time, and how patient the caller then is."""


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


@njit(cache=True, nogil=True)
def _uniform(seed, caller, attempt, draw):  # type: ignore[no-untyped-def]
    """A number in (0, 1) by a hash of what it is for (splitmix64, Steele, Lea & Flood 2014)."""
    mixed = seed
    for part in (caller, attempt * _DRAWS + draw):
        mixed = (mixed ^ np.uint64(part)) + _MIX[0]
        mixed = (mixed ^ (mixed >> np.uint64(30))) * _MIX[1]
        mixed = (mixed ^ (mixed >> np.uint64(27))) * _MIX[2]
        mixed = mixed ^ (mixed >> np.uint64(31))
    return (np.float64(mixed >> np.uint64(11)) + 0.5) / 9007199254740992.0


@njit(cache=True, nogil=True, inline="always")
def _count_call(call, calls, rules, trace, counts):  # type: ignore[no-untyped-def]
    """Count a call in the interval in which it arrived."""
    queue, interval, fate, is_first = calls.queue[call], calls.interval[call], trace.fate[call], trace.attempts[call] == 1
    if is_first:
        counts.first[queue, interval] += 1
    else:
        interval = min(int(trace.called_s[call] / rules.interval_s), rules.intervals - 1)
    counts.offered[queue, interval] += 1
    if fate == BLOCKED:
        counts.blocked[queue, interval] += 1
        return
    if fate == WAITING:
        return
    waited = trace.wait_ended_s[call] - trace.called_s[call]
    counts.waited_s[queue, interval] += waited
    if fate == ANSWERED:
        counts.answered[queue, interval] += 1
        counts.waited_answered_s[queue, interval] += waited
        if waited <= rules.answer_within_s[queue]:
            counts.in_time[queue, interval] += 1
            if is_first:
                counts.first_in_time[queue, interval] += 1
    elif fate == ABANDONED:
        counts.abandoned[queue, interval] += 1
    else:
        counts.sent_away[queue, interval] += 1


@njit(cache=True, nogil=True)
def _unanswered(now, caller, calls, redials, state, trace, counts):  # type: ignore[no-untyped-def]
    """A caller hung up or found no line: they call again, if they do and it is open then."""
    queue, attempt = calls.queue[caller], trace.attempts[caller]
    if _uniform(redials.seed, caller, attempt, _AGAIN) >= redials.share[queue]:
        return
    when = now - np.log(_uniform(redials.seed, caller, attempt, _DELAY)) * redials.delay_s[queue]
    window = np.searchsorted(redials.closes_s, when, side="right")
    if window < len(redials.opens_s) and when >= redials.opens_s[window]:
        _push(state.again_s, state.again, state.size, _REDIALS, when, caller)
    else:
        counts.too_late[queue, calls.interval[caller]] += 1


@njit(cache=True, nogil=True)
def _call_again(now, caller, calls, redials, rules, trace, counts):  # type: ignore[no-untyped-def]
    """The next attempt of a caller begins; the one before is counted. Returns how long they wait."""
    _count_call(caller, calls, rules, trace, counts)
    patience = -np.log(_uniform(redials.seed, caller, trace.attempts[caller], _PATIENCE)) * redials.patience_s[
        calls.queue[caller]]
    trace.attempts[caller] += 1
    trace.fate[caller], trace.called_s[caller] = WAITING, now
    return patience


@njit(cache=True, nogil=True, inline="always")
def _answer(now, operator, call, calls, rules, state, trace, counts):  # type: ignore[no-untyped-def]
    """An operator takes a call."""
    ends = now + calls.handling_s[call]
    trace.fate[call], trace.answered_by[call], trace.wait_ended_s[call] = ANSWERED, operator, now
    state.contacts[operator] += 1
    _push(state.release_s, state.released, state.size, _RELEASES, ends, operator)
    _spread(counts.handling_s[calls.queue[call]], now, ends, rules.interval_s, rules.intervals)


@njit(cache=True, nogil=True, inline="always")
def _next_caller(group, plan, state, called_s):  # type: ignore[no-untyped-def]
    """The caller whom an operator of a group takes: of the first queues that have one, who came first."""
    best, tier = NOBODY, 0
    for position in range(plan.queues_of_group.shape[1]):
        queue = plan.queues_of_group[group, position]
        if queue == NOBODY or (best != NOBODY and plan.tier_of_queue[group, position] > tier):
            break
        call = state.queue_ends[queue, 0]
        if call != NOBODY and (best == NOBODY or called_s[call] < called_s[best]
                               or (called_s[call] == called_s[best] and call < best)):
            best, tier = call, plan.tier_of_queue[group, position]
    return best


@njit(cache=True, nogil=True, inline="always")
def _next_operator(queue, plan, state):  # type: ignore[no-untyped-def]
    """The operator to whom a caller of a queue goes: of the first groups that have one, who is idle longest."""
    best, tier = NOBODY, 0
    for position in range(plan.groups_of_queue.shape[1]):
        group = plan.groups_of_queue[queue, position]
        if group == NOBODY or (best != NOBODY and plan.tier_of_group[queue, position] > tier):
            break
        operator = state.idle_ends[group, 0]
        if operator != NOBODY and (best == NOBODY or state.idle_since[operator] < state.idle_since[best]):
            best, tier = operator, plan.tier_of_group[queue, position]
    return best


@njit(cache=True, nogil=True, inline="always")
def _wait_or_busy(now, operator, plan, state):  # type: ignore[no-untyped-def]
    """An operator who is in no list has a free place, or none."""
    state.doing[operator] = BUSY
    if state.contacts[operator] < plan.places[operator]:
        state.doing[operator], state.idle_since[operator] = IDLE, now
        _append(state.idle_ends, state.idle_links, plan.group[operator], operator)


@njit(cache=True, nogil=True, inline="always")
def _free(now, operator, calls, plan, rules, state, trace, counts):  # type: ignore[no-untyped-def]
    """An operator on duty is free: they take the next caller, as many as they have places, or wait."""
    group = plan.group[operator]
    while state.contacts[operator] < plan.places[operator]:
        call = _next_caller(group, plan, state, trace.called_s)
        if call == NOBODY:
            break
        _remove(state.queue_ends, state.queue_links, calls.queue[call], call)
        _answer(now, operator, call, calls, rules, state, trace, counts)
    _wait_or_busy(now, operator, plan, state)


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
def _is_due(now, operator, plan, state):  # type: ignore[no-untyped-def]
    """Whether a break or the end of a shift waits for an operator on duty."""
    moment = state.moment[operator]
    return moment < plan.first[operator + 1] and plan.at_s[moment] <= now


@njit(cache=True, nogil=True, inline="always")
def _release(now, calls, plan, absent, rules, state, trace, counts):  # type: ignore[no-untyped-def]
    """A call or a break ends. With other contacts in progress, an operator only has a place more, or takes no other."""
    operator = _pop(state.release_s, state.released, state.size, _RELEASES)
    if state.doing[operator] == AWAY:
        state.on_phone_since[operator] = now
    else:
        state.size[_ON_LINE] -= 1
        state.contacts[operator] -= 1
        if state.doing[operator] == IDLE:
            _remove(state.idle_ends, state.idle_links, plan.group[operator], operator)
        state.doing[operator] = BUSY
        if state.contacts[operator] > 0:
            if not _is_due(now, operator, plan, state):
                _free(now, operator, calls, plan, rules, state, trace, counts)
            return
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
        if state.contacts[operator] > 0:
            state.doing[operator] = BUSY
            return
    if _follow_roster(now, operator, doing == IDLE, absent, plan, rules, state, trace, counts):
        _free(now, operator, calls, plan, rules, state, trace, counts)


@njit(cache=True, nogil=True, inline="always")
def _give_up(now, call, fate, calls, state, trace):  # type: ignore[no-untyped-def]
    """A waiting caller leaves unanswered."""
    _remove(state.queue_ends, state.queue_links, calls.queue[call], call)
    trace.fate[call], trace.wait_ended_s[call] = fate, now
    state.size[_ON_LINE] -= 1


@njit(cache=True, nogil=True, inline="always")
def _arrive(now, call, patience_s, calls, plan, redials, rules, state, trace, counts):  # type: ignore[no-untyped-def]
    """A call comes in: blocked, answered at once, or put into its queue."""
    if state.size[_ON_LINE] >= rules.lines:
        trace.fate[call], trace.wait_ended_s[call] = BLOCKED, now
        if redials.share[calls.queue[call]] > 0:
            _unanswered(now, call, calls, redials, state, trace, counts)
        return
    state.size[_ON_LINE] += 1
    operator = _next_operator(calls.queue[call], plan, state)
    if operator != NOBODY:
        _remove(state.idle_ends, state.idle_links, plan.group[operator], operator)
        _answer(now, operator, call, calls, rules, state, trace, counts)
        _wait_or_busy(now, operator, plan, state)
        return
    _append(state.queue_ends, state.queue_links, calls.queue[call], call)
    if patience_s < FOREVER:
        _push(state.hang_up_s, state.hangs_up, state.size, _PATIENCES, now + patience_s, call)


@njit(cache=True, nogil=True)
def _count(calls, rules, trace, counts):  # type: ignore[no-untyped-def]
    """Count the last call of every caller, and what became of them, in the interval of their first one."""
    for caller in range(len(calls.arrival_s)):
        _count_call(caller, calls, rules, trace, counts)
        queue, interval, fate = calls.queue[caller], calls.interval[caller], trace.fate[caller]
        if fate == ANSWERED:
            counts.got_through[queue, interval] += 1
        elif fate != WAITING:
            counts.lost[queue, interval] += 1


@njit(cache=True, nogil=True)
def _new_state(plan, calls, queues):  # type: ignore[no-untyped-def]
    operators, groups, count = len(plan.group), len(plan.queues_of_group), len(calls.arrival_s)
    places = plan.places.sum()
    return _State(
        np.full(operators, OFF), plan.first[:-1].copy(), np.zeros(operators), np.zeros(operators),
        np.zeros(operators, np.int64), np.full((groups, 2), NOBODY), np.full((operators, 2), NOBODY),
        np.full((queues, 2), NOBODY), np.full((count, 2), NOBODY),
        np.empty(places), np.empty(places, np.int64), np.empty(count), np.empty(count, np.int64),
        np.empty(count), np.empty(count, np.int64), np.zeros(4, np.int64),
    )


@njit(cache=True, nogil=True)
def _new_counts(queues, intervals):  # type: ignore[no-untyped-def]
    shape = (queues, intervals)
    return Counts(
        np.zeros(shape, np.int64), np.zeros(shape, np.int64), np.zeros(shape, np.int64), np.zeros(shape, np.int64),
        np.zeros(shape, np.int64), np.zeros(shape, np.int64), np.zeros(shape, np.int64), np.zeros(shape, np.int64),
        np.zeros(shape, np.int64), np.zeros(shape, np.int64), np.zeros(shape, np.int64), np.zeros(shape), np.zeros(shape),
        np.zeros((queues, intervals + 1)), np.zeros(intervals + 1),
    )


@njit(cache=True, nogil=True)
def play(calls, plan, absent, rules, redials):  # type: ignore[no-untyped-def]
    """Play calls against rostered moments until nothing more happens; returns a `Trace` and `Counts`.

    Parameters
    ----------
    calls
        `Calls`, in order of arrival: first attempts.
    plan
        `Plan`.
    absent
        Whether nobody comes for a shift; shape (shifts,).
    rules
        `Rules`.
    redials
        `Redials`.
    """
    queues, count, moments = len(plan.groups_of_queue), len(calls.arrival_s), len(plan.at_s)
    state, counts = _new_state(plan, calls, queues), _new_counts(queues, rules.intervals)
    trace = Trace(np.full(count, WAITING), np.full(count, NOBODY), np.full(count, np.nan), np.ones(count, np.int64),
                  calls.arrival_s.copy(), np.full(moments, np.nan))
    call, step, closing = 0, 0, 0
    while True:
        release = state.release_s[0] if state.size[_RELEASES] else FOREVER
        rostered = plan.at_s[plan.in_time_order[step]] if step < moments else FOREVER
        hang_up = state.hang_up_s[0] if state.size[_PATIENCES] else FOREVER
        closes = rules.closing_s[closing] if closing < len(rules.closing_s) else FOREVER
        arrival = calls.arrival_s[call] if call < count else FOREVER
        again = state.again_s[0] if state.size[_REDIALS] else FOREVER
        now = min(release, rostered, hang_up, closes, arrival, again)
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
                if redials.share[calls.queue[caller]] > 0:
                    _unanswered(now, caller, calls, redials, state, trace, counts)
        elif closes == now:
            closing += 1
            for queue in range(queues):
                while state.queue_ends[queue, 0] != NOBODY:
                    _give_up(now, state.queue_ends[queue, 0], SENT_AWAY, calls, state, trace)
        else:
            if arrival == now:
                caller, patience_s = call, calls.patience_s[call]
                call += 1
            else:
                caller = _pop(state.again_s, state.again, state.size, _REDIALS)
                patience_s = _call_again(now, caller, calls, redials, rules, trace, counts)
            _arrive(now, caller, patience_s, calls, plan, redials, rules, state, trace, counts)
    _count(calls, rules, trace, counts)
    return trace, counts
