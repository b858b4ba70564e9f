"""`roster.json` to a result; the place of a fault is only searched for when there is one."""

from __future__ import annotations

import json
import re
from json.decoder import scanstring  # type: ignore[attr-defined]
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from scheduler.errors import Fault, InputError
from scheduler.guards import read_file
from scheduler.instance.words.guide import Guide
from scheduler.instance.words.messages import found, translate
from scheduler.instance.words.paths import FieldPath
from scheduler.roster import Roster

MAX_RESULT_BYTES = 256_000_000
_SHOWN = 100
_SPACE = re.compile(r"[ \t\n\r]*")


def read_result(path: Path) -> Roster:
    """Read a `roster.json`.

    Raises
    ------
    InputError
        If it is damaged, has unknown or repeated keys, or times without offset.
    """
    content = read_file(path, path.name if path.exists() else str(path), MAX_RESULT_BYTES)
    try:
        text = content.decode("utf-8-sig")
        data = json.loads(text, object_pairs_hook=_no_repeated_keys, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        raise InputError([Fault(f"{path.name}:{error.lineno}:{error.colno}", "", f"not JSON: {error.msg}")]) from None
    except (ValueError, RecursionError) as error:
        reason = "nested too deeply" if isinstance(error, RecursionError) else str(error)
        raise InputError([Fault(path.name, "", f"not JSON: {reason}")]) from None
    try:
        return Roster.model_validate(data)
    except ValidationError as error:
        errors = list(translate(error.errors(include_url=False), Guide(Roster), data))
        faults = [Fault(f"{path.name}:{_position(text, at)}", _name(at), message) for at, message in errors[:_SHOWN]]
        if len(errors) > _SHOWN:
            faults.append(Fault(path.name, "", f"and {len(errors) - _SHOWN} more faults"))
        raise InputError(faults) from None


def _no_repeated_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    data = dict(pairs)
    if len(data) < len(pairs):
        keys = [key for key, _ in pairs]
        raise ValueError(f"the key {found(next(key for key in keys if keys.count(key) > 1))} stands twice in one group")
    return data


def _no_constant(name: str) -> None:
    raise ValueError(f"found {name}; allowed are finite numbers")


def _name(path: FieldPath) -> str:
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path).removeprefix(".")


def _position(text: str, path: FieldPath) -> str:
    """``line:column`` of a path in a JSON text that is known to parse, or of the nearest enclosing path there is."""
    at = _after_space(text, 0)
    for part in path:
        inner = _member(text, at, part) if text[at] == "{" else _item(text, at, part) if text[at] == "[" else None
        if inner is None:
            break
        at = inner
    return f"{text.count(chr(10), 0, at) + 1}:{at - text.rfind(chr(10), 0, at)}"


def _member(text: str, at: int, key: str | int) -> int | None:
    at = _after_space(text, at + 1)
    while text[at] != "}":
        name, at = scanstring(text, at + 1, True)
        at = _after_space(text, _after_space(text, at) + 1)
        if name == key:
            return at
        at = _after_value(text, at)
    return None


def _item(text: str, at: int, index: str | int) -> int | None:
    at = _after_space(text, at + 1)
    position = 0
    while text[at] != "]":
        if position == index:
            return at
        at, position = _after_value(text, at), position + 1
    return None


def _after_value(text: str, at: int) -> int:
    """Start of the next member or item, or the bracket that closes them."""
    at = _after_space(text, json.JSONDecoder().raw_decode(text, at)[1])
    return _after_space(text, at + 1) if text[at] == "," else at


def _after_space(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    return match.end() if match else at
