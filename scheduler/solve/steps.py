"""Every rule of a hotline loosened by one step: bounds of contracts, breaks, seats, hard minimums, rules of people together."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from scheduler.instance.breaks import Lunch, Spacing
from scheduler.instance.checks.presets import is_kept_with
from scheduler.instance.instance import Instance
from scheduler.instance.service import Hard
from scheduler.instance.together import TogetherRule
from scheduler.instance.words.paths import FieldPath
from scheduler.solve.loosened import MINUTE_STEP, RULES, loosened

_WINDOW = {"earliest_minutes": -MINUTE_STEP, "latest_minutes": MINUTE_STEP}
_SPACING = {"edge_minutes": -MINUTE_STEP, "min_work_minutes": -MINUTE_STEP, "max_work_minutes": MINUTE_STEP,
            "max_last_work_minutes": MINUTE_STEP}
_LONGEST = 1440
_PRICED = "hard → at a price"


@dataclass(frozen=True)
class Step:
    """A rule loosened by one step.

    Parameters
    ----------
    rule
        Name of the rule.
    path, value
        What is changed in the plain data of the instance, and what it says then; None: it is taken out.
    by
        How much it is changed, in words.
    line
        The same as a line of the instance; a row of a list stands alone.
    """

    rule: str
    path: FieldPath
    value: Any
    by: str
    line: str


def _step(rule: str, path: FieldPath, value: Any, by: str) -> Step:
    head, *keys = (key for key in path if isinstance(key, str))
    return Step(rule, path, value, by, f"{head}: {_nested(keys, json.dumps(value, ensure_ascii=False))}")


def _nested(keys: Sequence[str], written: str) -> str:
    """A value inside some groups; names, which are all but the last key, in quotes."""
    for number, key in reversed(list(enumerate(keys, 1))):
        written = f"{{{key if number == len(keys) else json.dumps(key, ensure_ascii=False)}: {written}}}"
    return written


def steps(instance: Instance, hours: float) -> Iterator[Step]:
    """Yield every rule of an instance that can be loosened, by one step; bounds in hours by so many."""
    yield from _of_contracts(instance, hours)
    yield from _of_breaks(instance)
    yield from _of_seats(instance)
    yield from _of_minimums(instance)
    for number, rule in enumerate(instance.together):
        if rule.is_hard:
            yield _together(number, rule)


def _of_contracts(instance: Instance, hours: float) -> Iterator[Step]:
    """Bounds of each contract that somebody has."""
    for name in dict.fromkeys(operator.contract for operator in instance.operators):
        for rule in RULES:
            for each in loosened(instance.contracts[name], rule, hours):
                if each and is_kept_with(instance, contracts={**instance.contracts, name: each[0].contract}):
                    yield _step(rule, ("contracts", name, each[0].field), each[0].value, each[0].by)


def _of_breaks(instance: Instance) -> Iterator[Step]:
    """The window of lunch, where there is one of them, and the stretches of work."""
    spacing = instance.breaks.spacing
    found: list[tuple[FieldPath, Lunch | Spacing, dict[str, int]]] = [(("breaks", "spacing"), spacing, _SPACING)]
    if len(instance.breaks.lunch) == 1:
        found.append((("breaks", "lunch", 0), instance.breaks.lunch[0], _WINDOW))
    for path, rule, changes in found:
        for field, change in changes.items():
            before = getattr(rule, field)
            if field not in rule.model_fields_set or (after := min(_LONGEST, max(0, before + change))) == before:
                continue
            changed = rule.model_copy(update={field: after})
            breaks = instance.breaks.model_copy(update={str(path[1]): (changed,) if isinstance(changed, Lunch) else changed})
            if is_kept_with(instance, breaks=breaks):
                yield _step("breaks", (*path, field), after, f"{before} min → {after} min")


def _of_seats(instance: Instance) -> Iterator[Step]:
    for field in ("seats", "lines"):
        if (before := getattr(instance.hotline, field)) is not None:
            yield _step("seats", ("hotline", field), before + 1, f"{before} → {before + 1}")


def _of_minimums(instance: Instance) -> Iterator[Step]:
    """Hard minimums of the hotline, of queues, and of times and skills: each with a price in place of none."""
    service = instance.service
    goals: dict[FieldPath, Any] = {("service", "queues", name): queue for name, queue in (service.queues or {}).items()}
    for path, goal in (goals or {("service",): service}).items():
        if isinstance(goal.min_operators, Hard):
            yield _step("min_operators", (*path, "min_operators"), goal.min_operators.hard, _PRICED)
    for number, each in enumerate(service.minimums):
        if each.is_hard:
            row = each.as_written() | {"operators": each.number}
            yield _step("minimums", ("service", "minimums", number), row, _PRICED)


def _together(number: int, rule: TogetherRule) -> Step:
    """A rule of people together: its number by one, or else without it."""
    row, path = rule.as_written(), ("together", number)
    for field, change in (("number", 1 if rule.rule == "most" else -1), ("each", 1)):
        before = getattr(rule, field)
        if before:
            return _step("together", path, row | {field: before + change}, f"{rule.label}: {before} → {before + change}")
    return replace(_step("together", path, row, f"{rule.label}: take out this row"), value=None)
