"""What workers of the tests' pools do."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any


def lengths(arguments: Mapping[str, Any], texts: Sequence[str]) -> list[int]:
    return [arguments["number"], *map(len, texts)]


def nap_and_count(arguments: Mapping[str, Any], texts: Sequence[str]) -> list[int]:
    time.sleep(arguments["seconds"])
    return lengths(arguments, texts)


def sleep(arguments: Mapping[str, Any], texts: Sequence[str]) -> int:
    time.sleep(arguments["seconds"])
    return os.getpid()


def die_at_first(arguments: Mapping[str, Any], texts: Sequence[str]) -> str:
    """Die as often as said, counting in a file, then answer."""
    file = Path(arguments["file"])
    file.write_text(file.read_text() + "x" if file.exists() else "x")
    if len(file.read_text()) <= arguments["deaths"]:
        os.kill(os.getpid(), signal.SIGKILL)
    return "alive"


def fail(arguments: Mapping[str, Any], texts: Sequence[str]) -> None:
    raise MemoryError(arguments["why"])


def overlap(arguments: Mapping[str, Any], texts: Sequence[str]) -> tuple[float, float]:
    """When it began and ended."""
    began = time.monotonic()
    time.sleep(arguments["seconds"])
    return began, time.monotonic()
