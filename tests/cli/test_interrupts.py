"""Ctrl-C and SIGTERM at any moment leave a valid roster or nothing; the exit code says which."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace

import pytest

from scheduler.cli import solve
from scheduler.engine.budget import Budget
from scheduler.solve.options import Interruption

from .conftest import PROGRAM, SAFETY_S, files, process, run, signals_kept


def start(*arguments: object) -> subprocess.Popen[str]:
    """Start the program, and wait until it has taken the signals over: before that it is Python that answers them."""
    running = subprocess.Popen([*PROGRAM, *map(str, arguments)], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                               text=True)
    state = Path(f"/proc/{running.pid}/status")
    until = time.monotonic() + SAFETY_S
    while state.exists() and time.monotonic() < until:
        caught = next(line for line in state.read_text().splitlines() if line.startswith("SigCgt"))
        if int(caught.split()[1], 16) >> (signal.SIGTERM - 1) & 1:
            break
        time.sleep(0.005)
    else:
        time.sleep(0.5)
    return running


def first_progress(running: subprocess.Popen[str]) -> str:
    """Wait for the first line of progress; before it stands what was read, and maybe that loops are being prepared."""
    assert running.stderr
    return next(line for line in running.stderr if " s   cost " in line)


def is_clean(folder: Path, tiny: Path) -> None:
    """A folder of a run that wrote holds a roster and documents that agree with it, and no draft."""
    checked = run("check", folder, "--instance", tiny)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert not [name for name in files(folder) if name.endswith(".part")]


@pytest.mark.heavy
def test_an_interrupt_at_any_moment(tiny, tmp_path):
    dice = random.Random(20261207)
    began = time.monotonic()
    assert process("solve", tiny, "-o", tmp_path / "whole", "--time-limit", "0.3").returncode == 0
    usual = time.monotonic() - began
    anywhere, publishing = [dice.uniform(0, 1) for _ in range(4)], [0.85, 0.95]
    moments = [usual * share for share in anywhere + publishing]

    def interrupt(moment: float) -> tuple[int, str, Path]:
        folder = tmp_path / f"at {moment}"
        running = start("solve", tiny, "-o", folder, "--time-limit", "0.3")
        time.sleep(moment)
        running.send_signal(dice.choice([signal.SIGINT, signal.SIGTERM]))
        _, said = running.communicate(timeout=SAFETY_S)
        return running.returncode, said, folder

    with ThreadPoolExecutor(2) as pool:
        ends = list(pool.map(interrupt, moments))
    for code, said, folder in ends:
        assert code in (0, 130), said
        assert "Traceback" not in said
        if code == 130:
            assert not folder.exists()
        else:
            is_clean(folder, tiny)


@pytest.mark.heavy
def test_an_interrupted_search_keeps_its_best_roster(tiny, tmp_path):
    running = start("solve", tiny, "-o", tmp_path / "out", "--time-limit", SAFETY_S)
    assert "first roster" in first_progress(running)
    running.send_signal(signal.SIGINT)
    said, _ = running.communicate(timeout=SAFETY_S)
    assert running.returncode == 0
    assert said.startswith("interrupted; the best roster so far: ")
    assert json.loads((tmp_path / "out" / "roster.json").read_text("utf-8"))["run"]["interrupted"] is True
    is_clean(tmp_path / "out", tiny)


@pytest.mark.heavy
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_roster_of_an_interrupted_run_replaces_an_older_one_whole(number, tiny, tmp_path):
    out = tmp_path / "out"
    assert run("solve", tiny, "-o", out, "--time-limit", "1", "--gap", "50").returncode == 0
    running = start("solve", tiny, "-o", out, "--time-limit", SAFETY_S, "--seed", "3")
    first_progress(running)
    running.send_signal(number)
    running.communicate(timeout=SAFETY_S)
    assert running.returncode == 0
    is_clean(out, tiny)


# A search that does not stop when it is asked to, so that only a second signal can end the program.
_DEAF = """
import sys, time
from scheduler.solve import recipe
def deaf(*_):
    print('searching', file=sys.stderr, flush=True)
    while True:
        time.sleep(0.01)
assert recipe.Search.run
recipe.Search.run = deaf
from scheduler.__main__ import main
main()
"""


@pytest.mark.heavy
@pytest.mark.parametrize(("first", "second"), [(signal.SIGINT, signal.SIGINT), (signal.SIGTERM, signal.SIGINT)])
def test_a_second_signal_ends_the_program(first, second, tiny, tmp_path):
    running = subprocess.Popen([sys.executable, "-c", _DEAF, "solve", str(tiny), "-o", str(tmp_path / "out")],
                               stderr=subprocess.PIPE, text=True)
    try:
        assert running.stderr
        assert "searching\n" in iter(running.stderr.readline, "")
        running.send_signal(first)
        time.sleep(0.5)
        assert running.poll() is None
        running.send_signal(second)
        assert running.wait(SAFETY_S) == 130
        assert running.stderr.read() == ""
        running.stderr.close()
    finally:
        running.kill()  # it stops for nothing else
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_press_that_is_passed_on_twice_is_one_signal(number, monkeypatch):
    """A terminal and a wrapper both pass Ctrl-C on; here the clock stands, so that no busy machine parts the two."""
    now, ends, interruption = [100.0], [], Interruption()
    budget = interruption.watch(Budget(SAFETY_S))
    monkeypatch.setattr(solve, "time", SimpleNamespace(monotonic=lambda: now[0]))
    monkeypatch.setattr(solve.os, "_exit", ends.append)
    with signals_kept(), solve.stopping(interruption):
        signal.raise_signal(number)
        assert budget.interrupted
        now[0] += 0.1
        signal.raise_signal(number)
        assert ends == []
        now[0] += 0.4
        signal.raise_signal(number)
        assert ends == [130]


def test_nothing_is_said_when_there_was_nothing_to_write(tiny, tmp_path):
    running = start("solve", tiny, "-o", tmp_path / "out")
    running.send_signal(signal.SIGINT)
    assert running.communicate(timeout=SAFETY_S) == ("", "")
    assert running.returncode == 130
    assert not (tmp_path / "out").exists()
