"""What tables for other systems share: how they are written, and what no table of local times can say."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

LOCAL = ("the form has no zone: times are those of the hotline, and the other system must be set to its zone; a time in the "
         "hour that a clock change repeats is the first of the two")
LABELS = {"lunch": "Lunch", "breather": "Breather"}
"""Names of breaks, by their kind."""


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[str | int]]) -> bytes:
    """Return a table in UTF-8 with a comma between cells and the line ends of RFC 4180."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue().encode()
