"""Bombs of every kind are refused before anybody reads them; what people have is let through unchanged."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace

import openpyxl
import pytest

from scheduler.errors import InputError
from scheduler.guards import WORKBOOK, open_zip_safely, read_file, read_workbook_bytes, safe_workbook

SHEET = ('<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}'
         "</sheetData></worksheet>")
ODS = ('<?xml version="1.0"?><office:document-content><office:body><office:spreadsheet><table:table table:name="S">{}'
       "</table:table></office:spreadsheet></office:body></office:document-content>")
VALUE = '<table:table-cell office:value-type="float" office:value="1"{}><text:p>1</text:p></table:table-cell>'


def archive(parts: dict[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as book:
        for name, text in parts.items():
            book.writestr(name, text)
    return out.getvalue()


def sheet(rows: str) -> bytes:
    return archive({"xl/worksheets/sheet1.xml": SHEET.format(rows)})


def ods(rows: str) -> bytes:
    return archive({"content.xml": ODS.format(rows)})


def refusal(content: bytes) -> str:
    with pytest.raises(InputError) as caught:
        safe_workbook(content, "book.xlsx")
    return str(caught.value)


FAR = {
    "two corners": sheet('<row r="1"><c r="A1"/></row><row r="1048576"><c r="XFD1048576"/></row>'),
    "a cell far right": sheet('<row r="20000"><c r="A1"/><c r="XFD20000"/></row>'),
    "single quotes": sheet("<row r='1'><c s='1' r='A1'/></row><row r='900000'><c t='n'  r = 'XFD9'/></row>"),
    "a prefix": sheet('<x:row r="1"><x:c r="A1"/></x:row><x:row r="900000"><x:c r="XFD9"/></x:row>'),
    "one odd cell among plain ones": sheet('<row r="1">' + '<c r="A1"/>' * 50 + "</row><row r=\"2\"><c\nr='XFD900000'/></row>"),
    "no addresses": sheet("<row>" + "<c/>" * 4_000 + "</row>" + "<row/>" * 4_000),
    "an absurd address": sheet('<row r="9"><c r="AAAAAAAAAAAA99999999999999999999"/></row>'),
    "empty addresses": sheet('<row r="1">' + '<c r=""/>' * 4_000 + '</row><row r="9000"/>'),
    "only a row far down": sheet('<row r="999999999"/><row r="1"><c r="B1"/></row>'),
    "repeated values": ods('<table:table-row table:number-rows-repeated="1048576">'
                           + VALUE.format(' table:number-columns-repeated="16384"') + "</table:table-row>"),
    "a value after a million rows": ods(
        '<table:table-row table:number-rows-repeated="1048575"><table:table-cell/></table:table-row><table:table-row>'
        f'<table:table-cell table:number-columns-repeated="16383"/>{VALUE.format("")}</table:table-row>'),
}


@pytest.mark.parametrize("name", FAR)
def test_a_sheet_that_spans_too_much_is_refused_by_its_addresses(name):
    assert "spans" in refusal(FAR[name])


def test_what_people_have_passes_and_reads_the_same():
    book = openpyxl.Workbook()
    for row in range(1, 2_000):
        book.active.append([row, f"text {row}", row / 8])
    out = io.BytesIO()
    book.save(out)
    safe = openpyxl.load_workbook(io.BytesIO(safe_workbook(out.getvalue(), "book.xlsx")))
    assert [cell.value for cell in safe.active[1_999]] == [1_999, "text 1999", 1_999 / 8]
    assert [cell.value for cell in safe.active[77]] == [77, "text 77", 9.625]


@pytest.mark.parametrize(
    "rows",
    [
        f'<table:table-row>{VALUE.format("")}<table:table-cell table:number-columns-repeated="16383"/></table:table-row>'
        '<table:table-row table:number-rows-repeated="1048575"><table:table-cell table:number-columns-repeated="16384"/>'
        "</table:table-row>",
        f'<table:table-row table:number-rows-repeated="900">{VALUE.format("")}</table:table-row>',
    ],
    ids=["empty to the end of the sheet", "a few repeated rows"],
)
def test_repeated_cells_as_libreoffice_writes_them_pass(rows):
    assert safe_workbook(ods(rows), "book.ods")


def test_zeros_packed_to_a_thousandth_are_refused_by_the_ratio():
    assert "times its packed size" in refusal(archive({"xl/media/image.png": bytes(20_000_000)}))


def test_more_than_fits_is_refused_by_the_promised_size():
    big = archive({f"xl/{part}": bytes(30_000_000) for part in range(4)})
    assert "bytes unpacked" in refusal(big)


def test_a_thousand_parts_are_refused():
    assert "parts" in refusal(archive({f"part{number}": "" for number in range(1_001)}))


def test_parts_of_one_name_are_refused():
    with pytest.warns(UserWarning, match="Duplicate"):
        twice = io.BytesIO()
        with zipfile.ZipFile(twice, "w") as book:
            book.writestr("xl/workbook.xml", "a")
            book.writestr("xl/workbook.xml", "b")
    assert "one name" in refusal(twice.getvalue())


def damaged(change: Callable[[bytearray], None]) -> bytes:
    content = bytearray(archive({"xl/workbook.xml": "abc" * 5_000}))
    change(content)
    return bytes(content)


def test_a_directory_that_lies_about_a_size_is_refused():
    def lie(content: bytearray) -> None:
        at = content.rfind(b"PK\x01\x02") + 24
        content[at : at + 4] = (10).to_bytes(4, "little")

    assert "cannot be unpacked" in refusal(damaged(lie))


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"not a workbook", damaged(lambda c: c.__delitem__(slice(20, 60)))])
def test_what_is_no_archive_is_refused(content):
    assert refusal(content).startswith("book.xlsx: ")


def test_limits_are_those_asked_for():
    content = archive({"xl/workbook.xml": "abc"})
    assert open_zip_safely(content, "book.xlsx").namelist() == ["xl/workbook.xml"]
    with pytest.raises(InputError, match=r"allowed are at most 2$"):
        open_zip_safely(content, "book.xlsx", replace(WORKBOOK, unpacked_bytes=2))


def test_a_file_is_refused_by_its_size_before_it_is_read(tmp_path):
    path = tmp_path / "calls.csv"
    path.write_bytes(b"x" * 11)
    assert read_file(path, "calls.csv", 11) == b"x" * 11
    with pytest.raises(InputError, match="found 11 bytes; allowed are at most 10"):
        read_file(path, "calls.csv", 10)
    with pytest.raises(InputError, match="not a file"):
        read_workbook_bytes(tmp_path, "folder.xlsx")
