"""Fixtures that all tests share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.builders.properties import load_profile

ROOT = Path(__file__).resolve().parent.parent

load_profile()  # before the modules of tests ask how many examples there are


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's root."""
    return ROOT


@pytest.fixture(scope="session")
def data_folder() -> Path:
    """The shared data: where SCHEDULE_DATA points, or ../shared/data from the project's root."""
    named = os.environ.get("SCHEDULE_DATA")
    folder = Path(named) if named else ROOT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip(f"the shared data is not here: {'SCHEDULE_DATA points to' if named else 'looked in'} {folder}")
    return folder
