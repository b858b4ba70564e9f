"""The cells of a file as they stand there: CSV in whatever dialect by pandas, workbooks (.xlsx, .xls, .ods) by calamine."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from scheduler.errors import Fault, InputError
from scheduler.guards import LOG, is_archive, read_file, safe_workbook
from scheduler.language.words import known
from scheduler.read.call_log.options import Decimal
from scheduler.read.call_log.words import is_blank

SEPARATORS = ",;\t|"
MAX_COLUMNS = 16_384


@dataclass(frozen=True, eq=False)
class Sheet:
    """Cells that were read but not yet understood.

    Parameters
    ----------
    name
        Name of the file, or of the worksheet.
    cells
        Text, or what a workbook holds; one column each, one row each that is not blank, by its number as a spreadsheet
        shows it.
    decimal
        What the separator says of numbers: in a file separated by commas the decimal mark is a point. None: nothing.
    is_sheet
        Whether it is a worksheet, whose places are written ``Sheet!B7``.
    rows
        Number of the row from which each row of `cells` comes, where these are numbered anew; None: they are not.
    """

    name: str
    cells: pd.DataFrame
    decimal: Decimal | None
    is_sheet: bool
    rows: Sequence[int] | None = None

    def place(self, row: int, column: int | None = None) -> str:
        """Where a row, or a cell of it, stands."""
        if self.rows is not None:
            row, column = self.rows[row], None
        if not self.is_sheet:
            return f"{self.name}:row {row}"
        return f"{self.name}!{_letters(column) if column is not None else ''}{row}"


def open_sheets(path: Path, sheet: str | None = None) -> list[Sheet]:
    """Read a file: the one sheet that was named, or all of them that are not empty.

    Raises
    ------
    InputError
        If it cannot be read, would unpack to an unreasonable size, or is empty.
    """
    raw = read_file(path, path.name, LOG.packed_bytes)
    found = [part for part in (_workbook(path, raw, sheet) if is_archive(raw) else [_csv(path, raw)]) if len(part.cells)]
    if not found:
        raise _fault(sheet or path.name, "is empty; a header and one row for each call or interval are needed")
    return found


def _csv(path: Path, raw: bytes) -> Sheet:
    text = _decoded(path, raw).replace("\r\n", "\n").replace("\r", "\n")
    first, _, rest = text.partition("\n")
    skipped = 0
    if first.strip().lower().startswith("sep=") and len(first.strip()) == len("sep=,"):
        separator, text, skipped = first.strip()[-1], rest, 1  # Excel's own note
    else:
        separator = _separator(text)
    width = 1 + max((line.count(separator) for line in text.split("\n")), default=0)
    if width > MAX_COLUMNS:
        raise _fault(path.name, f"has a row of {width:,} cells")
    try:
        cells = pd.read_csv(
            io.StringIO(text),
            header=None,
            names=range(width),
            sep=separator,
            dtype=str,
            keep_default_na=False,
            na_filter=False,
            skip_blank_lines=False,
            quoting=csv.QUOTE_MINIMAL,
        )
    except pd.errors.EmptyDataError:
        cells = pd.DataFrame()
    except (pd.errors.ParserError, csv.Error, ValueError) as error:
        raise _fault(path.name, f"is no CSV table: {error}") from None
    cells.index = cells.index + 1 + skipped
    return Sheet(path.name, _filled(cells.astype(object)), "point" if separator == "," else None, is_sheet=False)


def _separator(text: str) -> str:
    """The mark that parts most of the first lines into equally many cells, more than one; a comma where none does."""
    lines = [line for line in text.split("\n", 200)[:200] if line.strip()][:100]
    counts = {mark: [_count_outside_quotes(line, mark) for line in lines] for mark in SEPARATORS}

    def agreement(mark: str) -> tuple[int, int]:
        usual = max(set(counts[mark]), key=lambda count: (counts[mark].count(count) if count else 0, count), default=0)
        return (counts[mark].count(usual) if usual else 0, usual)

    best = max(SEPARATORS, key=agreement)
    return best if agreement(best)[1] else ","


def _decoded(path: Path, raw: bytes) -> str:
    wide = raw.startswith((b"\xff\xfe", b"\xfe\xff"))
    guesses = ["utf-16"] if wide else ["utf-8-sig", "cp1252", "latin-1"]
    if not wide and len(raw) % 2 == 0 and b"\0" in raw[:200]:
        guesses = ["utf-16-le" if raw[1:2] == b"\0" else "utf-16-be"]
    for encoding in guesses:
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text and _is_mostly_printable(text[:2_000]):
            return text
    raise _fault(path.name, "is no text; allowed are CSV (UTF-8, UTF-16 or Windows-1252), .xlsx, .xls and .ods")


def _is_mostly_printable(text: str) -> bool:
    return sum(mark.isprintable() or mark in "\r\n\t" for mark in text) >= 0.95 * len(text)


def _workbook(path: Path, raw: bytes, sheet: str | None) -> Iterator[Sheet]:
    import python_calamine

    if raw.startswith(b"PK"):
        raw = safe_workbook(raw, path.name, LOG)
    try:
        book = python_calamine.CalamineWorkbook.from_object(io.BytesIO(raw))
        if sheet is not None and sheet not in book.sheet_names:
            raise _fault(path.name, f"has no sheet {sheet!r}; found {', '.join(book.sheet_names)}")
        if sheet is None:
            _refuse_own(path, book.sheet_names)
        for title in [sheet] if sheet is not None else book.sheet_names:
            rows = book.get_sheet_by_name(title).to_python(skip_empty_area=False)
            cells = pd.DataFrame([[None if value == "" else value for value in row] for row in rows], dtype=object)
            cells.index = cells.index + 1
            yield Sheet(title, _filled(cells), None, is_sheet=True)
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        raise _fault(path.name, f"is no workbook that can be read: {error}") from None


def _refuse_own(path: Path, titles: Sequence[str]) -> None:
    """A workbook of ours holds calls to come, or none; its sheets would be taken for tables of calls that came."""
    ours = {"a hotline": ({"Hotline"}, {"Contracts"}), "a published roster": (known("Roster"), known("Breaks"))}
    for what, sheets in ours.items():
        if all(names & set(titles) for names in sheets):
            raise _fault(path.name, f"found {what}, not the calls that came; allowed is what the telephone system wrote down, "
                         "or a sheet of this workbook that is named with --sheet")


def _filled(cells: pd.DataFrame) -> pd.DataFrame:
    """Rows with at least one cell that says something, and no empty columns behind the last."""
    says = ~cells.map(is_blank)
    width = max((at + 1 for at, any_here in enumerate(says.any(axis=0)) if any_here), default=0)
    return cells.loc[says.any(axis=1), cells.columns[:width]].set_axis(range(width), axis=1)


def _count_outside_quotes(line: str, mark: str) -> int:
    return sum(part.count(mark) for part in line.split('"')[::2])


def _letters(column: int) -> str:
    letters, column = "", column + 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _fault(place: str, message: str) -> InputError:
    return InputError([Fault(place, "", message)])
