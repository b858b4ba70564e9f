"""A run in a process of its own: its answer comes back, and so does, in words, why there is none."""

from __future__ import annotations

import os
import time

import pytest

from benchmarks.isolate import in_own_process, memory_mb


def fail() -> None:
    raise ValueError("no such hotline")


def miss() -> None:
    raise ModuleNotFoundError("No module named 'pyworkforce'", name="pyworkforce")


def test_the_answer_of_another_process_comes_back():
    other = in_own_process(os.getpid, timeout_s=60.0)
    assert isinstance(other, int), other
    assert other != os.getpid()


@pytest.mark.parametrize(("work", "arguments", "timeout_s", "why"), [
    (fail, (), 60.0, "ValueError: no such hotline"), (miss, (), 60.0, "not installed: pyworkforce"),
    (os._exit, (7,), 60.0, "the process ended with code 7"), (time.sleep, (60,), 0.5, "did not end within 0.5 s"),
])
def test_no_answer_is_told_in_words(work, arguments, timeout_s, why):
    assert in_own_process(work, *arguments, timeout_s=timeout_s) == why


def test_memory_of_a_process_is_not_that_of_its_parent():
    ballast = bytearray(os.urandom(1)) * 150_000_000
    assert memory_mb() > 150
    assert in_own_process(memory_mb, timeout_s=60.0) < 150
    del ballast
