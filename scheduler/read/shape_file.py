"""A shape of the day from a CSV file with the columns time and weight."""

from __future__ import annotations

from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from scheduler.errors import Fault, InputError
from scheduler.guards import read_file
from scheduler.instance.shapes import SHAPES, Shape, ShapeRow
from scheduler.read.tables import Columns, read_csv

_MOST_BYTES = 1_000_000


def read_shape(path: Path) -> Shape:
    """Rows of a shape.

    Raises
    ------
    InputError
        If there is no such file, or it is no shape.
    """
    if not path.is_file():
        raise InputError(
            [
                Fault(
                    str(path),
                    "shape",
                    f"no such file; allowed are {', '.join(SHAPES)}, or a CSV file with the columns time and weight",
                )
            ]
        )
    table = read_csv(read_file(path, path.name, _MOST_BYTES), path.name, Columns.of(ShapeRow))
    if table.faults:
        raise InputError(table.faults)
    try:
        shape: Shape = TypeAdapter(Shape).validate_python(table.rows)
    except ValidationError as error:
        raise InputError([Fault(path.name, "shape", each["msg"]) for each in error.errors(include_url=False)[:5]]) from None
    return shape
