"""Sound instances: delimiters, marks, fingerprints, places."""

from __future__ import annotations

from pathlib import Path

import pytest

from scheduler.errors import InputError
from scheduler.read.instance_file import read_instance


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
