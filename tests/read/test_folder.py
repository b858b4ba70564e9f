"""Sound instances: delimiters, marks, fingerprints, places."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from scheduler.errors import InputError
from scheduler.read.instance_file import read_instance
from scheduler.read.loaded import faults_error


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


def test_fingerprint_depends_on_content_and_names_only(starter, tmp_path: Path) -> None:
    folder = starter()
    first = read_instance(folder).ref
    shutil.copytree(folder, tmp_path / "other")
    second = read_instance(tmp_path / "other").ref
    assert (first.name, second.name) == ("starter", "other")
    assert first.sha256 == second.sha256
    (tmp_path / "other" / "unused.csv").write_text("x")
    assert read_instance(tmp_path / "other").ref.sha256 == first.sha256
    calls = tmp_path / "other" / "calls.csv"
    calls.write_text(calls.read_text().replace("240", "241", 1))
    assert read_instance(tmp_path / "other").ref.sha256 != first.sha256


def test_the_yaml_of_a_folder_is_the_folder(starter) -> None:
    folder = starter()
    by_file, by_folder = read_instance(folder / "hotline.yaml"), read_instance(folder)
    assert (by_file.ref.name, by_file.ref.sha256) == (by_folder.ref.name, by_folder.ref.sha256)
    assert by_file.ref.path == str(folder / "hotline.yaml")


def test_a_single_yaml_with_inline_tables(starter, tmp_path: Path) -> None:
    folder = starter()
    instance = read_instance(folder).instance
    text = (folder / "hotline.yaml").read_text()
    rows = [f"{{id: {entry.id}, contract: {entry.contract}}}" for entry in instance.operators]
    calls = [
        f"{{start: {row.start.isoformat()}, calls: {row.calls}, aht_s: {row.aht_s}}}"
        for row in instance.calls.forecast
    ]
    text = text.replace("operators.csv", f"[{', '.join(rows)}]", 1).replace("availability.csv", "[]  #", 1)
    text = text.replace("{forecast: calls.csv}", "{forecast: [" + ", ".join(calls) + "]}", 1)
    (tmp_path / "small.yaml").write_text(text)
    loaded = read_instance(tmp_path / "small.yaml")
    assert loaded.ref.name == "small"
    assert loaded.instance.calls == instance.calls
    assert loaded.place_of(("operators", 2, "contract")).startswith("small.yaml:59:")


def test_places(starter) -> None:
    loaded = read_instance(starter())
    assert loaded.place_of(("contracts", "full", "hours_per_week")) == "hotline.yaml:51:10"
    assert loaded.place_of(("contracts", "full", "hours_per_week", 1)).startswith("hotline.yaml:51:")
    assert loaded.place_of(("contracts", "full", "nothing", "below")) == loaded.place_of(("contracts", "full"))
    assert loaded.place_of(("operators", 3, "contract")) == "operators.csv:row 5 (line 5), column contract"
    assert loaded.place_of(("operators", 3)) == "operators.csv:row 5 (line 5)"
    assert loaded.place_of(("operators",)) == "operators.csv"
    assert loaded.place_of(("hours", "weekly", "wed", 0)).startswith("hotline.yaml:17:")
    assert loaded.place_of(("breaks", "lunch", 0, "minutes", 0)) == "hotline.yaml:40:20"
    fault = loaded.fault(("operators", 3, "contract"), "found 3")
    assert str(fault) == "operators.csv:row 5 (line 5), column contract: operators.contract: found 3"
    error = faults_error(loaded, [(("horizon", "days"), "a"), (("service", "patience_s"), "b")])
    assert [fault.place for fault in error.faults] == ["hotline.yaml:13:9", "hotline.yaml:29:15"]


def test_history_in_a_table_of_its_own(starter) -> None:
    folder = starter({"hotline.yaml": [("# history: history.csv", "history: history.csv")]})
    (folder / "history.csv").write_text(
        "operator,worked_days,days_off,nights,last_shift,last_end\nanna,3,,1,day,2026-12-06T18:00\nben,,2,,,\n")
    known = read_instance(folder).instance.history_of
    assert (known["anna"].days_worked_before, known["anna"].days_off_before, known["anna"].nights) == (3, 0, 1)
    assert (known["ben"].days_worked_before, known["ben"].days_off_before, known["ben"].last_end) == (0, 2, None)
    (folder / "history.csv").write_text("operator,worked_days,days_off\nanna,3,1\n")
    with pytest.raises(InputError, match=r"history.csv:row 2 \(line 2\).*worked_days \(3\) and days_off \(1\)"):
        read_instance(folder)
