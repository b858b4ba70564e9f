"""Which law on working time an instance is held to, and what that fills in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from scheduler.instance.base import Model
from scheduler.instance.presets import PRESETS
from scheduler.instance.presets.law import Law, LongestStretch

Overridden = Literal["hours_per_week", "days_per_week", "rest_hours", "weekly_rest_hours", "shift_work", "breaks"]
_REQUIRED = "hours_per_week"
"""What every contract says itself."""


class Preset(Model):
    """A law on working time: what is left out of contracts and breaks is as it asks, what is written may only be stricter.

    Parameters
    ----------
    law
        Name of the law.
    override
        What is not held to it, and not filled in: fields of contracts, the work of a shift, or breaks.
    """

    law: Literal["eu-2003-88", "de-arbzg", "id-uu13", "us-ca-meal-rest", "uk-wtr-1998"]
    override: tuple[Overridden, ...] = ()

    @property
    def data(self) -> Law:
        """The law."""
        return PRESETS[self.law]


def filled(data: Mapping[str, Any]) -> dict[str, Any]:
    """An instance as written, with what its preset asks where contracts and breaks say nothing."""
    preset = data.get("preset")
    law = PRESETS.get(str(preset.get("law"))) if isinstance(preset, Mapping) else None
    if law is None or not isinstance(preset, Mapping):
        return dict(data)
    override, result = _overridden(preset.get("override")), dict(data)
    limits = {limit.field: limit.value if limit.unit != "days" else (0, limit.value) for limit in law.contract
              if limit.field != _REQUIRED and limit.field not in override}
    contracts = data.get("contracts")
    if isinstance(contracts, Mapping):
        result["contracts"] = {name: {**limits, **each} if isinstance(each, Mapping) else each
                               for name, each in contracts.items()}
    stretch = next((each for each in law.breaks if isinstance(each, LongestStretch)), None)
    breaks = data.get("breaks", {})
    spacing = breaks.get("spacing", {}) if isinstance(breaks, Mapping) else None
    if stretch is not None and "breaks" not in override and isinstance(spacing, Mapping):
        result["breaks"] = {**breaks, "spacing": {"max_work_minutes": stretch.minutes, **spacing}}
    return result


def _overridden(written: object) -> tuple[object, ...]:
    """What is overridden; anything but a list names nothing here, and is refused where its type is checked."""
    return tuple(written) if isinstance(written, list | tuple) else ()
