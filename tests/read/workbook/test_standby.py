"""Standby lists in the sheet `Standby` of a workbook."""

from __future__ import annotations

from scheduler.read.instance_file import read_instance
from scheduler.read.workbook.writer import write_workbook
from tests.builders.standby import NIGHT, on_call


def test_lists_are_read_as_they_were_written(tmp_path):
    lists = [NIGHT | {"places": 2, "who": {"operators": ["anna", "ben"]}, "days": "mon-tue", "max_per_week": 3},
             {"name": "feast", "on": ["2026-12-07", "2026-12-08"]}]
    plan = on_call(*lists)
    write_workbook(plan, tmp_path / "hotline.xlsx")
    assert read_instance(tmp_path / "hotline.xlsx").instance.standby == plan.standby
