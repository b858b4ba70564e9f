"""What a command may write over: never its input, a workbook that people have worked on, or a file of another kind."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from scheduler.errors import Fault, InputError
from scheduler.guards import is_archive

CREATED = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
"""When every workbook of ours says it was made: equal rosters give equal files, so the time of writing stays out."""
_BEGINNINGS: Mapping[str, tuple[bytes, ...]] = {
    ".xlsx": (b"PK\x03\x04",), ".json": (b"{", b"["), ".ics": (b"BEGIN:VCALENDAR",), ".html": (b"<",)}
"""How a file begins that may be replaced, by the ending of its name."""
_PAGE = b"default-src 'none'"
"""What every page of ours says in its head: it loads nothing."""
_SHOWN = re.compile(rb"<(title|body|h1|p|div|table)\b", re.IGNORECASE)
_FIRST_KEY, _KEY_WITHIN = re.compile(rb'\s*\{\s*"(\w+)"'), 200
_TABLES = (".csv", ".tsv", ".txt")
_PART_BYTES = 1_000_000
_AS_WRITTEN = f'<dcterms:modified xsi:type="dcterms:W3CDTF">{CREATED:%Y-%m-%dT%H:%M:%SZ}<'.encode()
"""What a workbook of ours says of when it was saved last; whatever program saves it again says when."""


def refuse_overwriting(contents: Mapping[Path, bytes | None], inputs: Iterable[Path] = ()) -> None:
    """Refuse to write over an input, a workbook that people have worked on, or a file of another kind than what replaces it.

    Parameters
    ----------
    contents
        What is to be written, by its path; None: not known yet.
    inputs
        Files that are read, and must stay.

    Raises
    ------
    InputError
        Naming each file that would be lost.
    """
    kept = {path.resolve() for path in inputs if path.exists()}
    faults = []
    for path, content in contents.items():
        problem = "it is an input" if path.resolve() in kept else _problem(path, content) if path.exists() else None
        if problem:
            faults.append(Fault(str(path), "", f"not written over: {problem}; rename or remove it, or choose another "
                                "folder or name"))
    if faults:
        raise InputError(faults)


def _problem(path: Path, content: bytes | None) -> str | None:
    """Why a file that is there must stay; None: it may go."""
    if not path.is_file():
        return "it is a folder"
    with path.open("rb") as file:
        begin = file.read(2_000).removeprefix(b"\xef\xbb\xbf").lstrip()
    suffix = path.suffix.lower()
    if not begin:
        return None
    if is_archive(begin) and suffix != ".xlsx":
        return "it is a workbook or an archive"
    if suffix in _BEGINNINGS and not begin.startswith(_BEGINNINGS[suffix]):
        return "it is a file of another kind"
    if (suffix == ".json" and not _is_same_object(begin, content)) or (suffix == ".html" and _is_page_of_another(begin)):
        return "it is a file of another program"
    if suffix in (*_TABLES, "") and content is not None and not _is_same_table(begin, content):
        return f"it is another file, which begins with {begin[:40].decode('utf-8', 'replace')!r}"
    return _problem_of_book(path) if suffix == ".xlsx" else None


def _is_page_of_another(begin: bytes) -> bool:
    """Whether a page has a title or a body, and not before them what ours say; one that was cut has neither."""
    return _PAGE not in begin and _SHOWN.search(begin) is not None


def _is_same_object(begin: bytes, content: bytes | None) -> bool:
    """Whether a JSON object has the first key of the one that replaces it (unknown: `schema`), or none, as a damaged one."""
    def key(text: bytes) -> bytes:
        return (_FIRST_KEY.match(text) or [b"", b""])[1]

    return key(begin) in (b"", key(content[:_KEY_WITHIN]) if content else b"schema")


def _is_same_table(begin: bytes, content: bytes) -> bool:
    """Whether a table has the first two columns of the one that replaces it."""
    def columns(text: bytes) -> list[str]:
        line = text.removeprefix(b"\xef\xbb\xbf").split(b"\n", 1)[0].decode("utf-8", "replace").strip().lower()
        return [cell.strip().strip('"') for cell in line.replace(";", ",").replace("\t", ",").split(",")]

    return set(columns(content)[:2]) <= set(columns(begin))


def _problem_of_book(path: Path) -> str | None:
    """Why a workbook must stay: it holds a hotline, or somebody has saved it since it was written, if it ever was."""
    try:
        with zipfile.ZipFile(path) as archive:
            sheets, saved = (_part(archive, name) for name in ("xl/workbook.xml", "docProps/core.xml"))
    except (zipfile.BadZipFile, OSError, NotImplementedError):
        return None
    if b'name="Hotline"' in sheets and b'name="Contracts"' in sheets:
        return "it is a workbook that holds a hotline"
    return None if _AS_WRITTEN in saved else "somebody has saved it since it was written, and what they changed would be lost"


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    try:
        return archive.read(name) if archive.getinfo(name).file_size < _PART_BYTES else b""
    except KeyError:
        return b""
