"""The instances of the benchmarks, and the suites made of them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from benchmarks.hotlines import Size, anonymous_day, hotline
from scheduler.instance.instance import Instance
from scheduler.read.instance_file import read_instance

ROOT = Path(__file__).resolve().parent.parent


class Case(Protocol):
    """An instance that a process of its own can build."""

    def __str__(self) -> str:
        """Name in tables."""
        ...

    def instance(self, seed: int) -> Instance:
        """Build it."""
        ...


@dataclass(frozen=True)
class Generated:
    """A generated hotline."""

    size: Size

    def __str__(self) -> str:
        return str(self.size)

    def instance(self, seed: int) -> Instance:
        """Another seed is another hotline."""
        return hotline(self.size, seed)


@dataclass(frozen=True)
class AnonymousDay:
    """The Monday of a generated hotline, planned for nobody in particular: all that peers without operators can express."""

    operators: int

    def __str__(self) -> str:
        return f"anonymous day ({self.operators})"

    def instance(self, seed: int) -> Instance:
        """Another seed is another hotline."""
        return anonymous_day(Size(self.operators), seed)


@dataclass(frozen=True)
class Folder:
    """An instance on disk."""

    path: Path

    def __str__(self) -> str:
        return self.path.name

    def instance(self, seed: int) -> Instance:  # noqa: ARG002
        """Read it; the seed is the search's alone."""
        return read_instance(self.path).instance


def own_instances() -> tuple[Folder, ...]:
    """The hotlines made for this project."""
    return tuple(Folder(path) for path in sorted((ROOT / "instances").iterdir()) if (path / "hotline.yaml").exists())
