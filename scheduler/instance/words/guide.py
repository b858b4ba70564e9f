"""What a model allows at a path, in words, read off its JSON Schema so that it is never written twice."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from pydantic import BaseModel

from scheduler.instance.base import WEEKDAYS, parse_weekdays
from scheduler.instance.words.paths import FieldPath

_UNITS = {
    "minutes": "min",
    "s": "s",
    "hours": "h",
    "percent": "%",
    "days": "days",
    "hours_per_week": "h",
    "days_per_week": "days",
    "hours_per_month": "h",
    "hours_per_period": "h",
    "shifts_per_week": "shifts",
    "shifts_per_month": "shifts",
    "shifts_per_period": "shifts",
    "month_shifts": "shifts",
    "period_shifts": "shifts",
    "max_consecutive_days": "days",
    "min_consecutive_days": "days",
    "min_consecutive_days_off": "days",
    "days_off": "days",
    "nights": "nights",
    "max_consecutive_nights": "nights",
    "max_nights_per_week": "nights",
    "max_weekends": "weekends",
    "min_days_off_after_nights": "days",
    "max_different_starts_per_week": "starts",
}
_FORMATS = {"date": "a date YYYY-MM-DD", "date-time": "a time such as 2026-12-07T08:00 or 2026-12-07T08:00:00+07:00"}
_STRINGS = {"wall-clock time": "time", "window HH:MM": "window", "a date YYYY-MM-DD,": "when", "mon, mon-fri": "weekdays"}
"""Kinds of strings by how the description of their type begins."""
_BOUNDS = {"minimum": "from", "exclusiveMinimum": "above", "maximum": "to", "exclusiveMaximum": "below"}


def unit_of(path: FieldPath) -> str:
    """Unit of a field, guessed from its name; empty where the name says none."""
    if path[:1] == ("objective",) and len(path) > 2:  # prices by the name of what they are for
        return ""
    name = next((part for part in reversed(path) if isinstance(part, str)), "")
    return _UNITS.get(name) or _UNITS.get(name.rpartition("_")[2], "")


@cache
def _schema_of(model: type[BaseModel]) -> dict[str, Any]:
    """The JSON Schema of a model, made once: that takes a quarter of a second."""
    return model.model_json_schema(by_alias=True)


class Guide:
    """Answers what a model allows.

    Parameters
    ----------
    model
        The model of the whole document.
    """

    def __init__(self, model: type[BaseModel]) -> None:
        self._schema = _schema_of(model)

    def keys(self, path: FieldPath) -> tuple[str, ...]:
        """Keys that are allowed in the group at a path."""
        nodes = self._nodes(path)
        return tuple(dict.fromkeys(key for node in nodes for key in node.get("properties", ())))

    def allowed(self, path: FieldPath) -> str:
        """What the value at a path may be, such as ``whole numbers from 5 to 60 min``; empty if nothing is known."""
        texts = [text for node in self._nodes(path) if (text := _words(node, unit_of(path)))]
        return " or ".join(dict.fromkeys(texts))

    def kind(self, path: FieldPath) -> str:
        """What is written at a path: number, truth, date, moment, time, window, when, weekdays, or text."""
        kinds = [_kind(node) for node in self._nodes(path)]
        return next((kind for kind in kinds if kind not in ("text", "list")), "text")

    def _nodes(self, path: FieldPath) -> list[dict[str, Any]]:
        nodes = list(self._open(self._schema))
        for part in path:
            nodes = [inner for node in nodes for child in _children(node, part) for inner in self._open(child)]
        return nodes

    def _open(self, node: dict[str, Any]) -> Iterator[dict[str, Any]]:
        """Yield the alternatives of a node, references resolved."""
        if "$ref" in node:
            yield from self._open(self._schema["$defs"][node["$ref"].rpartition("/")[2]])
        elif "anyOf" in node:
            for option in node["anyOf"]:
                yield from self._open(option)
        elif node.get("type") != "null":
            yield node


def _children(node: dict[str, Any], part: str | int) -> Iterator[dict[str, Any]]:
    if isinstance(part, int):
        pair = node.get("prefixItems", ())
        if part < len(pair):
            yield pair[part]
        elif isinstance(node.get("items"), dict):
            yield node["items"]
        return
    if node.get("type") == "array" and isinstance(node.get("items"), dict):
        return  # a string inside a list is one of pydantic's own marks, not a key
    if part in node.get("properties", {}):
        yield node["properties"][part]
    elif isinstance(node.get("additionalProperties"), dict):
        yield node["additionalProperties"]


def _kind(node: dict[str, Any]) -> str:
    """Kind of one alternative; a list is of the kind of its items."""
    kind = str(node.get("type", "text"))
    if kind == "array":
        return _kind(node["items"]) if isinstance(node.get("items"), dict) else "list"
    if kind == "string":
        by_format = {"date": "date", "date-time": "moment"}.get(node.get("format", ""))
        description = str(node.get("description", ""))
        return by_format or next((kind for begin, kind in _STRINGS.items() if description.startswith(begin)), "text")
    return {"integer": "number", "number": "number", "boolean": "truth"}.get(kind, "text")


def _words(node: dict[str, Any], unit: str) -> str:
    """One alternative in words."""
    if "enum" in node or "const" in node:
        return ", ".join(str(value) for value in node.get("enum", [node.get("const")]))
    kind = node.get("type")
    if kind in ("integer", "number"):
        bounds = _range(node)
        return " ".join(part for part in (_number(node), bounds, unit if bounds or not unit else f"({unit})") if part)
    if kind == "boolean":
        return "true, false"
    if kind == "string":
        return _FORMATS.get(node.get("format", "")) or str(node.get("description") or _text(node))
    if kind == "array":
        return "a list of two, [least, most]" if len(node.get("prefixItems", ())) == 2 else "a list"
    return "a group of keys" if kind == "object" else ""


def _text(node: dict[str, Any]) -> str:
    return f"text of {node.get('minLength', 0)} to {node['maxLength']} characters" if "maxLength" in node else "text"


def _number(node: dict[str, Any]) -> str:
    if node["type"] == "integer":
        return "whole numbers"
    return "numbers with at most two decimals" if node.get("multipleOf") == 0.01 else "numbers"


def _range(node: dict[str, Any]) -> str:
    bounds = [f"{word} {node[key]:,.10g}" for key, word in _BOUNDS.items() if key in node]
    return " ".join(bounds).replace(" below", " and below")


def weekday_aliases(weekly: object) -> Iterator[tuple[str, str]]:
    """Yield (weekday, key as written) for the keys of `hours.weekly`, such as ("mon", "mon-fri")."""
    for key in weekly if isinstance(weekly, dict) else ():
        try:
            days = parse_weekdays(key)
        except ValueError:
            continue
        yield from ((WEEKDAYS[day], key) for day in sorted(days) if WEEKDAYS[day] != key)
