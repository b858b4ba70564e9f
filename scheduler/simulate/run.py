"""Many replications of calls against a roster, each with random numbers of its own, and what was counted in them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from scheduler.simulate.draw import CallSource
from scheduler.simulate.duties import Duties
from scheduler.simulate.kernel import BREAK, END, Calls, Counts, Plan, Redials, Rules, Trace, play
from scheduler.simulate.traffic import Floats, Traffic

Ints = NDArray[np.int64]

ANY_LINES = 1 << 40
"""More lines than any simulation has calls."""


@dataclass(frozen=True)
class Settings:
    """How a simulation is run.

    Parameters
    ----------
    replications
        How often the horizon is played.
    seed
        Replication *r* depends on the seed and on *r* alone, not on how many there are.
    lines
        Calls there can be at a time, talking and waiting together; None: any number.
    """

    replications: int = 100
    seed: int = 0
    lines: int | None = None


@dataclass(frozen=True, eq=False)
class Runs:
    """What was counted, one row a replication.

    Parameters
    ----------
    traffic
        What calls were expected.
    offered, in_time, answered, abandoned, blocked, sent_away
        Calls, redials among them, by queue and interval of their arrival; shape (replications, queues, intervals).
    first, first_in_time, got_through, lost, too_late
        Callers by queue and interval of their first call: all, those whose first call was answered in time, those answered at
        last and those who never were, and of these those who called again when nobody answered any more; the same shape.
    waited_s, waited_answered_s
        Seconds waited by all who were not blocked, and by those answered; the same shape.
    handling_s, on_phone_s
        Seconds spent with callers, by queue, and seconds on duty and not in a break, by the interval in which they pass,
        with a last column for what lies after the horizon; shape (replications, queues, intervals + 1), (replications,
        intervals + 1).
    breaks, breaks_late, lateness_s, latest_s
        Breaks by day of their shift, those that started late, seconds late in total and at most; shape (replications,
        days).
    shifts, shifts_over, overtime_s, absent
        Shifts worked, those that ended late, seconds of it, shifts to which nobody came; shape (replications, days).
    """

    traffic: Traffic
    offered: Ints
    in_time: Ints
    answered: Ints
    abandoned: Ints
    blocked: Ints
    sent_away: Ints
    first: Ints
    first_in_time: Ints
    got_through: Ints
    lost: Ints
    too_late: Ints
    waited_s: Floats
    waited_answered_s: Floats
    handling_s: Floats
    on_phone_s: Floats
    breaks: Floats
    breaks_late: Floats
    lateness_s: Floats
    latest_s: Floats
    shifts: Floats
    shifts_over: Floats
    overtime_s: Floats
    absent: Floats

    @property
    def replications(self) -> int:
        """Number of replications."""
        return len(self.offered)


@dataclass(frozen=True, eq=False)
class Replication:
    """One play of the horizon, call by call and moment by moment."""

    calls: Calls
    absent: NDArray[np.bool_]
    trace: Trace
    counts: Counts


def simulate(
    source: CallSource, traffic: Traffic, duties: Duties, settings: Settings,
    progress: Callable[[int], None] = lambda _: None,
) -> Runs:
    """Play the horizon as often as asked.

    Parameters
    ----------
    source
        Where calls come from; `traffic` says what was expected and promised.
    progress
        Told the number of replications done.
    """
    counted: dict[str, list[NDArray[np.generic]]] = {field.name: [] for field in fields(Runs) if field.name != "traffic"}
    for index in range(settings.replications):
        played = replicate(source, traffic, duties, settings, index)
        for name, values in (played.counts._asdict() | punctuality(duties, traffic.days, played)).items():
            counted[name].append(values)
        progress(index + 1)
    return Runs(traffic, **{name: np.stack(values) for name, values in counted.items()})


def replicate(source: CallSource, traffic: Traffic, duties: Duties, settings: Settings, index: int) -> Replication:
    """Play the horizon once. Calls and absences have streams of their own: another roster meets the same calls.

    Of calls that are handed over elsewhere each counts as answered at once.
    """
    of_calls, of_absence, of_share = (
        np.random.default_rng(np.random.SeedSequence(settings.seed, spawn_key=(index, stream))) for stream in (0, 1, 3)
    )
    calls, elsewhere = _parted(source.draw(of_calls), traffic.elsewhere, of_share)
    absent = (of_absence.random(len(duties.day)) < duties.by_shift(traffic.absence)) & ~duties.beside
    lines = ANY_LINES if settings.lines is None else settings.lines
    rules = Rules(lines, traffic.answer_within_s, traffic.interval_s, traffic.intervals, traffic.closing_s)
    trace, counts = play(calls, duties.plan, absent, rules, redials_of(traffic, settings.seed, index))
    for name in ("offered", "in_time", "answered", "first", "first_in_time", "got_through"):
        np.add.at(getattr(counts, name), (elsewhere.queue, elsewhere.interval), 1)
    return Replication(calls, absent, trace, counts)


def _parted(calls: Calls, share: Floats | None, rng: np.random.Generator) -> tuple[Calls, Calls]:
    """Calls that the roster meets, and those handed over, of each interval a share drawn call by call."""
    if share is None:
        return calls, _chosen(calls, np.zeros(len(calls.queue), dtype=np.bool_))
    over = rng.random(len(calls.queue)) < share[calls.queue, calls.interval]
    return _chosen(calls, ~over), _chosen(calls, over)


def _chosen(calls: Calls, chosen: NDArray[np.bool_]) -> Calls:
    return Calls(calls.arrival_s[chosen], calls.queue[chosen], calls.handling_s[chosen], calls.patience_s[chosen],
                 calls.interval[chosen])


def redials_of(traffic: Traffic, seed: int, index: int) -> Redials:
    """Who calls again in a replication; what is drawn for it is no part of the streams of calls and absences."""
    returning, nobody, never = traffic.returning, np.zeros(len(traffic.queues)), np.empty(0)
    patience_s = traffic.patience_s.astype(np.float64)
    drawn = np.random.SeedSequence(seed, spawn_key=(index, 2)).generate_state(1, np.uint64)[0]
    if returning is None:
        return Redials(nobody, nobody, patience_s, never, never, drawn)
    return Redials(returning.share, returning.delay_s, patience_s, returning.opens_s, returning.closes_s, drawn)


def punctuality(duties: Duties, days: int, played: Replication) -> dict[str, Floats]:
    """What the calls made of breaks and shift ends, by day of the shift; each of shape (days,)."""
    plan, came_s = duties.plan, played.trace.came_s
    late_s = came_s - plan.at_s
    day, came = duties.day[plan.duty], ~np.isnan(came_s)

    def by_day(chosen: NDArray[np.bool_], weights: Floats | None = None) -> Floats:
        of = None if weights is None else weights[chosen]
        return np.bincount(day[chosen], of, days).astype(float)

    pauses, ends = came & (plan.kind == BREAK), came & (plan.kind == END) & ~duties.beside[plan.duty]
    latest_s = np.zeros(days)
    np.maximum.at(latest_s, day[pauses], late_s[pauses])
    return {
        "breaks": by_day(pauses), "breaks_late": by_day(pauses & (late_s > 0)), "lateness_s": by_day(pauses, late_s),
        "latest_s": latest_s, "shifts": by_day(ends), "shifts_over": by_day(ends & (late_s > 0)),
        "overtime_s": by_day(ends, late_s), "absent": np.bincount(duties.day[played.absent], None, days).astype(float),
    }


def warm_up() -> None:
    """Compile the simulation, or load it from the cache, before anybody counts the time."""
    none, nothing = np.empty(0), np.empty(0, dtype=np.int64)
    table = np.zeros((1, 1), dtype=np.int64)
    plan = Plan(np.zeros(2, dtype=np.int64), nothing, nothing, nothing, none, none, nothing, table[0], table, table,
                table, table, table[0] + 1)
    play(Calls(none, nothing, none, none, nothing), plan, np.zeros(0, dtype=np.bool_), Rules(0, np.zeros(1), 1.0, 1, none),
         Redials(np.zeros(1), np.zeros(1), np.zeros(1), none, none, np.uint64(0)))
