"""pydantic's errors in plain words: the value found, its unit, and what is allowed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from pydantic_core import ErrorDetails

from scheduler.instance.words.guide import Guide, unit_of
from scheduler.instance.words.paths import FieldPath

_LONGEST = 60


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """``; did you mean X?`` for the nearest known word, or nothing."""
    by_folded = {name.casefold(): name for name in known}
    near = get_close_matches(word.casefold(), by_folded, n=1, cutoff=0.6)
    return f"; did you mean {by_folded[near[0]]}?" if near else ""


def found(value: object, unit: str = "") -> str:
    """A value as people read it, with its unit if it is a number; shortened, control characters made visible."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping):
        return "a group of keys"
    if isinstance(value, list | tuple):
        return "a list"
    text = str(value)
    shown = text if len(text) <= _LONGEST else text[:_LONGEST] + "…"
    if isinstance(value, int | float) or _is_number(text):
        return f"{shown} {unit}".strip()
    return json.dumps(shown, ensure_ascii=not shown.isprintable())


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def translate(errors: Iterable[ErrorDetails], guide: Guide, data: object) -> Iterator[tuple[FieldPath, str]]:
    """Yield the path and a plain message for each error of a document.

    Parameters
    ----------
    errors
        What pydantic found.
    guide
        What the model allows.
    data
        The document as written; errors that only follow from others are left out by it.
    """
    for error in errors:
        path = tuple(error["loc"])
        if error["type"] == "too_short" and _length_at(data, path) >= error.get("ctx", {}).get("min_length", 0):
            continue  # pydantic counts only the valid items, and has said what is wrong with the others
        yield _pointed(path, _message(error, path, guide), guide)


def _pointed(path: FieldPath, message: str, guide: Guide) -> tuple[FieldPath, str]:
    """Path and message of a fault of a group; where the message begins with a field of the group, its path."""
    name, colon, rest = message.partition(": ")
    *groups, last = name.split(".")
    return ((*path, *groups, last), rest) if colon and last in guide.keys((*path, *groups)) else (path, message)


def _message(error: ErrorDetails, path: FieldPath, guide: Guide) -> str:
    kind, value = error["type"], error["input"]
    if kind == "extra_forbidden":
        return unknown("key", str(path[-1]), guide.keys(path[:-1]))
    if kind == "missing" and isinstance(path[-1], int):
        return f"found {found(error['input'])} of {_length(error['input'])}; allowed: {guide.allowed(path[:-1])}"
    if kind == "missing":
        return _with_allowed("is missing", guide.allowed(path))
    if kind == "value_error":
        reason = str(error.get("ctx", {}).get("error", error["msg"]))
        return reason if isinstance(value, Mapping | list | tuple) else f"found {found(value, unit_of(path))}: {reason}"
    if kind in ("fraction", "share"):
        return f"found {found(value)}; {error['msg']}"
    if kind == "literal_error":
        choices = guide.allowed(path)
        return f"found {found(value)}; allowed are {choices}{did_you_mean(str(value), choices.split(', '))}"
    if kind == "too_short":
        return "is empty; at least one entry is needed"
    if kind == "too_long":
        return f"found {_length(value)} entries; allowed are at most {error.get('ctx', {}).get('max_length')}"
    if kind == "string_type" and isinstance(value, int | float):
        return f"found {found(value)}; allowed is text, so write it in quotes"
    return _with_allowed(f"found {found(value, unit_of(path))}", guide.allowed(path) or _plain(error["msg"]))


def unknown(what: str, name: str, known: tuple[str, ...]) -> str:
    """What is wrong with the name of a key or column nobody knows."""
    return f"unknown {what} {found(name)}; allowed are {', '.join(known)}{did_you_mean(name, known)}"


def _with_allowed(text: str, allowed: str) -> str:
    return f"{text}; allowed: {allowed}" if allowed else text


def _plain(message: str) -> str:
    return message.removeprefix("Input should be ").removeprefix("Value error, ")


def _length(value: Any) -> int:
    return len(value) if isinstance(value, list | tuple | Mapping) else 0


def _length_at(data: Any, path: FieldPath) -> int:
    """Number of entries written at a path; a single thing in place of a list is one."""
    for part in path:
        if isinstance(data, list) and isinstance(part, int):
            data = data[part]
        elif isinstance(part, str):
            data = data.get(part) if isinstance(data, dict) else None
    return len(data) if isinstance(data, list | dict) else int(data is not None)
