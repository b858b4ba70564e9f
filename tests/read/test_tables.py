"""Tables in CSV, in every dialect."""

from __future__ import annotations

from pathlib import Path

import pytest

from scheduler.errors import InputError
from scheduler.read.instance_file import read_instance


@pytest.mark.parametrize("delimiter", [";", "\t", ","])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_tables_read_the_same_in_every_dialect(delimiter: str, mark: str, end: str, starter) -> None:
    folder = starter()
    plain = read_instance(folder).instance
    for file in folder.glob("*.csv"):
        text = mark + file.read_text().replace(",", delimiter).replace("\n", end)
        file.write_text(text, encoding="utf-8", newline="")
    assert read_instance(folder).instance == plain


def test_words_that_look_like_nothing_stay_words(starter) -> None:
    folder = starter({"operators.csv": [("ben,Ben Okafor", "NA,null"), ("emil,Emil Novak", "0012,nan")]})
    operators = read_instance(starter_edit(folder)).instance.operators
    assert [(operator.id, operator.name) for operator in operators[1:5:3]] == [("NA", "null"), ("0012", "nan")]


def starter_edit(folder: Path) -> Path:
    file = folder / "availability.csv"
    file.write_text(file.read_text().replace("emil", "0012"))
    return folder


def test_rows_count_records_and_lines_count_lines(starter) -> None:
    folder = starter(
        {
            "operators.csv": [
                ("Anna Bauer", '"Anna\nBauer"'),
                ("\nchiara", "\n\nchiara"),
                ("chiara@example.org,full", "chiara@example.org,fulll"),
            ]
        }
    )
    with pytest.raises(InputError, match=r"operators.csv:row 5 \(line 6\), column contract"):
        read_instance(folder)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_note_of_excel_on_what_parts_columns_is_no_row(end, starter) -> None:
    folder = starter()
    plain = read_instance(folder).instance
    file = folder / "operators.csv"
    text = "sep=;\n" + file.read_text().replace(",", ";")
    file.write_text(text.replace("\n", end), encoding="utf-8", newline="")
    assert read_instance(folder).instance == plain
    file.write_text(text.replace("full", "ful", 1), encoding="utf-8")
    with pytest.raises(InputError, match=r"operators\.csv:row 3 \(line 3\), column contract"):
        read_instance(folder)


@pytest.mark.parametrize("written", ["2026-12-06", "06.12.2026"])
def test_a_date_where_a_time_is_needed_is_asked_about(written, starter) -> None:
    folder = starter()
    (folder / "history.csv").write_text(f"operator,last_end\nben,{written}\n")
    with (folder / "hotline.yaml").open("a") as file:
        file.write("history: history.csv\n")
    with pytest.raises(InputError, match=r"history\.csv:row 2 .*: a date without a time; write 2026-12-06T00:00") as asked:
        read_instance(folder)
    assert f'found "{written}"' in str(asked.value)


def test_a_workbook_in_the_place_of_a_table_is_called_one(starter) -> None:
    folder = starter()
    (folder / "operators.csv").write_bytes(b"PK\x03\x04 and the rest of a workbook")
    with pytest.raises(InputError, match=r"^operators\.csv: found a workbook; allowed is a table: save its sheet as"):
        read_instance(folder)
