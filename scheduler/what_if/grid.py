"""From a file of scenarios to the list of those to solve: ranges and their products, each with its name."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, product

from scheduler.errors import Fault, InputError
from scheduler.instance.words.paths import FieldPath
from scheduler.what_if.calendar import grown, opened, prolonged
from scheduler.what_if.file import Change, Hires, Hiring, Scenarios
from scheduler.what_if.people import joined
from scheduler.what_if.steps import Data, Step, lunch_of, set_value, times_calls, with_table

AS_IT_IS = "as it is"
MOST = 1_000
"""Scenarios of one file."""


@dataclass(frozen=True)
class Scenario:
    """One hotline to solve.

    Parameters
    ----------
    name
        What it is called.
    steps
        How it differs from the instance.
    at
        Where in the file it stands.
    """

    name: str
    steps: tuple[Step, ...]
    at: FieldPath = ()


def scenarios_of(file: Scenarios, data: Data) -> tuple[Scenario, ...]:
    """All scenarios of a file for an instance's plain data; the first is the hotline as it is.

    Raises
    ------
    InputError
        If there are more than `MOST`, or two with one name.
    """
    always = tuple(step for steps in _alternatives(file.base or Change()) for step in steps)
    asked = [Scenario(_name(change, steps), steps, ("scenarios", number))
             for number, change in enumerate(file.scenarios) for steps in _alternatives(change)]
    asked += _grid(file.grid)
    if file.hiring is not None:
        always += (Step("", prolonged(file.hiring.weeks)), *_growth(file.hiring.calls_grow_percent_per_month))
        asked += _hirings(file.hiring, data)
    found = [Scenario(AS_IT_IS, always, ("base",)),
             *(Scenario(each.name, (*always, *each.steps), each.at) for each in asked)]
    _refuse_many(found)
    return tuple(found)


def _refuse_many(scenarios: Sequence[Scenario]) -> None:
    if len(scenarios) > MOST:
        raise InputError([Fault("", "", f"found {len(scenarios):,} scenarios; allowed are {MOST:,}")])
    names = [each.name for each in scenarios]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise InputError(Fault("", "name", f"two scenarios are called {name!r}; allowed is a name of its own for each")
                         for name in twice)


def _name(change: Change, steps: tuple[Step, ...]) -> str:
    several = len(_alternatives(change)) > 1
    told = ", ".join(step.label for step in steps if step.label)
    return f"{change.name}: {told}" if change.name and several else change.name or told


def _grid(lines: Sequence[Change]) -> Iterator[Scenario]:
    """One alternative of each line, in every combination."""
    if lines:
        for chosen in product(*([(_name(change, steps), steps) for steps in _alternatives(change)] for change in lines)):
            names, steps = zip(*chosen, strict=True)
            yield Scenario(", ".join(names), tuple(chain.from_iterable(steps)), ("grid",))


def _alternatives(change: Change) -> list[tuple[Step, ...]]:
    """Every combination of the ranges of a change."""
    fixed = [Step(f"{path} {_shown(value)}", set_value(path, value)) for path, value in change.set.items()]
    fixed += [Step(f"open {each.when} {', '.join(map(str, each.hours)) or 'closed'}", opened(each)) for each in change.open]
    fixed += [Step(f"other {name}" if replaces else f"more {name}", with_table(name, rows, replaces=replaces))
              for tables, replaces in ((change.replace, True), (change.add, False)) for name, rows in tables.items()]
    fixed += [Step(f"{change.weeks} weeks", prolonged(change.weeks))] if change.weeks else []
    fixed += _growth(change.calls_grow_percent_per_month)
    ranges = [[Step(f"{path} {_shown(value)}", set_value(path, value)) for value in values]
              for path, values in change.vary.items()]
    ranges += [_hires(each) for each in change.operators]
    if change.calls_times:
        ranges.append([Step(f"calls × {factor:g}", times_calls(factor)) for factor in change.calls_times])
    if change.lunch_minutes:
        ranges.append([Step(f"lunch {minutes} min", lunch_of(minutes)) for minutes in change.lunch_minutes])
    return [(*fixed, *chosen) for chosen in product(*ranges)]


def _growth(percent: float | None) -> list[Step]:
    return [Step(f"calls {percent:+g} % a month", grown(percent))] if percent else []


def _hires(each: Hires) -> list[Step]:
    return [_hire(each.contract, start, count, each) for start in each.starts or (None,) for count in each.add]


def _hirings(asked: Hiring, data: Data) -> Iterator[Scenario]:
    for contract, start, count in product(asked.contracts or data["contracts"], asked.starts or (None,), asked.add):
        step = _hire(contract, start, count, asked)
        yield Scenario(step.label, (step,), ("hiring",))


def _hire(contract: str, start: dt.date | None, count: int, how: Hires | Hiring) -> Step:
    label = f"{count:+d} {contract}" + (f" from {start}" if start else "")
    return Step(label, joined(count, contract, start, how.training_weeks, how.skills))


def _shown(value: object) -> str:
    """A value as a name tells it."""
    if isinstance(value, bool) or value is None:
        return {True: "true", False: "false", None: "left out"}[value]
    if isinstance(value, list | tuple):
        return ", ".join(map(_shown, value)) or "none"
    return ", ".join(f"{key} {_shown(inner)}" for key, inner in value.items()) if isinstance(value, dict) else str(value)
