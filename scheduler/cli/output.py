"""Where a command may write: never over its input, a workbook of the user's, or a file of another kind."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import click

from scheduler.publish.atomic import write_files

_ZIP = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_KINDS: Mapping[str, tuple[bytes, ...]] = {
    ".xlsx": (b"PK\x03\x04",),
    ".json": (b"{", b"["),
    ".ics": (b"BEGIN:VCALENDAR",),
    ".html": (b"<",),
}
"""How a file begins that a command may replace, by the ending of its name."""
_TABLES = (".csv", ".tsv", ".txt", "")


def write_table(output: Path, text: str, inputs: Iterable[Path]) -> None:
    """Write a CSV table, unless something else stands there.

    Parameters
    ----------
    output, text
        Where to write, and what.
    inputs
        Files that are read and must stay.

    Raises
    ------
    click.UsageError
        If a file of another kind would be lost.
    """
    if output.suffix.lower() not in _TABLES:
        raise click.UsageError(f"-o {output}: a CSV table is written; allowed are names that end in .csv, .tsv or .txt")
    refuse_overwriting([output], inputs)
    first = text.partition("\n")[0]
    if output.is_file() and (found := _first_line(output)) and not _same_table(found, first):
        raise click.UsageError(
            f"-o {output}: there is another file of that name, which begins with {found[:40]!r} and not with {first!r}; "
            "remove it, or choose another name"
        )
    write_files({output: text.encode()})


def refuse_overwriting(outputs: Iterable[Path], inputs: Iterable[Path]) -> None:
    """Refuse to write over an input, an instance's workbook, or a file of another kind than its name says.

    Raises
    ------
    click.UsageError
        Naming the file.
    """
    kept = {path.resolve() for path in inputs if path.exists()}
    for output in outputs:
        if output.resolve() in kept:
            raise click.UsageError(f"-o {output}: that is an input; choose another name")
        if output.is_file() and (problem := _problem(output)):
            raise click.UsageError(f"-o {output}: {problem}; remove it, or choose another name")


def _problem(path: Path) -> str | None:
    with path.open("rb") as file:
        begin = file.read(512).removeprefix(b"\xef\xbb\xbf").lstrip()
    if begin.startswith(_ZIP) and path.suffix.lower() != ".xlsx":
        return "there is a workbook or archive of that name"
    allowed = _KINDS.get(path.suffix.lower())
    if begin and allowed and not begin.startswith(allowed):
        return "there is a file of another kind of that name"
    return "there is a workbook that holds a hotline" if path.suffix.lower() == ".xlsx" and _is_instance(path) else None


def _is_instance(path: Path) -> bool:
    import zipfile

    try:
        with zipfile.ZipFile(path) as archive:
            info = archive.getinfo("xl/workbook.xml")
            text = archive.read(info) if info.file_size < 1_000_000 else b""
    except (zipfile.BadZipFile, KeyError, OSError):
        return False
    return b'name="Hotline"' in text and b'name="Shifts"' in text


def _first_line(path: Path) -> str:
    with path.open("rb") as file:
        return file.readline(2_000).decode("utf-8-sig", errors="replace").strip()


def _same_table(found: str, first: str) -> bool:
    """Whether a table that is there begins as the one that replaces it: start and calls among its columns."""
    columns = {cell.strip().strip('"').lower() for cell in found.replace(";", ",").replace("\t", ",").split(",")}
    return set(first.split(",")[:2]) <= columns
