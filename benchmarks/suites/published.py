"""What a phone shows that merged every published version of its calendar: random sequences of what befalls a roster.

Absences, swaps, days off, the roster withdrawn and published again, and the same published twice. After each step a calendar is
read by two parsers of other people, merged by UID with what they read before, and compared with the roster.
"""

from __future__ import annotations

import datetime as dt
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
from ical.calendar_stream import IcsCalendarStream

from benchmarks.row import Row
from benchmarks.suites import ROOT, Asked
from benchmarks.suites.swaps import duties
from scheduler.errors import ScheduleError
from scheduler.library.announcing import announce, withdraw
from scheduler.library.checking import check_published
from scheduler.library.instance import Instance
from scheduler.library.publishing import export, keep
from scheduler.library.reading import read
from scheduler.library.repairing import repair
from scheduler.library.requesting import Requests, requests, swap
from scheduler.library.result import Result
from scheduler.library.solving import solve, warm_up
from scheduler.operate.events import Event
from scheduler.operate.requests import Request
from scheduler.publish.record import read_record
from scheduler.solve.options import Options

STEPS, DAYS = 6, 3
NAME = "tiny, three days"
Shown = tuple[int, bool, str, dt.datetime, dt.datetime]
"""Sequence, whether it takes place, operator, start and end (UTC)."""
Phone = dict[str, Shown]


def rows(suite: str, asked: Asked) -> Iterator[Row]:  # noqa: ARG001
    """Live through one sequence a seed."""
    if not asked.wants(NAME):
        return
    warm_up()
    plan = solve(hotline(), Options(0.5, workers=1, deterministic=True))
    for seed in range(asked.seeds):
        with tempfile.TemporaryDirectory() as folder:
            yield _lived(plan, Path(folder), seed)


def hotline() -> Instance:
    """The smallest hotline over three days, with two people more."""
    tiny = read(ROOT / "instances" / "tiny")
    dates = [tiny.horizon.start + dt.timedelta(days=day) for day in range(DAYS)]
    written = [row.as_written() for row in tiny.calls.forecast]
    calls = [row | {"start": f"{date}{row['start'][10:]}"} for date in dates for row in written]
    people = [{"id": name, "contract": "day"} for name in ("more1", "more2")]
    return tiny.with_(horizon={"start": str(dates[0]), "days": DAYS}, calls={"forecast": calls}, availability=[],
                      operators=[*(each.as_written() for each in tiny.operators), *people],
                      contracts={"day": {"hours_per_week": [0, 40], "rest_hours": 11}})


def _lived(plan: Result, folder: Path, seed: int) -> Row:
    dice, began = np.random.default_rng(seed), time.monotonic()
    phones: tuple[Phone, Phone] = {}, {}
    steps, faults, done = 0, list[str](), list[str]()
    _write(plan, folder)
    announce(folder)
    for _ in range(STEPS):
        what, step = STEP[int(dice.integers(len(STEP)))]
        try:
            plan = step(plan, folder, dice)
        except ScheduleError:
            continue  # nobody could come instead, or a rule speaks against it: nothing is published
        steps += 1
        done.append(what)
        right = _right(plan, folder)
        for phone, parser in zip(phones, PARSERS, strict=True):
            if (found := merged(phone, folder, parser)) != right:
                faults.append(f"after {', '.join(done)}: {parser.__name__} shows {len(found)} shifts, {len(right)} are right")
        faults += map(str, check_published(plan, folder))
    return Row(instance=NAME, method="phones", seed=seed, seconds=time.monotonic() - began, faults=tuple(faults),
               figures={"steps": steps, "events": len(phones[0])})


def _write(plan: Result, folder: Path) -> None:
    keep(plan, folder)
    export(plan, ["ical"], folder)


def _renewed(plan: Result, folder: Path) -> Result:
    """Publish a roster, twice, as nothing may change the second time."""
    _write(plan, folder)
    announce(folder)
    before = {path: path.read_bytes() for path in folder.rglob("*.ics")}
    _write(plan, folder)
    if before != {path: path.read_bytes() for path in folder.rglob("*.ics")}:
        raise AssertionError("the same roster was published as other files")
    return plan


def _absence(plan: Result, folder: Path, dice: np.random.Generator) -> Result:
    shift = plan.roster.shifts[int(dice.integers(len(plan.roster.shifts)))]
    event = Event.model_validate({"event": "absent", "operator": shift.operator, "from": str(shift.start.date())})
    return _renewed(repair(plan, [event], Options(0.2, workers=1)).after, folder)


def _swap(plan: Result, folder: Path, dice: np.random.Generator) -> Result:
    return _renewed(swap(plan, *duties(plan, dice, 1)).grant(), folder)


def _cancelled(plan: Result, folder: Path, dice: np.random.Generator) -> Result:
    shift = plan.roster.shifts[int(dice.integers(len(plan.roster.shifts)))]
    wish = Request.model_validate({"operator": shift.operator, "kind": "off", "date": str(shift.start.date())})
    answered: Requests = requests(plan, [wish])
    return _renewed(answered.grant(), folder)


def _withdrawn(plan: Result, folder: Path, dice: np.random.Generator) -> Result:
    now = plan.instance.grid.origin + dt.timedelta(hours=int(dice.integers(24 * DAYS)))
    withdraw(folder, now)
    return plan


def _again(plan: Result, folder: Path, _: np.random.Generator) -> Result:
    announce(folder)
    return plan


STEP: tuple[tuple[str, Callable[[Result, Path, np.random.Generator], Result]], ...] = (
    ("absence", _absence), ("swap", _swap), ("day off", _cancelled), ("withdrawal", _withdrawn), ("publication", _again))


def _right(plan: Result, folder: Path) -> list[tuple[str, dt.datetime, dt.datetime]]:
    """Shifts that take place, in UTC."""
    record = read_record(folder)
    return sorted((shift.operator, shift.start.astimezone(dt.UTC), shift.end.astimezone(dt.UTC))
                  for shift in plan.roster.shifts if record.takes_place(shift.start))


def by_ical(path: Path) -> Iterator[tuple[str, Shown]]:
    """Events as `ical` reads them."""
    calendar = IcsCalendarStream.calendar_from_ics(path.read_text("utf-8"))
    for event in calendar.events:
        takes_place = event.status is None or event.status.value != "CANCELLED"
        start, end = (each for each in (event.start, event.end) if isinstance(each, dt.datetime))
        yield str(event.uid), (int(event.sequence or 0), takes_place, path.stem, start, end)


def by_vobject(path: Path) -> Iterator[tuple[str, Shown]]:
    """Events as `vobject` reads them."""
    import vobject  # one of the peers, which the tests do without

    for event in vobject.readOne(path.read_text("utf-8")).contents.get("vevent", ()):
        takes_place = not hasattr(event, "status") or event.status.value != "CANCELLED"
        yield event.uid.value, (int(event.sequence.value), takes_place, path.stem, event.dtstart.value, event.dtend.value)


PARSERS = (by_ical, by_vobject)


def merged(
    phone: Phone, folder: Path, parser: Callable[[Path], Iterator[tuple[str, Shown]]]
) -> list[tuple[str, dt.datetime, dt.datetime]]:
    """What a phone shows that keeps of each UID the version of the highest sequence, and forgets nothing by itself."""
    for path in sorted(folder.glob("calendars/*.ics")):
        for uid, event in parser(path):
            if uid not in phone or event[0] >= phone[uid][0]:
                phone[uid] = event
    return sorted((operator, start.astimezone(dt.UTC), end.astimezone(dt.UTC))
                  for _, takes_place, operator, start, end in phone.values() if takes_place)
