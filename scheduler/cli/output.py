"""Writing the table that a command makes, where -o says."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

_TABLES = (".csv", ".tsv", ".txt", "")


def write_table(output: Path, text: str, inputs: Iterable[Path]) -> None:
    """Write a CSV table, unless something else stands there.

    Parameters
    ----------
    output, text
        Where to write, and what.
    inputs
        Files that are read, and must stay.

    Raises
    ------
    click.UsageError
        If the name is that of another kind of file.
    InputError
        If a file would be lost.
    """
    from scheduler.publish.atomic import write_files
    from scheduler.publish.overwriting import refuse_overwriting

    if output.suffix.lower() not in _TABLES:
        raise click.UsageError(f"-o {output}: a CSV table is written; allowed are names that end in .csv, .tsv or .txt")
    content = text.encode()
    refuse_overwriting({output: content}, inputs)
    write_files({output: content})
