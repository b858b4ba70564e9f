"""A contract loosened in one of its bounds, step by step, from the mildest change to the loosest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from scheduler.instance.contracts import BOUNDS, Contract


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


_HOUR_STEP = 0.5
_RAISED = {"consecutive_days": ("max_consecutive_days", 366, "days"), "weekends": ("max_weekends", 366, "weekends"),
           "nights_per_week": ("max_nights_per_week", 7, "nights"),
           "consecutive_nights": ("max_consecutive_nights", 366, "nights")}
_LOWERED = {"consecutive_days": ("min_consecutive_days", 1, 1, "days"),
            "consecutive_days_off": ("min_consecutive_days_off", 1, 1, "days"),
            "days_off_after_nights": ("min_days_off_after_nights", 1, 1, "days"),
            "rest": ("rest_hours", 0, _HOUR_STEP, "h")}
_DROPPED: dict[str, tuple[str, Any]] = {"complete_weekends": ("complete_weekends", False),
                                        "forbidden_successions": ("forbidden_successions", [])}
"""Fields of a contract by the rule that keeps them: raised up to a value, lowered to one in steps, or dropped."""


def loosened(contract: Contract, rule: str) -> Iterator[Sequence[Loosened]]:
    """Yield, for each bound of a rule, the contract with it loosened more and more; nothing for rules of no contract."""
    for name, unit, most in BOUNDS:
        if name == rule and getattr(contract, name) is not None:
            yield from _pair(contract, name, unit, most)
    if rule in _RAISED:
        name, limit, unit = _RAISED[rule]
        yield _single(contract, name, limit, 1, unit)
    if rule in _LOWERED:
        yield _single(contract, *_LOWERED[rule])
    if rule in _DROPPED:
        name, value = _DROPPED[rule]
        yield [Loosened(contract.model_copy(update={name: type(getattr(contract, name))(value)}), name, value, "dropped", 1.0)]


def _pair(contract: Contract, name: str, unit: str, limit: float) -> Iterator[list[Loosened]]:
    """The least lowered, and the most raised."""
    least, most = getattr(contract, name)
    step = _HOUR_STEP if unit == "h" else 1
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
