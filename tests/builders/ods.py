"""Workbooks as LibreOffice saves them (OpenDocument), made of plain rows."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

MIMETYPE = "application/vnd.oasis.opendocument.spreadsheet"
_NAMES = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text"))
_MANIFEST = ('<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
             f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{MIMETYPE}"/>'
             '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>')


def content_of(sheets: Mapping[str, Sequence[Sequence[object]]]) -> str:
    """The text of `content.xml`: moments, dates, times, numbers and text as cells of their own types."""
    tables = "".join(f'<table:table table:name="{escape(name)}">'
                     + "".join(f"<table:table-row>{''.join(map(_cell, row))}</table:table-row>" for row in rows)
                     + "</table:table>" for name, rows in sheets.items())
    return f"<office:document-content {_NAMES}><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>" \
           "</office:document-content>"


def book_of(content: str) -> bytes:
    """A workbook with this `content.xml`."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as book:
        book.writestr("mimetype", MIMETYPE)
        book.writestr("META-INF/manifest.xml", _MANIFEST)
        book.writestr("content.xml", content)
    return out.getvalue()


def _cell(value: object) -> str:
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, dt.datetime | dt.date):
        kind, told = "date", f'office:date-value="{value.isoformat()}"'
    elif isinstance(value, dt.time):
        kind, told = "time", f'office:time-value="PT{value:%HH%MM%SS}"'
    elif isinstance(value, int | float):
        kind, told = "float", f'office:value="{value}"'
    else:
        kind, told = "string", ""
    return (f'<table:table-cell office:value-type="{kind}" {told}><text:p>{escape(str(value))}</text:p></table:table-cell>')
