"""Anonymous shifts in a folder: a page with a picture, and tables for spreadsheets and scripts."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from scheduler.publish.atomic import write_files
from scheduler.publish.shift_plan.page import render_page
from scheduler.publish.shift_plan.words import as_json
from scheduler.publish.text import csv_cell
from scheduler.shift_plan import ShiftPlan

PAGE, PLAN = "shifts.html", "shift-plan.json"


def publish_shifts(plan: ShiftPlan, folder: Path) -> list[Path]:
    """Write ``shifts.html``, ``shifts.csv``, ``breaks.csv``, ``coverage.csv`` and ``shift-plan.json``; all of them or none."""
    contents = {
        PAGE: render_page(plan).encode(),
        "shifts.csv": _csv(plan.shifts), "breaks.csv": _csv(plan.breaks), "coverage.csv": _csv(plan.coverage),
        PLAN: f"{as_json(plan)}\n".encode(),
    }
    files = {folder / name: content for name, content in contents.items()}
    write_files(files)
    return list(files)


def _csv(table: pd.DataFrame) -> bytes:
    told = table.copy()
    for name in told.columns:
        if name in ("start", "end"):
            told[name] = [moment.isoformat() for moment in told[name]]
        elif name == "line":
            told[name] = [csv_cell(text) for text in told[name]]
    text: str = told.to_csv(index=False, lineterminator="\n")
    return text.encode("utf-8-sig")  # with the byte order mark Excel reads UTF-8
