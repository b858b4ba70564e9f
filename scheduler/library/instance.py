"""An instance as programs use it: built from topics and tables, varied, and refused in the words of the reader."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Self, cast

from pydantic import PrivateAttr, ValidationError

from scheduler.instance.base import WEEKDAYS, parse_weekdays
from scheduler.instance.checks.cross import cross_faults
from scheduler.instance.instance import Instance as Topics
from scheduler.instance.origin import Origin
from scheduler.instance.words.guide import Guide
from scheduler.instance.words.messages import translate
from scheduler.read.document import HOTLINE_FILE, fingerprint
from scheduler.read.loaded import Loaded
from scheduler.roster import InstanceRef

OWN_FILE = "instance.yaml"
"""File that an instance built in a program is kept in, beside its roster."""

_HEAD = "# An instance that a program built; written beside its roster, so that the roster can be checked."


class Instance(Topics):
    """A hotline for which a roster is wanted: what a supervisor writes, complete and valid.

    Built from the topics of the instance format, of which every table may be a pandas DataFrame. What the reader refuses
    is refused here, in the same words.

    Parameters
    ----------
    **topics
        ``hotline``, ``horizon``, ``hours``, ``calls``, ``service``, ``shifts``, ``breaks``, ``contracts``, ``operators``,
        ``availability``, ``history``, ``objective`` and the others, as in ``hotline.yaml``; `schema` may be left out.
        ``operators``, ``availability``, ``history``, ``campaigns`` and ``requirement`` may be DataFrames with the columns of
        their tables, ``calls`` one with ``start``, ``calls`` and ``aht_s`` (and ``queue``).

    Raises
    ------
    InputError
        With everything that is wrong: the field, the value found, and what is allowed.

    Examples
    --------
    >>> import pandas as pd
    >>> hotline = Instance(
    ...     hotline={"name": "Help", "timezone": "Europe/Berlin", "interval_minutes": 60, "break_grid_minutes": 15},
    ...     horizon={"start": "2026-12-07", "days": 1},
    ...     hours={"weekly": {"mon": ["08:00-12:00"]}},
    ...     calls=pd.DataFrame({"start": pd.date_range("2026-12-07 08:00", periods=4, freq="h"), "calls": 6, "aht_s": 240}),
    ...     shifts=[{"name": "morning", "start": {"from": "08:00", "to": "08:00"},
    ...              "length": {"from_minutes": 240, "to_minutes": 240}}],
    ...     contracts={"any": {"hours_per_week": [0, 40]}},
    ...     operators=pd.DataFrame({"id": ["anna", "ben"], "contract": "any"}),
    ... )
    >>> len(hotline.operators)
    2
    >>> hotline.with_(service={"target_percent": 90}).service.target_percent
    90.0
    """

    _origin: Origin | None = PrivateAttr(None)

    def __init__(self, **topics: Any) -> None:
        data = {"schema": 1, **_with_rows(topics)}
        try:
            super().__init__(**data)
        except ValidationError as error:
            told = translate(error.errors(include_url=False), Guide(Topics), data)
            raise Origin("", "").error(told) from None
        if found := list(cross_faults(self)):
            raise Origin("", "").error(found)

    __init__.__pydantic_base_init__ = True  # type: ignore[attr-defined]  # `model_validate` stays pydantic's own

    @classmethod
    def of(cls, loaded: Loaded) -> Self:
        """Return the instance that was read, which has been checked, with the places of its fields."""
        instance = cls.model_construct(_fields_set=loaded.instance.model_fields_set, **dict(loaded.instance))
        ref, places = loaded.ref, loaded.places
        instance._origin = Origin(ref.name, ref.sha256, ref.path, places.find, places.name, places.labelled)
        return cast(Self, instance)

    def __repr__(self) -> str:
        days, people = self.horizon.days, len(self.operators)
        return f"<Instance {self.hotline.name!r}: {people} operators, {days} days from {self.horizon.start}>"

    @property
    def origin(self) -> Origin:
        """Where it comes from; an instance built in a program is named after its hotline, and known by its content."""
        if self._origin is None:
            name = re.sub(r"\W+", "-", self.hotline.name.casefold()).strip("-") or "hotline"
            self._origin = Origin(name, fingerprint({HOTLINE_FILE: self.to_yaml().encode()}))
        return self._origin

    def to_yaml(self) -> str:
        """Text of a file that reads as this instance; equal instances give equal text."""
        return f"{_HEAD}\n{self.model_dump_json(by_alias=True, exclude_unset=True, indent=1)}\n"

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """Copy as pydantic does; an update is not validated, and makes it another instance. Rather use `with_`."""
        copy = super().model_copy(update=update, deep=deep)
        if update:
            copy._origin = None
        return copy

    def with_(self, **changes: Any) -> Self:
        """Return an instance with some topics changed, checked like a new one.

        Parameters
        ----------
        **changes
            Topics as in the constructor. A mapping changes the keys that it names, at any depth, and ``None`` takes one out;
            anything else, such as a list or a DataFrame, stands in place of what was there.

        Raises
        ------
        InputError
            If the changed instance is wrong.
        """
        before = self.as_written()
        if isinstance(changes.get("calls"), Mapping) or "calls" not in changes:
            changed = _with_rows(changes)
        else:
            changed, before = _with_rows(changes), {key: value for key, value in before.items() if key != "calls"}
        return type(self)(**_merged(before, changed))


def ref_of(instance: Instance) -> InstanceRef:
    """How rosters name an instance."""
    origin = instance.origin
    return InstanceRef(name=origin.name, sha256=origin.sha256, path=origin.path)


def _with_rows(topics: Mapping[str, Any]) -> dict[str, Any]:
    from scheduler.library.tables import with_rows  # pandas, which takes half a second, and which no file asks for

    return with_rows(topics)


def _merged(before: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(before)
    for key, value in _by_day(before, changes).items():
        if value is None:
            merged.pop(key, None)
        elif isinstance(value, Mapping) and isinstance(merged.get(key), Mapping):
            merged[key] = _merged(merged[key], value)
        else:
            merged[key] = value
    return merged


def _by_day(before: Mapping[str, Any], changes: Mapping[str, Any]) -> Mapping[str, Any]:
    """Changes of a mapping by weekday, such as opening hours, day by day: ``mon-fri`` changes each of its days."""
    if not before or not before.keys() <= set(WEEKDAYS):
        return changes
    try:
        return {WEEKDAYS[day]: value for key, value in changes.items() for day in sorted(parse_weekdays(key))}
    except ValueError:  # no weekdays: told where they are read
        return changes
