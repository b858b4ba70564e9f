"""`scheduler.read` and `scheduler.read_roster`: files to an instance, and to a result with its instance."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from scheduler.errors import Fault, InputError
from scheduler.guards import read_file
from scheduler.instance.base import Model
from scheduler.instance.words.guide import Guide
from scheduler.instance.words.messages import translate
from scheduler.library.instance import Instance
from scheduler.library.result import Result
from scheduler.library.source import instance_path, roster_file
from scheduler.read.instance_file import read_instance
from scheduler.read.result_file import read_result
from scheduler.read.tables import Columns, read_csv

ModelT = TypeVar("ModelT", bound=Model)
_MOST_BYTES = 10_000_000


def read(path: str | Path) -> Instance:
    """Read an instance: a folder with ``hotline.yaml``, a YAML file, or a workbook.

    Raises
    ------
    InputError
        With everything that is wrong, each with its place.
    """
    return Instance.of(read_instance(Path(path)))


def read_roster(path: str | Path, instance: Instance | str | Path | None = None) -> Result:
    """Read a roster, from ``roster.json`` or the folder it lies in, with the instance it is for.

    Parameters
    ----------
    instance
        The instance, or where it lies; None: where the roster says.

    Raises
    ------
    InputError
        If the roster or its instance cannot be read, or the instance is not found.
    """
    file = roster_file(Path(path))
    roster = read_result(file)
    if not isinstance(instance, Instance):
        instance = read(instance_path(roster, file) if instance is None else instance)
    return Result(instance, roster)


def rows_of_file(
    path: Path, model: type[ModelT], refused: Callable[[Sequence[ModelT]], Iterable[tuple[int, str, str]]] = lambda _: (),
) -> tuple[ModelT, ...]:
    """Rows of a CSV table whose columns are the fields of a model.

    Parameters
    ----------
    refused
        What is wrong with rows that the model allows: the number of each from 0, its column, and the message.

    Raises
    ------
    InputError
        With everything that is wrong, each with its place.
    """
    table = read_csv(read_file(path, path.name, _MOST_BYTES), path.name, Columns.of(model))
    faults, rows = list(table.faults), []
    for index, row in enumerate(table.rows if not faults else ()):
        try:
            rows.append(model.model_validate(row))
        except ValidationError as error:
            faults += [Fault(table.places.place((index, *at)), ".".join(map(str, at)), message)
                       for at, message in translate(error.errors(include_url=False), Guide(model), row)]
    if not faults:
        faults += [Fault(table.places.place((index, column)), column, message) for index, column, message in refused(rows)]
    if faults:
        raise InputError(faults)
    return tuple(rows)
