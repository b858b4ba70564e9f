"""The fingerprint of an instance."""

from __future__ import annotations

import shutil
from pathlib import Path

from scheduler.read.instance_file import read_instance


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
