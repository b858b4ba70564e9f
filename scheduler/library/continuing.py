"""Going on from a roster: what it leaves to the next horizon becomes part of the instance that is solved."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from scheduler.errors import Fault, InputError
from scheduler.instance.calls_grid import moment_of
from scheduler.instance.instance import Instance as Topics
from scheduler.instance.origin import Origin
from scheduler.instance.quantities import refuse_week
from scheduler.library.instance import Instance
from scheduler.library.reading import read_roster
from scheduler.library.result import Result
from scheduler.operate.previous import Previous, topics_after

REMEDY = "after `schedule repair PLAN --now TIME`, which makes the roster fit it with as few changes as can be"
"""What to do with a roster whose instance was edited since."""


def going_on(instance: Instance, previous: Result | str | Path | None, now: dt.datetime | str | None = None) -> Instance:
    """Return the instance with what a roster before it leaves: history, and what has begun by `now` as pins.

    Parameters
    ----------
    previous
        The roster before, or where it lies: its folder, or a workbook of it that was changed; None: where `previous` of the
        instance says, and if it says nothing the instance stays as it is.
    now
        Shifts that begin before this moment stay as they are, with their breaks; None: none of the new horizon do.

    Raises
    ------
    InputError
        If the roster cannot be read, does not reach up to the horizon, or there is a `now` without it.
    """
    before = roster_before(instance, previous)
    if before is None:
        if now is not None:
            raise InputError([Fault("", "now", "found a time, but no roster to go on from; allowed beside one")])
        return instance
    since = None if now is None else moment(instance, now, "now")
    roster = before.roster
    return changed(instance, **topics_after(instance, Previous(before.instance, roster.shifts, since, roster.standby)))


def roster_before(instance: Instance, previous: Result | str | Path | None) -> Result | None:
    """The roster to go on from, as `going_on` says which it is; None: there is none."""
    if previous is None and instance.previous is not None:
        previous = _beside(instance) / instance.previous
    return previous if previous is None or isinstance(previous, Result) else _read(Path(previous))


def _read(path: Path) -> Result:
    """A roster, or what a workbook of it says after it was changed."""
    if path.suffix.lower() != ".xlsx":
        return read_roster(path)
    from scheduler.library.edited import roster_of_workbook
    from scheduler.read.roster_workbook.reader import holds_roster

    return roster_of_workbook(path) if holds_roster(path) else read_roster(path)


def changed(instance: Instance, **topics: Any) -> Instance:
    """An instance with other topics, under the same name; it goes on from no roster before it."""
    after = instance.with_(**topics, previous=None)
    after._origin = Origin(instance.origin.name, after.origin.sha256)
    return after


def refuse_changed(plan: Result, what: str) -> None:
    """Raise `InputError` if the instance is another than the one a roster was made for: its costs are not known any more."""
    if plan.roster.instance.sha256 != plan.instance.origin.sha256:
        told = f"has changed since the roster was made for it; {what} {REMEDY}"
        raise InputError([Fault(plan.roster.instance.path, "", told)])


def moment(instance: Topics, said: dt.datetime | str, field: str) -> dt.datetime:
    """A moment (UTC) as it was said: with an offset, or on the hotline's wall clock.

    Raises
    ------
    InputError
        If it is no time, or one that the clock skips or repeats.
    """
    try:
        if isinstance(said, str):
            refuse_week(said)
        written = dt.datetime.fromisoformat(said) if isinstance(said, str) else said
        return moment_of(written, instance.grid.zone).astimezone(dt.UTC)
    except ValueError as error:
        raise InputError([Fault("", field, f"found {said}: {error}; allowed is a time such as 2026-12-09T10:20")]) from None


def _beside(instance: Instance) -> Path:
    path = Path(instance.origin.path)
    return path if path.is_dir() else path.parent
