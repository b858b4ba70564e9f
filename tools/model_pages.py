"""Reference pages of pydantic models: a section for each model, a row for each key, in the words of its docstring."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator, Mapping
from typing import Any, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from scheduler.instance.words.guide import Guide

Place = tuple[str | int, ...]

_BETWEEN: dict[Any, Place] = {tuple: (0,), dict: ("<name>",)}
"""What stands between a key and the models inside it: the number of an item, or a name that the supervisor chose."""


def sections(root: type[BaseModel]) -> Iterator[str]:
    """Yield the Markdown of each model that `root` holds, itself first, each where it is met first."""
    guide, places = Guide(root), dict[type[BaseModel], Place]()
    for model, place in models(root, ()):
        places.setdefault(model, place)
    for model, place in places.items():
        yield section(model, place, guide, places)


def models(model: type[BaseModel], place: Place) -> Iterator[tuple[type[BaseModel], Place]]:
    """Yield a model and, depth first, all models inside it, each with the place of its first key."""
    yield model, place
    for name, field in model.model_fields.items():
        for inner, rest in _inner(field.annotation):
            yield from models(inner, (*place, key_of(name, field), *rest))


def _inner(annotation: Any) -> Iterator[tuple[type[BaseModel], Place]]:
    """Yield the models inside an annotation, and what stands between."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation, ()
        return
    between = _BETWEEN.get(get_origin(annotation), ())
    for part in get_args(annotation):
        yield from ((model, (*between, *rest)) for model, rest in _inner(part))


def key_of(name: str, field: FieldInfo) -> str:
    """Return the key as it is written in a file."""
    return field.alias or name


def section(model: type[BaseModel], place: Place, guide: Guide, places: Mapping[type[BaseModel], Place]) -> str:
    """Markdown of one model: heading, what it is, and a table of its keys, which link to the sections at `places`."""
    told = meanings(model)
    rows = []
    for name, field in model.model_fields.items():
        key = key_of(name, field)
        allowed = _allowed(field, guide.allowed((*place, key)), places)
        rows.append(f"| `{key}` | {_cell(told.get(key, told.get(name, '')))} | {allowed} | {_default(field)} |")
    title = f"`{heading(place)}`" if place else heading(place)
    head = ["| key | meaning | allowed | if left out |", "|---|---|---|---|"]
    return "\n".join([f"## {title}", "", summary(model), "", *head, *rows, ""])


def _allowed(field: FieldInfo, words: str, places: Mapping[type[BaseModel], Place]) -> str:
    """What may stand at a key, in words; a group or list of groups links to its own section."""
    inside = next((model for model, _ in _inner(field.annotation)), None)
    if inside is None:
        return _cell(words)
    anchor = re.sub(r"[^\w-]", "", heading(places[inside]).lower())
    return re.sub("a group of keys|a list", lambda found: f"[{found[0]}](#{anchor})", _cell(words), count=1)


def heading(place: Place) -> str:
    """Title of a section: the place of the keys, such as ``breaks.breathers``; the whole document has no place."""
    return ".".join(str(part) for part in place if part != 0) or "The document"


def summary(model: type[BaseModel]) -> str:
    """Return a docstring's text above its sections; a model without one of its own has none."""
    return re.sub(r":math:`([^`]+)`", r"$\1$", _docstring(model).split("\nParameters\n---")[0].strip())


def meanings(model: type[BaseModel]) -> dict[str, str]:
    """Meaning of each parameter that the docstrings of a model and of its bases describe."""
    told: dict[str, str] = {}
    for base in reversed(model.__mro__):
        _, _, described = _docstring(base).partition("\nParameters\n----------\n")
        for names, text in re.findall(r"^(\w[\w, ]*)\n((?: {4}.*\n?|\n)+)", described, re.MULTILINE):
            told |= dict.fromkeys(names.split(", "), " ".join(text.split()))
    return told | {key_of(name, field): field.description for name, field in model.model_fields.items() if field.description}


def _docstring(model: type) -> str:
    return inspect.cleandoc(model.__dict__.get("__doc__") or "")


def _default(field: FieldInfo) -> str:
    if field.is_required():
        return "required"
    value = field.get_default(call_default_factory=True)
    if value is None or value in ((), {}) or value == "" or isinstance(value, BaseModel):
        return "–"
    text = str(value).lower() if isinstance(value, bool) else str(list(value)) if isinstance(value, tuple) else str(value)
    return f"`{text}`"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
