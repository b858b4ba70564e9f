"""Tables of offers: read as written, and every fault with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from scheduler.errors import InputError
from scheduler.read.offers import read_offers

HEADER = "name,monthly_fee,per_minute,channels,channel_fee,term_months,discount_percent,notice_months,setup\n"


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "offers.csv"
    path.write_text(text, encoding="utf-8")
    return path


def faults(tmp_path: Path, text: str) -> list[str]:
    with pytest.raises(InputError) as caught:
        read_offers(written(tmp_path, text))
    return [str(fault).removeprefix(str(tmp_path / "offers.csv")) for fault in caught.value.faults]


def test_rows_and_what_an_empty_cell_means(tmp_path):
    full, short = read_offers(written(tmp_path, HEADER + "Flat,300,0,30,8,12,10,3,50\nSmall,10,0.05,4,,,,,\n"))
    assert (full.channel_fee, full.term_months, full.discount_percent, full.notice_months, full.setup) == (8, 12, 10, 3, 50)
    assert (short.channel_fee, short.term_months, short.discount_percent, short.setup) == (None, 0, 0, 0)


def test_one_name_with_two_terms_are_two_offers(tmp_path):
    assert len(read_offers(written(tmp_path, HEADER + "A,1,0,2,,12,,,\nA,1,0,2,,24,,,\n"))) == 2


@pytest.mark.parametrize(("row", "place", "column", "words"), [
    ("A,-1,0,2,,,,,", "row 2", "monthly_fee", ["-1", "from 0"]),
    ("A,1,cheap,2,,,,,", "row 2", "per_minute", ["cheap"]),
    ("A,1,0,2.5,,,,,", "row 2", "channels", ["2.5", "whole"]),
    ("A,1,0,2,,,101,,", "row 2", "discount_percent", ["101", "100"]),
    ("A,1,0,0,,,,,", "row 2", "channels", ["at least one channel"]),
    ("A,1,0,,,,,,", "row 2", "channels", ["missing"]),
    ("A,1,0,2,,12,,,\nA,2,0,2,,12,,,", "row 3", "name", ["second time", "12 months"]),
    ("A,1,0", "row 2", "", ["found 3 cells"]),
])
def test_a_fault_names_row_column_value_and_what_is_allowed(tmp_path, row, place, column, words):
    (found,) = faults(tmp_path, HEADER + row + "\n")
    assert place in found
    assert column in found
    for word in words:
        assert word in found


def test_all_faults_at_once(tmp_path):
    assert len(faults(tmp_path, HEADER + "A,-1,0,2,,,,,\nB,1,0,x,,,,,\n")) == 2


def test_columns_that_are_unknown_or_missing(tmp_path):
    unknown, missing = faults(tmp_path, "name,monthly_fee,per_minute,chanels\nA,1,0,2\n")
    assert "chanels" in unknown
    assert "did you mean channels?" in unknown
    assert "'channels' is missing" in missing.replace('"', "'")


@pytest.mark.parametrize("text", ["", HEADER])
def test_a_table_without_an_offer(tmp_path, text):
    (found,) = faults(tmp_path, text)
    assert "empty" in found or "at least one" in found


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(InputError, match="no such file"):
        read_offers(tmp_path / "none.csv")
