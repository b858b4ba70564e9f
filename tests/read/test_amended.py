"""Patches of an instance's files: applied by `patch`, they change the numbers that were asked for and nothing else."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from scheduler.read.amended import Amendment, patch_of

YAML = """\
# kept
service: {target_percent: 80, patience_s: 180}   # kept, too
calls: {forecast: calls.csv}
queues:
  a:
    patience_s: 90
"""
TABLE = "start,calls,aht_s\n2026-12-07T08:00,18.2,254\n\n2026-12-07T08:15,21.4,\"255\"\n2026-12-07T08:30,3,100"


def patched(folder, amendments):
    text = patch_of(folder, [Amendment(*each) for each in amendments])
    subprocess.run(["patch", "-p1", "--binary"], cwd=folder, input=text.encode(), check=True, capture_output=True)
    return (folder / "hotline.yaml").read_bytes().decode(), (folder / "calls.csv").read_bytes().decode()


@pytest.mark.skipif(shutil.which("patch") is None, reason="needs patch")
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_patch_changes_what_was_asked_for_and_nothing_else(tmp_path, line_end):
    (tmp_path / "hotline.yaml").write_bytes(YAML.replace("\n", line_end).encode())
    (tmp_path / "calls.csv").write_bytes(TABLE.replace("\n", line_end).encode())
    yaml, table = patched(tmp_path, [
        (("service", "patience_s"), "240"), (("service", "shrinkage_percent"), "5.5"),
        (("queues", "a", "shrinkage_percent"), "7"),
        (("calls", "forecast", 0, "calls"), "20.5"), (("calls", "forecast", 2, "aht_s"), "130")])
    assert yaml.replace("\r", "") == YAML.replace("{target_percent: 80, patience_s: 180}",
                                  "{shrinkage_percent: 5.5, target_percent: 80, patience_s: 240}").replace(
                                      "    patience_s: 90", "    shrinkage_percent: 7\n    patience_s: 90")
    assert table == TABLE.replace("18.2", "20.5").replace("3,100", "3,130").replace("\n", line_end)


def test_rows_inside_the_yaml_file_are_changed_there(tmp_path):
    (tmp_path / "hotline.yaml").write_text("calls:\n  forecast:\n    - {start: '2026-12-07T08:00', calls: 4, aht_s: 60}\n")
    (tmp_path / "calls.csv").write_text("")
    yaml, _ = patched(tmp_path, [(("calls", "forecast", 0, "calls"), "5.25"), (("calls", "forecast", 0, "aht_s"), "75")])
    assert "calls: 5.25, aht_s: 75}" in yaml


def test_no_change_and_no_text_file_give_no_patch(tmp_path):
    (tmp_path / "hotline.yaml").write_text(YAML)
    assert patch_of(tmp_path, []) == ""
    assert patch_of(tmp_path / "hotline.xlsx", [Amendment(("service", "patience_s"), "1")]) == ""
