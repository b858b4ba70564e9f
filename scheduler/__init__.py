"""Rosters with breaks for telephone hotlines, with a proven bound, checked, and published.

Examples
--------
>>> import scheduler
>>> hotline = scheduler.read("instances/tiny")
>>> result = scheduler.solve(hotline, seconds=5, deterministic=True)
>>> result.cost, result.bound
(25.5, 25.5)
>>> scheduler.check(hotline, result)
()
>>> list(result.breaks.columns)
['operator', 'kind', 'start', 'end', 'minutes', 'activity']
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, overload

from scheduler.version import __version__

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Collection, Mapping, Sequence

    import pandas as pd

    from scheduler.check.violation import Violation
    from scheduler.demand.lines.needed import LineNeed
    from scheduler.engine.search import Progress
    from scheduler.instance.instance import Instance as Topics
    from scheduler.language.codes import LanguageCode
    from scheduler.library.explaining import Comparison, Why
    from scheduler.library.instance import Instance
    from scheduler.library.many import Many
    from scheduler.library.pricing import Prices
    from scheduler.library.repairing import Repair
    from scheduler.library.requesting import Requests, Swap
    from scheduler.library.result import Result
    from scheduler.library.scenarios import WhatIf
    from scheduler.library.simulating import Simulation
    from scheduler.operate.events import Event
    from scheduler.operate.requests import Request
    from scheduler.operate.review.attendance import Attendance
    from scheduler.operate.swaps import Candidate
    from scheduler.reviewed import Review
    from scheduler.roster import Roster
    from scheduler.shift_plan import ShiftPlan
    from scheduler.solve.options import Interruption
    from scheduler.survey.survey import Survey

__all__ = [
    "Instance", "Interruption", "Many", "Result", "Simulation", "Survey", "WhatIf", "__version__", "candidates", "check",
    "compare", "export", "forecast", "lines", "many", "price", "publish", "read", "read_attendance", "read_calls",
    "read_events", "read_roster", "repair", "requests", "review", "schema", "shifts", "simulate", "solve", "staff", "starter",
    "swap", "warm_up", "what_if", "why",
]

# These rooms have the names of functions below: once they are imported, which takes no time, as they hold a docstring alone,
# importing a module of theirs no longer puts the room in the function's place.
for _room in ("check", "publish", "read", "simulate", "solve", "what_if", "many"):
    import_module(f"{__name__}.{_room}")

_CLASSES = {"Instance": "library.instance", "Interruption": "solve.options", "Many": "library.many", "Result": "library.result",
            "Simulation": "library.simulating", "Survey": "survey.survey", "WhatIf": "library.scenarios"}


def __getattr__(name: str) -> Any:
    """Import a class when it is asked for, so that ``import scheduler`` takes no time."""
    if name not in _CLASSES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_CLASSES[name]}"), name)


def read(path: str | Path) -> Instance:
    """Read an instance: a folder with ``hotline.yaml``, a YAML file, or a workbook.

    Raises
    ------
    scheduler.errors.InputError
        With everything that is wrong, each with its place.
    """
    from scheduler.library.reading import read

    return read(path)


def read_roster(path: str | Path, instance: Instance | str | Path | None = None) -> Result:
    """Read a roster, from ``roster.json`` or the folder it lies in, with the instance it is for.

    Parameters
    ----------
    path
        The roster.
    instance
        The instance, or where it lies; None: where the roster says.

    Raises
    ------
    scheduler.errors.InputError
        If the roster or its instance cannot be read, or the instance is not found.
    """
    from scheduler.library.reading import read_roster

    return read_roster(path, instance)


def solve(
    instance: Instance, *, seconds: float = 60, gap: float = 0, seed: int = 0, workers: int | None = None,
    deterministic: bool = False, progress: Callable[[Progress], None] | None = None,
    interruption: Interruption | None = None, truth_rounds: int | None = None,
    previous: Result | str | Path | None = None, now: dt.datetime | str | None = None,
) -> Result:
    """Build the best roster the time allows, with a proven bound, checked by code that shares nothing with the search.

    Parameters
    ----------
    instance
        What `read` returns, or an `Instance` built in a program.
    seconds
        Time limit of the search; reading, compiling and checking are not counted.
    gap
        Stop when the cost is proven to be at most this share above the best possible; 0.01 is 1 %.
    seed
        Seed of the search.
    workers
        Threads that search; None: two, or one processor.
    deterministic
        Whether work is counted instead of time, so that the same seed with one worker gives the same roster.
    progress
        Called with every better roster and bound, from the thread that found it.
    interruption
        What may stop the run from another thread or a signal handler; the best roster so far is then returned.
    truth_rounds
        Solve and simulate up to so many times, each within the time limit, correcting the staffing until promised and
        simulated service level agree within a point, and those of each queue within two. None: in rounds that share the
        time limit where operators answer a part of the queues of others, as no formula tells the service there;
        elsewhere, and with 0, the promise is what the formulas say.
    previous
        The roster this one goes on from, or the folder it lies in: what it left is the history. None: as `previous` of the
        instance says.
    now
        Where the two overlap, shifts that begin before this moment stay as they are, with their breaks; None: none do.

    Raises
    ------
    scheduler.errors.InputError
        If a value is out of range, or the instance asks for what no roster could ever keep.
    scheduler.errors.InfeasibleError
        If it is proven that no roster keeps all rules; the smallest set of rules in conflict is named.
    scheduler.errors.NoRosterError
        If there was no complete roster when time was up.
    scheduler.errors.InterruptedEmptyError
        If there was none when the run was interrupted.
    """
    from scheduler.library.solving import solve
    from scheduler.solve.options import Options

    options = Options(seconds, gap, seed, workers, deterministic, progress, interruption)
    return solve(instance, options, truth_rounds, previous=previous, now=now)


def shifts(
    instance: Instance, *, seconds: float = 60, gap: float = 0, seed: int = 0, cost_per_hour: float | None = None,
    pooled: bool = False, progress: Callable[[Progress], None] | None = None, interruption: Interruption | None = None,
) -> ShiftPlan:
    """Plan how many shifts a hotline needs on each type of day, and when, with their breaks, before anybody is named.

    Parameters
    ----------
    seconds
        Time for all day types together.
    gap
        A day type is done when its cost is proven to be at most this share above the best possible.
    cost_per_hour
        What a paid hour costs; None: the least that a contract of an operator says.
    pooled
        Plan several queues as if everybody answered all of them.
    progress, interruption
        As of `solve`.

    Raises
    ------
    scheduler.errors.InputError
        If there are several queues, and `pooled` is not set; or if the hotline asks for what no shifts could keep.
    scheduler.errors.NoRosterError, scheduler.errors.InterruptedEmptyError
        If no day had a plan when time was up, or the run was interrupted.
    """
    from scheduler.library.planning import shifts
    from scheduler.solve.options import Options

    options = Options(seconds, gap, seed, progress=progress, interruption=interruption)
    return shifts(instance, options, cost_per_hour=cost_per_hour, pooled=pooled)


@overload
def check(instance: Topics, result: Result | Roster) -> tuple[Violation, ...]: ...


@overload
def check(instance: Instance) -> Survey: ...


def check(instance: Topics, result: Result | Roster | None = None) -> tuple[Violation, ...] | Survey:
    """Check a result against every rule; or, without one, look over an instance before it is solved.

    Parameters
    ----------
    result
        Pay, coverage, cost, bound and gap are computed anew from its plain shifts; nothing is taken from the search.

    Returns
    -------
    Every breach of a hard rule, and everything that a result says and that is not so; empty where all holds. Without a
    result a `Survey`: hours required and allowed, tight moments, open time nobody can cover, numbers that look like slips.
    """
    if result is not None:
        from scheduler.library.publishing import check

        return check(instance, result)
    from scheduler.library.surveying import survey

    return survey(instance, each_alone=True)


def simulate(result: Result, *, replications: int = 100, seed: int = 0, **how: Any) -> Simulation:
    """Play calls against a roster, breather by breather; the same seed gives the same figures.

    Parameters
    ----------
    replications
        How often the horizon is played.
    **how
        Distribution of handling times, uncertainty of the load, lines, real calls: see `scheduler.library.simulating.simulate`.
    """
    from scheduler.library.simulating import simulate

    return simulate(result, replications=replications, seed=seed, **how)


def publish(
    result: Result, folder: str | Path, *, breaks_as_events: bool = False, operator_sheets: bool = False
) -> list[Path]:
    """Write a roster with its calendars, workbook and report into a folder; every file is replaced whole.

    The instance of a result that a program built is written beside it, as ``instance.yaml``, so that it can be checked.

    Raises
    ------
    scheduler.errors.InputError
        If the folder cannot be written to, or its publication record is damaged.
    """
    from scheduler.library.publishing import publish

    return publish(result, folder, breaks_as_events=breaks_as_events, operator_sheets=operator_sheets)


def export(
    result: Result, kinds: Collection[str], folder: str | Path, *, breaks_as_events: bool = False,
    operator_sheets: bool = False,
) -> list[Path]:
    """Write a roster in some of the kinds ``ical``, ``excel``, ``html``, ``csv`` and ``pack`` into a folder."""
    from scheduler.library.publishing import export

    return export(result, kinds, folder, breaks_as_events=breaks_as_events, operator_sheets=operator_sheets)


def read_events(path: str | Path) -> tuple[Event, ...]:
    """What has happened since a roster was published: a CSV table with the columns ``event, operator, from, to, value``."""
    from scheduler.library.repairing import read_events

    return read_events(path)


def repair(
    plan: Result, events: Sequence[Event] = (), *, now: dt.datetime | str | None = None, max_people: int | None = None,
    breaks_only: bool = False, offers: bool = True, declined: Collection[str] = (), seconds: float = 3, seed: int = 0,
    deterministic: bool = False,
) -> Repair:
    """Mend a published roster: as little as can be changes, never what has begun, and a bound says how good the repair is.

    Parameters
    ----------
    plan
        What `solve` or `read_roster` returns.
    events
        What has happened, as `read_events` returns it.
    now
        Shifts that begin before this moment stay as they are; None: the first moment of which an event speaks.
    max_people
        Most people whose days may change, besides those of the events; None: any number.
    breaks_only
        Whether only breaks may move, also those to come of shifts that are being worked.
    offers
        Whether overtime and voluntary time off are asked for, where contracts allow it.
    declined
        Ids of operators who are not asked.
    seconds
        Time limit of the search.

    Raises
    ------
    scheduler.errors.InputError
        If an event cannot be; scheduler.errors.InfeasibleError and NoRosterError as `solve` does.
    """
    from scheduler.library.repairing import repair
    from scheduler.solve.options import Options

    options = Options(seconds, seed=seed, workers=1, deterministic=deterministic)
    return repair(plan, events, options, now=now, most=max_people, breaks_only=breaks_only, offers=offers, declined=declined)


def swap(plan: Result, one: str, other: str) -> Swap:
    """Judge a trade of two shifts, each named ``ID@DATE``, such as ``op07@2026-12-08``; `grant` makes the roster after it.

    Raises
    ------
    scheduler.errors.InputError
        If there is no such shift.
    """
    from scheduler.library.requesting import swap

    return swap(plan, one, other)


def requests(
    plan: Result, asked: str | Path | Sequence[Request], *, allowance: int | None = None, fair: bool = False,
    now: dt.datetime | str | None = None,
) -> Requests:
    """Answer requests for leave, days off, other shifts and other lunches; `grant` makes the roster with all that may be.

    Each is answered for the roster that those granted before it leave; nobody else's day changes.

    Parameters
    ----------
    asked
        A CSV table with the columns ``id, operator, kind, date, to, start, template, minutes``, or its rows.
    allowance
        How many may be away on a day; the others wait, in order. None: any number.
    fair
        Whether the first request of everybody comes before the second of anybody, and among these whoever has had more of
        shifts, nights and weekends for their hours before the others; otherwise who asks first is first.
    now
        Shifts that begin before this moment stay as they are; None: none have begun.

    Raises
    ------
    scheduler.errors.InputError
        With everything that is wrong, each with its place.
    """
    from scheduler.library.requesting import requests

    return requests(plan, asked, allowance=allowance, fair=fair, now=now)


def candidates(plan: Result, vacant: str) -> tuple[Candidate, ...]:
    """Who could take a shift named ``ID@DATE`` as it is: those first who may, the cheapest first, then why others cannot."""
    from scheduler.library.requesting import candidates

    return candidates(plan, vacant)


def why(
    plan: Result, operator: str, day: dt.date | str, *, start: str | None = None, template: str | None = None,
    seconds: float = 3, seed: int = 0,
) -> Why:
    """What a day off, or another shift, would have meant for somebody: the alternative is forced and the rest mended.

    Parameters
    ----------
    start
        Time ``HH:MM`` from which a shift of the same length is worked.
    template
        Name of a template of which a shift is worked, with `start` from then: of those most like the present one the
        cheapest. With neither the day is off.

    Raises
    ------
    scheduler.errors.InfeasibleError
        If no roster keeps all rules then; the rules in conflict are named.
    """
    from scheduler.library.explaining import why
    from scheduler.solve.options import Options

    return why(plan, operator, day, Options(seconds, seed=seed, workers=1), start=start, template=template)


def what_if(
    instance: Instance, scenarios: str | Path | Mapping[str, Any], *, seconds: float = 20, gap: float = 0, seed: int = 0,
    deterministic: bool = False, processes: int = 1,
) -> WhatIf:
    """Solve and simulate a hotline under named changes, side by side: cost, service and people, each with its bound.

    Parameters
    ----------
    scenarios
        A file of scenarios, the same as plain data, or ``"hiring"``, which asks how many more people are worth their pay.
    seconds
        Time limit of each scenario.
    processes
        Scenarios solved at the same time, each in a process of its own.

    Raises
    ------
    scheduler.errors.InputError
        If the file is wrong, or a scenario is no hotline: each with its place.
    """
    from scheduler.library.scenarios import what_if
    from scheduler.many.processes import pool_of
    from scheduler.solve.options import Options

    options = Options(seconds, gap, seed, 1 if deterministic or processes > 1 else None, deterministic)
    with pool_of(processes) as pool:
        return what_if(instance, scenarios, options, pool)


def price(
    instance: Instance, *, hours: float = 1, seconds: float = 20, seed: int = 0, deterministic: bool = False,
    processes: int = 1,
) -> Prices:
    """Say by how much the best roster would cost less if each rule were loosened by a step, between proven bounds.

    Parameters
    ----------
    hours
        By how much a bound in hours is loosened; others are by one, and bounds in minutes by 15.
    seconds
        Time limit of each rule.
    processes
        Rules priced at the same time, each in a process of its own.

    Raises
    ------
    scheduler.errors.InputError
        If the hotline is wrong; scheduler.errors.InfeasibleError and NoRosterError as `solve` does.
    """
    from scheduler.library.pricing import price
    from scheduler.many.processes import pool_of
    from scheduler.solve.options import Options

    options = Options(seconds, 0, seed, 1 if deterministic or processes > 1 else None, deterministic)
    with pool_of(processes) as pool:
        return price(instance, options, pool, lambda *_: None, hours=hours)


def many(
    paths: Sequence[str | Path], folder: str | Path = "solutions", *, seconds: float = 60, gap: float = 0, seed: int = 0,
    seeds: int = 1, limits: str | Path | None = None, deterministic: bool = False, processes: int | None = None,
    on: str | None = None,
) -> Many:
    """Solve and publish many hotlines, each into a folder of its name; what is done already is not done again.

    Parameters
    ----------
    paths
        Instances, and folders that hold some.
    seconds
        Time limit of each search, which has one thread.
    seed, seeds
        The first seed, and how many searches each hotline has, of which the best is kept.
    limits
        A CSV table with the columns ``hotline, time_limit, seeds``: what single hotlines get of their own.
    processes
        Hotlines solved at the same time on this machine; None: as many as there are processors.
    on
        Address of a Dask scheduler whose workers do it instead, such as ``tcp://scheduler:8786``.

    Raises
    ------
    scheduler.errors.InputError
        If a path leads to no instance, `limits` is wrong, or nobody listens at the address; what is wrong with one hotline
        stands in its line.
    """
    from contextlib import closing

    from scheduler.library.limits import read_limits
    from scheduler.library.many import found_instances, many
    from scheduler.many.places import pool_at
    from scheduler.read.instance_file import name_of
    from scheduler.solve.options import Options

    options, found = Options(seconds, gap, seed, 1, deterministic), found_instances(map(Path, paths))
    own = read_limits(Path(limits), map(name_of, found)) if limits is not None else {}
    with closing(pool_at(on, processes)) as pool:
        return many(found, options, pool, Path(folder), seeds=seeds, limits=own)


def compare(one: Result, other: Result) -> Comparison:
    """Two rosters of the same days side by side: cost by term, shifts and breaks."""
    from scheduler.library.explaining import compare

    return compare(one, other)


def read_attendance(path: str | Path) -> tuple[Attendance, ...]:
    """Who was there: a CSV table with the columns ``operator, kind, from, to``; kinds are work, lunch, breather and absent."""
    from scheduler.library.reviewing import read_attendance

    return read_attendance(path)


def review(
    plan: Result, calls: pd.DataFrame | str | Path, *, attendance: Sequence[Attendance] = (), seconds: float = 60,
    seed: int = 0, deterministic: bool = False, place: str | None = None, **options: Any,
) -> Review:
    """Hold a plan against what happened: what was lost, to what, and what to change.

    Parameters
    ----------
    plan
        What `solve` or `read_roster` returns.
    calls
        A call log, or a table with a row a call: ``start`` (with a zone), ``handling_s``, and where known ``queue``,
        ``wait_s`` and ``outcome`` (answered or abandoned).
    attendance
        What `read_attendance` returns; nothing: everybody worked as rostered.
    seconds
        Time of the rosters in hindsight together.
    place
        What the calls are called in messages; None: the name of the file.
    options
        How a log is read, as for `read_calls`.

    Raises
    ------
    scheduler.errors.InputError
        If the calls are of other days, or attendance speaks of shifts that are not there.
    """
    from scheduler.library.reviewing import calls_of, review
    from scheduler.solve.options import Options

    log, named = calls_of(plan, calls, options)
    return review(plan, log, Options(seconds, seed=seed, deterministic=deterministic), attendance=attendance,
                  place=place or named)


def read_calls(path: str | Path, **options: Any) -> pd.DataFrame:
    """Calls by interval, from a call log or a table of intervals in whatever form it was exported.

    Parameters
    ----------
    path
        CSV, ``.xlsx``, ``.xls``, ``.ods``, or Asterisk's ``queue_log``.
    options
        What the file does not say itself, such as ``timezone="Europe/Berlin"``, ``interval_minutes=30`` or ``order="dmy"``.

    Raises
    ------
    InputError
        If it may be read in two ways: with the option that answers.
    """
    from scheduler.library.calls import read_calls

    return read_calls(path, **options)


def forecast(log: str | Path, instance: Instance | None = None, **options: Any) -> pd.DataFrame:
    """Calls of the coming days, with bounds: of an instance's horizon and opening hours, or of some ``days``.

    Parameters
    ----------
    log
        A call log or a table, as for `read_calls`.
    options
        As for `read_calls`; and ``start``, ``days`` and ``shape``, as `schedule forecast` has them.
    """
    from scheduler.library.calls import forecast

    return forecast(log, instance, **options)


def staff(instance: Topics) -> pd.DataFrame:
    """Operators that each open interval and queue requires, and what callers then meet; one row each."""
    from scheduler.library.staffing import staff

    return staff(instance)


def lines(instance: Topics, *, roster: Roster | None = None, blocking: float = 0.01) -> LineNeed:
    """Telephone lines on which at most a share `blocking` of the callers hears the busy signal in any interval."""
    from scheduler.library.staffing import lines

    return lines(instance, roster=roster, blocking=blocking)


def starter(path: str | Path, *, language: LanguageCode = "en") -> Sequence[Path]:
    """Write a starter hotline that begins next Monday: a folder, or with a ``.xlsx`` name a workbook; the files written.

    Parameters
    ----------
    language
        Of the hotline's documents, and of the texts to begin with for the operator's pack.
    """
    from scheduler.library.starting import starter

    return starter(path, language=language)


def schema() -> dict[str, Any]:
    """JSON Schema of an instance, made from the models; editors complete and check ``hotline.yaml`` with it."""
    from scheduler.library.starting import schema

    return schema()


def warm_up(*, simulation: bool = False) -> None:
    """Compile the inner loops, or load them from the cache; the first run on a machine otherwise waits for it."""
    from scheduler.library.solving import warm_up

    warm_up(simulation=simulation)
