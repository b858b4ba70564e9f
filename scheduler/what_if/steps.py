"""One change of an instance as plain data: what it is called, and how the data are after it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from scheduler.errors import Fault, InputError
from scheduler.instance.base import WEEKDAYS, parse_weekdays
from scheduler.instance.words.messages import did_you_mean, found

Data = dict[str, Any]


@dataclass(frozen=True)
class Step:
    """A change.

    Parameters
    ----------
    label
        What it is called.
    apply
        Changes a copy of an instance's plain data in place; raises `InputError` if it cannot.
    """

    label: str
    apply: Callable[[Data], None]


def refuse(field: str, message: str) -> InputError:
    """What is raised where a change cannot be made."""
    return InputError([Fault("", field, message)])


def changed(data: Data, steps: Iterable[Step]) -> Data:
    """The data after some changes, one after the other."""
    after = deepcopy(data)
    for step in steps:
        step.apply(after)
    return after


def set_value(path: str, value: Any) -> Callable[[Data], None]:
    """A change of one value by its dotted path; None takes it out."""
    return set_at(path.split("."), value)


def set_at(parts: Sequence[str], value: Any) -> Callable[[Data], None]:
    """A change of one value by the keys that lead to it; None takes it out."""
    *groups, last = parts
    path = ".".join(parts)

    def apply(data: Data) -> None:
        place: Any = data
        for number, part in enumerate(groups):
            place = _inner(place, part, ".".join(groups[: number + 1]))
        keys = _weekdays(last) if groups == ["hours", "weekly"] else [last]
        for key in keys:
            _put(place, key, value, path)

    return apply


def _inner(place: Any, part: str, path: str) -> Any:
    """A group of a group, made where there is none; of a list the entry of that name, id or number."""
    if isinstance(place, list):
        return place[_index(place, part, path)]
    if not isinstance(place, dict):
        raise refuse(path, f"leads into {found(place)}, which has no keys")
    return place.setdefault(part, {})


def _index(entries: list[Any], part: str, path: str) -> int:
    names = [str(each.get("id", each.get("name", number))) if isinstance(each, dict) else str(number)
             for number, each in enumerate(entries)]
    if part in names:
        return names.index(part)
    if part.isdigit() and int(part) < len(entries):
        return int(part)
    shown = ", ".join(names[:10]) + (", …" if len(names) > 10 else "")
    raise refuse(path, f"unknown entry {found(part)}; allowed are {shown}{did_you_mean(part, names)}")


def _put(place: Any, key: str, value: Any, path: str) -> None:
    if isinstance(place, list):
        index = _index(place, key, path)
        place[index : index + 1] = [] if value is None else [value]
    elif not isinstance(place, dict):
        raise refuse(path, f"leads into {found(place)}, which has no keys")
    elif value is None:
        if key not in place:
            raise refuse(path, f"is not there to be taken out{did_you_mean(key, place)}")
        del place[key]
    else:
        place[key] = value


def _weekdays(key: str) -> list[str]:
    """The days of ``mon-fri``, as plain data name them one by one."""
    try:
        return [WEEKDAYS[day] for day in sorted(parse_weekdays(key))]
    except ValueError as error:
        raise refuse(f"hours.weekly.{key}", str(error)) from None


def rows_of_calls(data: Data) -> list[Data]:
    """Rows of the forecast."""
    rows: list[Data] = data.get("calls", {}).get("forecast", [])
    return rows


def times_calls(factor: float) -> Callable[[Data], None]:
    """All calls multiplied."""

    def apply(data: Data) -> None:
        calls = data.get("calls", {})
        if not calls.get("forecast") and calls.get("per_day") is None:
            raise refuse("calls", "are missing: the requirement is given directly, and nothing can be multiplied")
        for row in calls.get("forecast", []):
            multiply(row, factor)
        if calls.get("per_day") is not None:
            calls["per_day"] *= factor

    return apply


def multiply(row: Data, factor: float) -> None:
    """Multiply the calls of a row, and their bounds."""
    for name in ("calls", "calls_p10", "calls_p90"):
        if row.get(name) is not None:
            row[name] = round(row[name] * factor, 9)


def lunch_of(minutes: int) -> Callable[[Data], None]:
    """Lunch of another length, each where there are several."""

    def apply(data: Data) -> None:
        lunch = data.get("breaks", {}).get("lunch")
        if not lunch:
            raise refuse("breaks.lunch", "is missing: the hotline has no lunch whose length could change")
        for entry in lunch if isinstance(lunch, list) else [lunch]:
            entry["minutes"] = minutes

    return apply


def with_table(name: str, rows: tuple[Data, ...], *, replaces: bool) -> Callable[[Data], None]:
    """Rows of a table, more of them or in place of all."""

    def apply(data: Data) -> None:
        new = [dict(row) for row in rows]
        place, key = (data.setdefault("calls", {}), "forecast") if name == "calls" else (data, name)
        if name == "calls" and replaces:
            for other in ("per_day", "shape", "aht_s", "weekday_factors"):
                place.pop(other, None)
        place[key] = new if replaces else [*place.get(key, []), *new]

    return apply

