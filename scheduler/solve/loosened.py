"""A contract loosened in one of its bounds, step by step, from the mildest change to the loosest, and what that may raise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from scheduler.instance.contracts import BOUNDS, Contract
from scheduler.instance.instance import Instance
from scheduler.instance.operators import Operator
from scheduler.rules import rules
from scheduler.rules.basis.shift_table import ShiftTable
from scheduler.rules.basis.statement import Total, Window
from scheduler.rules.stated import likeness


@dataclass(frozen=True)
class Loosened:
    """A contract with one bound loosened.

    Parameters
    ----------
    contract, field, value
        The contract, the field that was changed, and what it says now.
    by
        How much it was changed, in words.
    share
        The same as a share of what it said before; 1 at most, and where a rule is dropped.
    """

    contract: Contract
    field: str
    value: Any
    by: str
    share: float


HOUR_STEP = 0.5
MINUTE_STEP = 15
"""Steps of bounds in hours, and in minutes."""
_RULE_OF = {"shift_minutes": "shift_form"}
"""Rules that are not called what the pair of bounds is."""
_STEPS: dict[str, tuple[tuple[str, float, float, str], ...]] = {
    "consecutive_days": (("max_consecutive_days", 366, 1, "days"), ("min_consecutive_days", 1, 1, "days")),
    "weekends": (("max_weekends", 366, 1, "weekends"),),
    "nights_per_week": (("max_nights_per_week", 7, 1, "nights"),),
    "consecutive_nights": (("max_consecutive_nights", 366, 1, "nights"),),
    "consecutive_days_off": (("min_consecutive_days_off", 1, 1, "days"),),
    "days_off_after_nights": (("min_days_off_after_nights", 1, 1, "days"),),
    "rest": (("rest_hours", 0, HOUR_STEP, "h"),),
    "weekly_rest": (("weekly_rest_hours", 1, HOUR_STEP, "h"),),
    "start_drift": (("max_start_earlier_minutes", 1440, MINUTE_STEP, "min"),
                    ("max_start_later_minutes", 1440, MINUTE_STEP, "min")),
    "different_starts": (("max_different_starts_per_week", 7, 1, "starts"),),
}
"""Fields of a contract by the rule that keeps them, each with the loosest value, the step towards it, and the unit."""
_DROPPED: dict[str, tuple[str, Any]] = {"complete_weekends": ("complete_weekends", False),
                                        "same_start": ("same_start_all_week", False),
                                        "forbidden_successions": ("forbidden_successions", ()), "shift_form": ("shifts", None)}
_BY_TEMPLATE = {"max_shifts": ("max_shifts", "max_shifts_per_week")}
_MOST_SHIFTS = 366
"""Those that are dropped, with the value that does, and those raised for one template after the other, up to so many shifts."""

RULES = (*(_RULE_OF.get(name, name) for name, *_ in BOUNDS), *_STEPS, *(each for each in _DROPPED if each != "shift_form"),
         "max_shifts")
"""All rules of a contract that can be loosened, each once."""
_RAISES = ("days_per_week", "shift_form")
"""Those on which hangs for how much a day of leave counts, or how much the days that are left can give."""
_Windows = dict[tuple[str, int, int], Window]


def loosened(contract: Contract, rule: str, hours: float = HOUR_STEP) -> Iterator[Sequence[Loosened]]:
    """Yield, for each bound of a rule, the contract with it loosened more and more; nothing for rules of no contract.

    Parameters
    ----------
    hours
        Step of bounds in hours.
    """
    for name, unit, most in BOUNDS:
        if _RULE_OF.get(name, name) == rule and getattr(contract, name) is not None:
            yield from _pair(contract, name, unit, most, {"h": hours, "min": MINUTE_STEP}.get(unit, 1))
    for name, limit, step, unit in _STEPS.get(rule, ()):
        yield _single(contract, name, limit, hours if unit == "h" else step, unit)
    if rule in _DROPPED and getattr(contract, _DROPPED[rule][0]):
        name, value = _DROPPED[rule]
        written = list(value) if isinstance(value, tuple) else value
        yield [Loosened(contract.model_copy(update={name: value}), name, written, "dropped", 1.0)]
    for name in _BY_TEMPLATE.get(rule, ()):
        for template in getattr(contract, name):
            yield _of_template(contract, name, template)


def only_widens(instance: Instance, loose: Instance, table: ShiftTable) -> bool:
    """Whether nobody is asked for more hours, days or shifts in an instance of which a rule is loosened.

    One rule can raise what another asks for: with more days a week a day of leave counts for fewer hours, and where the
    longest shift is longer the days that are left can give more of what is due.
    """
    alike = {likeness(instance, each): each for each in instance.operators
             if instance.breaks != loose.breaks or instance.contract_of(each) != loose.contract_of(each)}
    return all(ever_wider((instance, loose), each, table) for each in alike.values())


def may_raise(contract: Contract, rule: str) -> bool:
    """Whether some other total's least hangs on the bounds of a rule."""
    return rule in _RAISES or (rule == "hours_per_week" and (contract.hours_per_month or contract.hours_per_period) is not None)


def ever_wider(instances: Iterable[Instance], operator: Operator, table: ShiftTable) -> bool:
    """Whether each of some instances asks an operator for no more hours, days or shifts than the one before it."""
    windows = (_windows(each, operator, table) for each in instances)
    return all(_is_within(narrow, wide) for narrow, wide in pairwise(windows))


def _windows(instance: Instance, operator: Operator, table: ShiftTable) -> _Windows:
    """Bounds of an operator's totals, also of those that may be missed at a price, by rule and days."""
    states = (rules()[name] for name, *_ in BOUNDS if name in rules())
    totals = (each for state in states for each in state(instance, operator, table) if isinstance(each, Total))
    return {(total.rule, each.first, each.last): each for total in totals for each in total.windows}


def _is_within(narrow: _Windows, wide: _Windows) -> bool:
    return all(key in narrow and each.least <= narrow[key].least and each.most >= narrow[key].most
               for key, each in wide.items())


def _of_template(contract: Contract, name: str, template: str) -> list[Loosened]:
    """More shifts of one template."""
    allowed = getattr(contract, name)
    before = allowed[template]
    return [Loosened(contract.model_copy(update={name: allowed | {template: value}}), name, allowed | {template: value},
                     f"most {before} shifts of {template} → {value}", min(1.0, (value - before) / (before or 1)))
            for value in range(before + 1, _MOST_SHIFTS + 1)]


def _pair(contract: Contract, name: str, unit: str, limit: float, step: float) -> Iterator[list[Loosened]]:
    """The least lowered, and the most raised."""
    least, most = getattr(contract, name)
    for side, values in (("least", _values(least, 0, step)), ("most", _values(most, limit, step))):
        before = least if side == "least" else most
        yield [_changed(contract, name, (value, most) if side == "least" else (least, value),
                        f"{side} {before:g} {unit} → {value:g} {unit}", abs(value - before) / (before or 1))
               for value in values]


def _single(contract: Contract, name: str, limit: float, step: float, unit: str) -> list[Loosened]:
    before = getattr(contract, name)
    if before is None:
        return []
    return [_changed(contract, name, value, f"{before:g} {unit} → {value:g} {unit}", abs(value - before) / (before or 1))
            for value in _values(before, limit, step)]


def _values(start: float, limit: float, step: float) -> list[float]:
    """From a step beyond the start up, or down, to the limit, which is always the last."""
    sign = 1 if limit > start else -1
    values = [start + sign * step * number for number in range(1, int(abs(limit - start) / step) + 1)]
    return values if not values or values[-1] == limit else [*values, type(start)(limit)]


def _changed(contract: Contract, name: str, value: Any, by: str, share: float) -> Loosened:
    written = [_short(each) for each in value] if isinstance(value, tuple) else _short(value)
    return Loosened(contract.model_copy(update={name: value}), name, written, by, min(1.0, share))


def _short(number: float) -> float:
    """A whole number without a point."""
    return int(number) if number == int(number) else number
