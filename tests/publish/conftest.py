"""Rosters to publish, and what their workbooks hold."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from scheduler.instance.instance import Instance
from scheduler.publish.view import RosterView
from scheduler.publish.workbook.render import render_workbook
from scheduler.roster import Roster, Shift
from tests.builders.checked import day, result, shift, with_forecast
from tests.builders.examples import by_hand, generated

QUEUES = {"Sales": {"target_percent": 90}, "=Support <b>": {"min_operators": 2, "patience_s": 60}}
TEAM = [
    {"id": "anna", "name": "Anna Berg", "contract": "free", "skills": ["Sales", "abuse"]},
    {"id": "ben", "name": "Ben Okafor", "contract": "free", "skills": ["Sales", "=Support <b>", "abuse"]},
    {"id": "carl", "name": "Carl Lind", "contract": "free", "skills": ["=Support <b>"]},
]


@pytest.fixture(scope="session")
def node_folder(tmp_path_factory) -> Path:
    """A folder with the parts of node that package.json names."""
    if not (shutil.which("node") and shutil.which("npm")):
        pytest.skip("node and npm are not installed")
    folder = tmp_path_factory.mktemp("node")
    for name in ("package.json", "package-lock.json"):
        shutil.copy(Path(__file__).parent / name, folder)
    command = ["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"]
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=90)
    except subprocess.TimeoutExpired:
        pytest.skip("npm did not answer within 90 s")
    if done.returncode:
        pytest.skip(f"npm cannot install what package.json names: {done.stderr.strip()[-200:]}")
    return folder


@pytest.fixture
def small() -> tuple[Instance, Roster]:
    return by_hand()


@pytest.fixture
def hotline_by_hand() -> Callable[..., tuple[Instance, Roster]]:
    return by_hand


@pytest.fixture
def hotline_of_size() -> Callable[..., tuple[Instance, Roster]]:
    return generated


@pytest.fixture
def with_shifts() -> Callable[[Roster, list[Shift]], Roster]:
    return lambda result, shifts: result.model_copy(update={"shifts": tuple(shifts)})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "solutions"


@pytest.fixture(scope="module")
def both():
    grid = {"name": "H", "timezone": "Asia/Jakarta", "interval_minutes": 60, "break_grid_minutes": 15, "seats": 3}
    plan = with_forecast({"operators": TEAM, "service": {"queues": QUEUES, "topics": ["abuse"]}, "horizon": 2,
                          "hotline": grid}, calls=6.0)
    shifts = [shift(plan, day(0, "09:00"), 510, operator="anna"), shift(plan, day(0, "11:30"), 510, operator="ben"),
              shift(plan, day(1), 510, operator="carl")]
    return plan, result(plan, shifts)


def workbook(instance, result):
    return openpyxl.load_workbook(io.BytesIO(render_workbook(RosterView(instance, result))))


def sheet_rows(both, sheet: str) -> list[list[object]]:
    book = openpyxl.load_workbook(io.BytesIO(render_workbook(RosterView(*both))))
    return [[cell.value for cell in row] for row in book[sheet].iter_rows()]
