from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from scheduler.instance.instance import Instance
from scheduler.roster import Result, Shift
from tests.builders.examples import by_hand, generated


@pytest.fixture
def small() -> tuple[Instance, Result]:
    return by_hand()


@pytest.fixture
def hotline_by_hand() -> Callable[..., tuple[Instance, Result]]:
    return by_hand


@pytest.fixture
def hotline_of_size() -> Callable[..., tuple[Instance, Result]]:
    return generated


@pytest.fixture
def with_shifts() -> Callable[[Result, list[Shift]], Result]:
    return lambda result, shifts: result.model_copy(update={"shifts": tuple(shifts)})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "solutions"
