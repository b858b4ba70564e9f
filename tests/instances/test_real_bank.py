"""The hotline built from a bank's calls of August 1999: its known facts, and that it reads without fault."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

from scheduler.read.instance_file import read_instance
from scheduler.rules.preflight import preflight_faults

BANK = runpy.run_path(str(Path(__file__).resolve().parents[2] / "benchmarks" / "real_bank.py"), run_name="real_bank")


@pytest.fixture(scope="module")
def log_file(data_folder):
    path = data_folder / BANK["LOG"]
    if not path.is_file():
        pytest.skip(f"there is no call log at {path}")
    return path


@pytest.mark.data
def test_reads_without_fault_and_has_the_hours_and_load_of_the_bank(log_file, tmp_path):
    BANK["build"](log_file, tmp_path / "bank")
    instance = read_instance(tmp_path / "bank").instance
    assert not list(preflight_faults(instance))
    windows = {day: [str(window) for window in windows] for day, windows in instance.hours.weekly.items()}
    assert {windows[day][0] for day in ("sun", "mon", "tue", "wed", "thu")} == {"07:00-24:00"}
    assert (windows["fri"], windows["sat"]) == (["07:00-15:00"], ["21:15-24:00"])
    # 31,402 served and 7,260 given up in the queue in 31 days; nearly all of them within the hours.
    calls = sum(row.calls for row in instance.calls.forecast)
    assert calls == pytest.approx((31_402 + 7_260) * 14 / 31, rel=0.04)


def test_refuses_to_write_into_the_project(log_file, root, capsys):
    with pytest.raises(SystemExit) as stop:
        BANK["main"](["-o", str(root / "instances" / "bank"), "--log", str(log_file)])
    assert stop.value.code == 2
    assert "does not belong" in capsys.readouterr().err
