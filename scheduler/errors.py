"""What can go wrong, as types: each error knows its exit code and says where the fault lies."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Fault:
    """One thing wrong with the input.

    Parameters
    ----------
    place
        ``file:line:column`` of a text file, ``file:row N`` of a table, or ``Sheet!B7`` of a workbook.
    field
        Dotted path of the field, such as ``contracts.full.hours_per_week``; empty where no field is meant.
    message
        The value found, its unit, and what is allowed.
    label
        What people call the field where it stands, such as the head of its column; told in its place.
    """

    place: str
    field: str
    message: str
    label: str | None = None

    def __str__(self) -> str:
        name = self.field if self.label is None else self.label
        return ": ".join(part for part in (self.place, name, self.message) if part)


class ScheduleError(Exception):
    """Base of all errors the command line turns into an exit code."""

    exit_code = 1


class InputError(ScheduleError):
    """The input is wrong; carries every fault found, not only the first."""

    exit_code = 2

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


class InfeasibleError(ScheduleError):
    """It is proven that no roster keeps all rules; the message names the smallest set of rules in conflict.

    Parameters
    ----------
    conflicts
        The same as dataclasses, for programs: people, rules with their days, and changes that mend it, as far as known.
    """

    exit_code = 3

    def __init__(self, message: str, conflicts: Sequence[Any] = ()) -> None:
        super().__init__(message)
        self.conflicts = tuple(conflicts)


class NoRosterError(ScheduleError):
    """No roster was found within the time limit, and none was proven impossible."""

    exit_code = 4


class CheckError(ScheduleError):
    """A roster, or a file exported from it, breaks a rule or says something else than the roster."""

    exit_code = 5


class InterruptedEmptyError(ScheduleError):
    """The run was interrupted before there was anything to write."""

    exit_code = 130
