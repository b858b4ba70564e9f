"""What can still be checked between topics although parts of a document are wrong: as much as possible is told at once.

Rows of tables that are wrong are left out, and unknown keys; a topic that is wrong elsewhere is lost as a whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from scheduler.instance.checks.cross import cross_faults
from scheduler.instance.contracts import Contract
from scheduler.instance.instance import Instance
from scheduler.instance.words.paths import FieldPath
from scheduler.read.document import TABLES, Document


@dataclass
class _Wrong:
    """What is wrong, by kind of thing.

    Parameters
    ----------
    rows
        Indices of the rows that are wrong, by table.
    contracts
        Names of the contracts that are wrong.
    keys
        Paths of keys that nobody knows.
    lost
        Topics that are wrong in another way, and so not there.
    damaged
        Topics of which something is wrong; a check that must know every row of one is not run.
    """

    rows: dict[FieldPath, set[int]] = field(default_factory=lambda: {table: set() for table in TABLES})
    contracts: set[str] = field(default_factory=set)
    keys: list[FieldPath] = field(default_factory=list)
    lost: set[str] = field(default_factory=set)
    damaged: set[str] = field(default_factory=set)

    def add(self, path: FieldPath) -> None:
        """Sort one error in by its path."""
        topic = str(path[0]) if path else ""
        self.damaged.add(topic)
        table = next((table for table in TABLES if path[: len(table)] == table and len(path) > len(table)), None)
        if table is not None and isinstance(path[len(table)], int):
            self.rows[table].add(int(path[len(table)]))
        elif topic == "contracts" and len(path) > 1:
            self.contracts.add(str(path[1]))
        elif topic:
            self.lost.add(topic)


def faults_of_the_rest(document: Document, errors: Iterable[ErrorDetails]) -> Iterator[tuple[FieldPath, str]]:
    """Yield the faults between topics that can be told by what is valid.

    Parameters
    ----------
    document
        The document, which stays as it is.
    errors
        What the models found wrong with it.
    """
    wrong, data = _sorted(document, errors)
    kept = {table: [index for index in range(len(rows)) if index not in wrong.rows[table]]
            for table in TABLES if isinstance(rows := _at(data, table), list)}
    topics = dict(_valid_topics(data, kept, wrong))
    partial = Instance.model_construct(**topics)
    for path, message in cross_faults(partial, frozenset(wrong.damaged), frozenset(wrong.lost)):
        yield _in_document(path, kept), message


def _sorted(document: Document, errors: Iterable[ErrorDetails]) -> tuple[_Wrong, dict[str, Any]]:
    """What is wrong, and the data without the keys that nobody knows."""
    wrong, data = _Wrong(), document.data
    for error in errors:
        without = _without(data, error["loc"]) if error["type"] == "extra_forbidden" else None
        if without is None:
            wrong.add(error["loc"])
        else:
            data = without
    wrong.damaged |= {str(path[0]) for path, _ in document.silenced}
    wrong.damaged |= {fault.field.split(".")[0] for fault in document.faults}
    for table, places in document.places.tables.items():
        own = (f"{places.place(())}:", f"{places.place(())}!")
        if any(fault.place.startswith(own) for fault in document.faults):
            wrong.damaged.add(str(table[0]))
    return wrong, data


def _valid_topics(
    data: Mapping[str, Any], kept: Mapping[FieldPath, list[int]], wrong: _Wrong
) -> Iterator[tuple[str, Any]]:
    """Yield name and value of each topic that is valid, or left out and has a default; the others are lost.

    Of a contract that is wrong the name stays, so that its operators are not called operators of an unknown contract.
    """
    for name, info in Instance.model_fields.items():
        topic = info.alias or name
        if topic in wrong.lost:
            continue
        if topic not in data:
            if not info.is_required():
                yield name, info.get_default(call_default_factory=True)
            continue
        try:
            value = TypeAdapter[Any](info.annotation or Any).validate_python(_valid_part(topic, data, kept, wrong))
        except ValidationError:
            wrong.lost.add(topic)  # what was left out as wrong was all there was
            continue
        if topic == "contracts":
            value |= {key: Contract.model_construct(hours_per_week=(0, 168)) for key in wrong.contracts}
        yield name, value


def _valid_part(topic: str, data: Mapping[str, Any], kept: Mapping[FieldPath, list[int]], wrong: _Wrong) -> Any:
    """What is written of a topic without the rows and contracts that are wrong."""
    value = data[topic]
    if topic == "contracts":
        return {key: contract for key, contract in value.items() if key not in wrong.contracts}
    for table, indices in kept.items():
        if table[0] == topic:
            rows = [_at(data, table)[index] for index in indices]
            value = rows if len(table) == 1 else {**value, table[1]: rows}
    return value


def _in_document(path: FieldPath, kept: Mapping[FieldPath, list[int]]) -> FieldPath:
    """Path in the document of a path among the rows that were kept."""
    for table, indices in kept.items():
        at = len(table)
        if path[:at] == table and len(path) > at and isinstance(path[at], int):
            return (*table, indices[int(path[at])], *path[at + 1 :])
    return path


def _without(data: Any, path: tuple[Any, ...]) -> Any:
    """A copy of nested data without the key at a path; None if there is none. A number may name a thing without its list."""
    head, *rest = path
    is_inside = (isinstance(data, dict) and head in data) or (isinstance(data, list) and isinstance(head, int))
    if not rest:
        return {key: value for key, value in data.items() if key != head} if is_inside and isinstance(data, dict) else None
    if not is_inside:
        return _without(data, tuple(rest))
    inner = _without(data[head], tuple(rest))
    if inner is None:
        return None
    return {**data, head: inner} if isinstance(data, dict) else [*data[:head], inner, *data[head + 1 :]]


def _at(data: Any, path: FieldPath) -> Any:
    for part in path:
        data = data.get(part) if isinstance(data, dict) else None
    return data
