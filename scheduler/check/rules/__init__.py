"""The rules as the checker knows them, one file each: every module here that has a `NAME`, and a `check` or a `cost`."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType


@cache
def rule_files(what: str) -> tuple[ModuleType, ...]:
    """Modules of rules that have a function of this name: ``check`` of hard ones, ``cost`` of soft ones; by name.

    Soft rules with a `PLACE` come first, in its order: that of the terms in `roster.json`, which a new rule is added to.
    """
    modules = (import_module(f"{__name__}.{each.name}") for each in iter_modules(__path__))
    found = (each for each in modules if hasattr(each, "NAME") and hasattr(each, what))
    unplaced = float("inf")
    return tuple(sorted(found, key=lambda each: (getattr(each, "PLACE", unplaced) if what == "cost" else unplaced, each.NAME)))
