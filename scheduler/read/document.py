"""A document as it was read, before the models: plain data, places, and the faults found so far."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from scheduler.errors import Fault
from scheduler.instance.campaigns import Campaign
from scheduler.instance.deferrable import BacklogRow
from scheduler.instance.fairness import LedgerRow
from scheduler.instance.history import History
from scheduler.instance.operators import Availability, Operator
from scheduler.instance.requirement import RequiredInterval
from scheduler.instance.rotations import RotationChange
from scheduler.instance.service import CallInterval
from scheduler.instance.shapes import SHAPES, ShapeRow
from scheduler.instance.words.paths import FieldPath
from scheduler.read.places import Places
from scheduler.read.tables import Columns

_REQUIRED = "how many operators are required is said by `requirement: requirement.csv`, with start and operators"

TABLES: dict[FieldPath, Columns] = {
    ("operators",): Columns.of(Operator),
    ("availability",): Columns.of(Availability),
    ("history",): Columns.of(History, timed=("last_start", "last_end", "standby_until")),
    ("ledger",): Columns.of(LedgerRow),
    ("rotation_changes",): Columns.of(RotationChange),
    ("calls", "forecast"): Columns.of(CallInterval, dict.fromkeys(("required", "operators"), _REQUIRED)),
    ("calls", "shape"): Columns.of(ShapeRow),
    ("campaigns",): Columns.of(Campaign),
    ("requirement",): Columns.of(RequiredInterval),
    ("backlog",): Columns.of(BacklogRow, timed=("start",)),
}
"""Tables that may stand in a file or a sheet of their own."""

NAMES: dict[FieldPath, frozenset[str]] = {("calls", "shape"): frozenset(SHAPES)}
"""Words that stand in place of a table and name no file."""

HOTLINE_FILE = "hotline.yaml"
"""The file of an instance's folder; under this name a file of any other is fingerprinted, so that it may be renamed."""


@dataclass
class Document:
    """Plain data with its places.

    Parameters
    ----------
    data
        Nested dictionaries and lists, as the models read them.
    places
        Where everything stands.
    faults
        What is wrong so far.
    silenced
        Paths about which nothing more is said, as their fault has been named: an unreadable table by its path, a
        lacking column by the path of its table and its name.
    files
        Content of every file that was read, by its name inside the instance; the first one is called ``hotline``
        whatever its name is, as an instance that was renamed is the same.
    """

    data: Any
    places: Places
    faults: list[Fault] = field(default_factory=list)
    silenced: set[tuple[FieldPath, str | None]] = field(default_factory=set)
    files: dict[str, bytes] = field(default_factory=dict)


def fingerprint(files: Mapping[str, bytes]) -> str:
    """SHA-256 over names and contents in the order of names; it does not depend on where the files lie."""
    digest = hashlib.sha256()
    for name, content in sorted(files.items()):
        for part in (name.encode("utf-8", "surrogateescape"), content):
            digest.update(len(part).to_bytes(8, "big"))
            digest.update(part)
    return digest.hexdigest()
