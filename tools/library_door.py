"""For the reference of the library: functions of ``scheduler`` that have the name of a room, such as ``read``.

Python finds the function; who reads the source, as mkdocstrings does, finds the package of that name. So these functions are
kept under their name with brackets, ``scheduler.read()``.
"""

from __future__ import annotations

from typing import Any

import griffe


class FunctionsBesideRooms(griffe.Extension):
    """Keep what packages would hide."""

    def __init__(self) -> None:
        self._functions: dict[str, griffe.Function] = {}

    def on_function_instance(self, *, func: griffe.Function, **_: Any) -> None:
        """Remember a function of the library's door."""
        if func.parent is not None and func.parent.path == "scheduler":
            self._functions.setdefault(func.name, func)

    def on_package(self, *, pkg: griffe.Module, **_: Any) -> None:
        """Give it another key."""
        for name, function in self._functions.items():
            if pkg.path == "scheduler" and isinstance(pkg.members.get(name), griffe.Module):
                pkg.members[f"{name}()"] = function
