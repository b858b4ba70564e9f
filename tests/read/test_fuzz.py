"""Random damage: whatever a file has become, reading it ends in an instance or in an `InputError`."""

from __future__ import annotations

import contextlib
import datetime as dt
import random
import tempfile
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from scheduler.errors import InputError
from scheduler.read.instance_file import read_instance
from scheduler.read.starter import starter_files
from scheduler.read.workbook.writer import write_workbook
from tests.builders.ods import book_of, content_of
from tests.builders.properties import examples

FILES = {name: text.encode() for name, text in starter_files(dt.date(2026, 12, 7), "starter").items()}
FILES["calls.csv"] = b"".join(FILES["calls.csv"].splitlines(keepends=True)[:40])  # quicker, and still mostly sound

TOKENS = [
    b"",
    b"\x00",
    b"\xff",
    b"'",
    b'"',
    b",",
    b":",
    b"-",
    b"[",
    b"{",
    b"}",
    b"*a",
    b"&a ",
    b"!!int ",
    b"? ",
    b"%",
    b"|",
    b"\n",
    b"\r",
    b"\t",
    b" ",
    b"0",
    b"-1",
    b"99999999999999999999",
    b"1e999",
    b".nan",
    b"null",
    b"true",
    b"24:00",
    b"25:61",
    b"0001-01-01",
    b"9999-12-31",
    b"2026-02-30",
    b"Australia/Lord_Howe",
    b"../x",
    b"\xe2\x80\xae",
    b"\\ud800",
    b"<<: ",
    b"=1+1",
]

mutations = st.lists(
    st.tuples(
        st.sampled_from(sorted(FILES)),
        st.floats(0, 1),
        st.integers(0, 12),
        st.sampled_from(TOKENS) | st.binary(max_size=4),
    ),
    min_size=1,
    max_size=4,
)


@settings(max_examples=examples(60))
@given(mutations)
@example([("hotline.yaml", 0.0, 5000, b"")])
@example([("calls.csv", 0.0, 5000, b"")])
@example([("availability.csv", 0.125, 0, b"\r")])
@example([("hotline.yaml", 0.2101255216340015, 2, b"")])
def test_mutated_folders_end_in_an_instance_or_an_input_error(changes: list[tuple[str, float, int, bytes]]) -> None:
    files = dict(FILES)
    for name, where, length, token in changes:
        at = int(where * len(files[name]))
        files[name] = files[name][:at] + token + files[name][at + length :]
    with tempfile.TemporaryDirectory() as folder:
        for name, content in files.items():
            (Path(folder) / name).write_bytes(content)
        _survives(Path(folder))


LINES = [
    line
    for line in FILES["hotline.yaml"].decode().splitlines()
    if ":" in line and not line.lstrip().startswith("#")
]
VALUES = [
    "",
    "null",
    "[]",
    "{}",
    "[1, 2, 3]",
    "{a: b}",
    "-5",
    "0",
    "1e300",
    "true",
    '"x"',
    "2026-12-07",
    "08:00",
    "[[[]]]",
    "3.5",
    "9999-12-31",
    "0001-01-01",
    "366",
    "Pacific/Apia",
    "[-1, -1]",
    '[""]',
    "00:00-24:00",
]


@settings(max_examples=examples(60))
@given(st.lists(st.tuples(st.sampled_from(LINES), st.sampled_from(VALUES)), min_size=1, max_size=3))
def test_fields_with_values_of_any_kind_are_survived(changes: list[tuple[str, str]]) -> None:
    text = FILES["hotline.yaml"].decode()
    for line, value in changes:
        text = text.replace(line, f"{line.split(':', 1)[0]}: {value}", 1)
    with tempfile.TemporaryDirectory() as folder:
        for name, content in {**FILES, "hotline.yaml": text.encode()}.items():
            (Path(folder) / name).write_bytes(content)
        _survives(Path(folder))


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Parts of a sound workbook."""
    folder = tmp_path_factory.mktemp("fuzz") / "sound"
    folder.mkdir()
    for name, text in starter_files(dt.date(2026, 12, 7), "starter").items():
        (folder / name).write_text(text)
    path = folder / "sound.xlsx"
    write_workbook(read_instance(folder).instance, path)
    with zipfile.ZipFile(path) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist()}


@pytest.mark.parametrize("seed", range(12))
def test_mutated_workbooks_end_in_an_instance_or_an_input_error(
    seed: int, book: dict[str, bytes], tmp_path: Path
) -> None:
    chance = random.Random(seed)
    parts = dict(book)
    for _ in range(chance.randint(1, 4)):
        name = chance.choice(sorted(parts))
        at = chance.randrange(len(parts[name]))
        parts[name] = parts[name][:at] + chance.choice(TOKENS) + parts[name][at + chance.randint(0, 12) :]
    path = tmp_path / "x.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    if seed % 3 == 0:
        content = bytearray(path.read_bytes())
        content[chance.randrange(len(content))] ^= 0xFF
        path.write_bytes(content)
    _survives(path)


def _survives(path: Path) -> None:
    with contextlib.suppress(InputError):
        read_instance(path)


@pytest.fixture(scope="module")
def starter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The starter as a folder."""
    folder = tmp_path_factory.mktemp("ods")
    for name, text in starter_files(dt.date(2026, 12, 7), "starter").items():
        (folder / name).write_text(text)
    return folder


@pytest.fixture(scope="module")
def open_document(starter: Path) -> str:
    """Its workbook as LibreOffice saves it: the text of `content.xml`."""
    write_workbook(read_instance(starter).instance, starter / "starter.xlsx")
    book = openpyxl.load_workbook(starter / "starter.xlsx")
    return content_of({sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book})


def test_an_open_document_is_the_instance_of_its_rows(open_document: str, starter: Path, tmp_path: Path) -> None:
    (tmp_path / "starter.ods").write_bytes(book_of(open_document))
    assert read_instance(tmp_path / "starter.ods").instance == read_instance(starter).instance


@pytest.mark.parametrize("seed", range(8))
def test_damaged_open_documents_end_in_an_instance_or_an_input_error(seed: int, open_document: str, tmp_path: Path) -> None:
    chance, content = random.Random(seed), open_document
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(content))
        content = content[:at] + chance.choice(TOKENS).decode("latin-1") + content[at + chance.randint(0, 20) :]
    path = tmp_path / "x.ods"
    path.write_bytes(book_of(content))
    _survives(path)
