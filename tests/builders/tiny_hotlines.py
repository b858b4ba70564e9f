"""Random hotlines so small that all their rosters can be judged, each with a few of all rules."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from itertools import permutations, product
from typing import Any

import numpy as np

from scheduler.instance.base import format_local_time
from scheduler.instance.instance import Instance
from scheduler.instance.requirement import RequiredInterval
from scheduler.instance.service import Calls
from tests.builders import tiny_people, tiny_rules, tiny_several  # noqa: F401 - they enter their pieces, in this order
from tests.builders.hotline import FREE
from tests.builders.plans import HOURLY, Universe, all_pauses, plan
from tests.builders.tiny_draft import PIECES, Draft

H = 60
NAMES = ("anna", "ben", "carl")
MOST_BREAKS = 3


@dataclass(frozen=True)
class Tiny:
    """A hotline in plain data, what was drawn for it, and the shifts that are tried for each of its operators.

    Parameters
    ----------
    topics
        Its topics, as `plan` takes them.
    drawn
        Names of the pieces that were drawn.
    starts, lengths
        Minutes after midnight, and minutes, of the shifts that are tried on every day.
    doubles
        Whether two shifts of one day are tried, too.
    """

    topics: dict[str, Any]
    drawn: tuple[str, ...]
    starts: tuple[int, ...]
    lengths: tuple[int, ...]
    doubles: bool = False

    @cached_property
    def instance(self) -> Instance:
        """The hotline as it is read."""
        topics = dict(self.topics)
        required = topics.pop("required", None)
        hotline = plan(**topics)
        if required is None:
            return hotline
        numbers, alone = required
        rows = tuple(RequiredInterval(start=row.start, queue=row.queue, operators=numbers[place % len(numbers)])
                     for place, row in enumerate(hotline.calls.forecast))
        return hotline.model_copy(update={"requirement": rows} | ({"calls": Calls.model_construct()} if alone else {}))

    @cached_property
    def universe(self) -> Universe:
        """Every shift that may be tried, with every placement of as many breaks as a shift may have."""
        return Universe(range(self.instance.horizon.days), self.starts, self.lengths, all_pauses(*self._sequences()),
                        self.doubles)

    def _sequences(self) -> list[tuple[tuple[str, int], ...]]:
        """Orders of breaks, with their lengths in cells, that a shift may have at most."""
        breaks, cell = self.instance.breaks, self.instance.grid.cell_minutes
        lunches = max((sum(row.from_shift_minutes == each.from_shift_minutes for row in breaks.lunch) for each in breaks.lunch),
                      default=0)
        lunch_cells = sorted({minutes // cell for each in breaks.lunch for minutes in each.minutes})
        breathers = max((row.breathers for row in breaks.breathers.count), default=0) if breaks.breathers else 0
        choices: list[list[tuple[tuple[str, int], ...]]] = [
            [(), *(((("lunch", cells),) * number) for number in range(1, lunches + 1) for cells in lunch_cells)],
            [(("breather", breaks.breathers.minutes // cell),) * number if breaks.breathers else ()
             for number in range(breathers + 1)],
            [(), *((("gap", gap // cell),) for gap in sorted({gap for each in self.instance.shifts if each.split
                                                               for gap in each.split.gaps}))],
            *([(), ((each.kind, each.minutes // cell),)] for each in self.instance.activities),
        ]
        return sorted({order for chosen in product(*choices) if len(found := sum(chosen, ())) <= MOST_BREAKS
                       for order in permutations(found)})


def drawn(seed: int) -> Tiny:
    """A hotline of a seed, the same at every call."""
    rng = np.random.default_rng(seed)
    shape = SHAPES[rng.choice(len(SHAPES), p=WEIGHTS)](rng)
    usable = [name for name, piece in PIECES.items() if shape.kind in piece.kinds]
    weights = np.array([PIECES[name].weight for name in usable])
    count = min(int(rng.integers(2, 7)), len(usable))
    chosen = rng.choice(usable, size=count, replace=False, p=weights / weights.sum()).tolist()
    for name in sorted(chosen, key=lambda each: PIECES[each].turn):
        PIECES[name].add(shape)
    return Tiny(shape.all_topics(), tuple(sorted(chosen)), tuple(sorted(shape.starts | shape.pinned_starts)),
                tuple(sorted(shape.lengths | shape.pinned_lengths)), shape.doubles)


def _people(draft: Draft, count: int) -> None:
    second = draft.one_of("one", "one", "two")
    draft.topics["operators"] = [{"id": name, "contract": second if name == "ben" else "one"} for name in NAMES[:count]]
    draft.topics["contracts"] = {name: FREE | {"cost_per_hour": draft.one_of(0, 0.5, 1, 2.5)} for name in ("one", "two")}


def _template(name: str, start: str, to: str, every: int, lengths: list[int]) -> dict[str, Any]:
    return {"name": name, "start": {"from": start, "to": to, "every_minutes": every},
            "length": {"from_minutes": lengths[0], "to_minutes": lengths[-1],
                       "every_minutes": lengths[1] - lengths[0] if len(lengths) > 1 else H}}


def _day(rng: np.random.Generator) -> Draft:
    """A day or two with several starts and lengths, so that breaks, splits and people together have room."""
    days = int(rng.choice([1, 1, 2]))
    draft = Draft(rng, "day", dt.date(2026, 12, 7 + int(rng.integers(7))), days)
    _people(draft, 3 if days == 1 and rng.random() < 0.4 else 2)
    lengths = draft.one_of([2 * H, 4 * H], [3 * H, 5 * H], [4 * H], [4 * H, 6 * H], [5 * H, 6 * H])
    first, step = draft.one_of(("08:00", 120), ("09:00", 60), ("08:00", 60))
    start = int(first[:2]) * H
    last = start + step
    draft.starts, draft.lengths = {start, last}, set(lengths)
    draft.topics["shifts"] = [_template("day", first, format_local_time(last), step, lengths)]
    draft.names = ["day"]
    draft.open(draft.one_of(["08:00-14:00"], ["08:00-16:00"], ["08:00-11:00", "12:00-15:00"]))
    return draft


def _days(rng: np.random.Generator) -> Draft:
    """Three or four days of early and late shifts without breaks."""
    days = int(rng.choice([3, 3, 4]))
    draft = Draft(rng, "days", _first(rng), days)
    _people(draft, 3 if days == 3 and rng.random() < 0.25 else 2)
    lengths = [2 * H, 4 * H] if days == 3 and rng.random() < 0.2 else [draft.one_of(2 * H, 3 * H)]
    late = draft.one_of("10:00", "12:00")
    draft.topics["shifts"] = [_template("early", "08:00", "08:00", H, lengths), _template("late", late, late, H, lengths)]
    draft.starts, draft.lengths, draft.names = {8 * H, int(late[:2]) * H}, set(lengths), ["early", "late"]
    draft.open(["08:00-14:00"])
    return draft


def _first(rng: np.random.Generator) -> dt.date:
    """A first day: any of a week, or the turn of a month."""
    if rng.random() < 0.35:
        return dt.date(2027, 1, 29) + dt.timedelta(days=int(rng.integers(4)))
    return dt.date(2026, 12, 7) + dt.timedelta(days=int(rng.integers(7)))


def _week(rng: np.random.Generator) -> Draft:
    """A week or a little more, of which five or six days are open, with one kind of shift, or two."""
    days = int(rng.integers(7, 10))
    draft = Draft(rng, "week", _first(rng), days)
    _people(draft, 2)
    two = rng.random() < 0.4
    names = ["early", "late"] if two else ["early"]
    starts = {"early": "08:00", "late": draft.one_of("10:00", "12:00")}
    length = draft.one_of(2 * H, 4 * H)
    draft.topics["shifts"] = [_template(name, starts[name], starts[name], H, [length]) for name in names]
    draft.starts, draft.lengths, draft.names = {int(starts[name][:2]) * H for name in names}, {length}, names
    count = 3 if two else draft.one_of(5, 6)
    draft.open(["08:00-14:00"], sorted(rng.choice(days, size=min(count, days), replace=False).tolist()))
    return draft


def _clock(rng: np.random.Generator) -> Draft:
    """Around the clock: early, late and night shifts over three or four days."""
    days = int(rng.choice([2, 3, 3, 4]))
    draft = Draft(rng, "clock", _first(rng), days)
    _around(draft, 3 if days == 2 and rng.random() < 0.5 else 2, 8 * H)
    draft.topics["hours"] = {"always": True}
    if rng.random() < 0.4:
        draft.open(["00:00-24:00"])
    return draft


def _around(draft: Draft, count: int, length: int) -> None:
    _people(draft, count)
    starts = {"early": "06:00", "late": "14:00", "night": "22:00"}
    names = ["early", "late", "night"] if draft.days < 4 else draft.one_of(["early", "night"], ["late", "night"])
    draft.topics["shifts"] = [_template(name, starts[name], starts[name], H, [length]) for name in names]
    draft.starts, draft.lengths, draft.names = {int(starts[name][:2]) * H for name in names}, {length}, list(names)
    draft.topics["nights"] = {"from": "23:00", "to": "05:00", "minutes": 120}
    draft.nights = True


def _change(rng: np.random.Generator) -> Draft:
    """The nights in which the clock changes."""
    first = dt.date(2026, 10, 23) if rng.random() < 0.5 else dt.date(2026, 3, 27)
    days = int(rng.choice([2, 3]))
    draft = Draft(rng, "change", first + dt.timedelta(days=1 if days == 2 else int(rng.integers(2))), days)
    _around(draft, 2, 8 * H)
    draft.topics["hotline"] = HOURLY | {"timezone": "Europe/Berlin"}
    draft.topics["hours"] = {"always": True}
    if rng.random() < 0.5:
        draft.topics["shifts"] = [each | {"length": each["length"] | {"counts": "elapsed"}} for each in draft.topics["shifts"]]
    else:
        draft.lengths = {7 * H, 8 * H, 9 * H}
    return draft


SHAPES = (_day, _days, _week, _clock, _change)
WEIGHTS = (0.35, 0.2, 0.2, 0.2, 0.05)
