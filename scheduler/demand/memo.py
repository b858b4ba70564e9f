"""Remembering what was computed of an instance: the same curves are asked for by the engine, the checker and the result."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, wraps
from typing import TypeVar

from scheduler.instance.instance import Instance

ValueT = TypeVar("ValueT")

_KEPT = 32
"""Values that are kept: some queues of a few instances."""


@dataclass(frozen=True, eq=False)
class _Same:
    """An instance as a key: by identity, as its tables make it too large to compare, and frozen models never change."""

    instance: Instance

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.instance is other.instance

    def __hash__(self) -> int:
        return id(self.instance)


def remembered(compute: Callable[[Instance, str | None], ValueT]) -> Callable[..., ValueT]:
    """Keep the last values of a function of an instance and the name of a queue (by default None).

    The values are shared by all who ask, so that nobody may change them.
    """

    @lru_cache(maxsize=_KEPT)
    def of(same: _Same, name: str | None) -> ValueT:
        return compute(same.instance, name)

    @wraps(compute)
    def ask(instance: Instance, name: str | None = None) -> ValueT:
        return of(_Same(instance), name)

    return ask
