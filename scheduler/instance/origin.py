"""Where an instance comes from: how rosters name it, and where each of its fields stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from scheduler.errors import Fault, InputError
from scheduler.instance.words.paths import FieldPath


def _dotted(path: FieldPath) -> str:
    """``operators[6].contract`` of ``("operators", 6, "contract")``."""
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path).removeprefix(".")


def _nowhere(_: FieldPath) -> str:
    return ""


def _as_it_is(fault: Fault) -> Fault:
    return fault


@dataclass(frozen=True)
class Origin:
    """Where an instance comes from.

    Parameters
    ----------
    name
        Name under which rosters name it.
    sha256
        Fingerprint of the files it was read from, or of its content where it was built in a program.
    path
        The folder or file it was read from, as it was given; empty where it was built in a program.
    place_of, field_of
        Where a field path such as ``("operators", 6, "contract")`` stands, and what it is called there.
    labelled
        A fault with what people call its field there.
    """

    name: str
    sha256: str
    path: str = ""
    place_of: Callable[[FieldPath], str] = _nowhere
    field_of: Callable[[FieldPath], str] = _dotted
    labelled: Callable[[Fault], Fault] = _as_it_is

    def fault(self, path: FieldPath, message: str) -> Fault:
        """A message about a field, with its place."""
        return self.labelled(Fault(self.place_of(path), self.field_of(path), message))

    def error(self, found: Iterable[tuple[FieldPath, str]]) -> InputError:
        """One error that carries everything found."""
        return InputError(dict.fromkeys(self.fault(path, message) for path, message in found))
