"""Pools of a Dask cluster: the same outcomes as of processes, by the commands that the guide names."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from scheduler.errors import InputError
from scheduler.many import cluster
from scheduler.many.cluster import Cluster
from scheduler.many.task import Task
from tests.builders import pool_calls

GUIDE = Path(__file__).parent.parent.parent / "docs" / "guide" / "many.md"
QUIET = ["--no-dashboard"]


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """A scheduler and two workers as processes of their own, begun as the guide says, on a free port."""
    folder = tmp_path_factory.mktemp("dask")
    root = str(GUIDE.parent.parent.parent)
    environment = os.environ | {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "0", "PYTHONPATH": root}
    commands = re.findall(r"^(?:\w+=\S+ )*dask (scheduler|worker) (.*)$", GUIDE.read_text("utf-8"), re.MULTILINE)
    (scheduler, *_), (worker, options) = (each for each in commands[:2])
    file = folder / "scheduler.json"
    program = [sys.executable, "-m", "dask"]
    begun = [subprocess.Popen([*program, scheduler, "--host", "127.0.0.1", "--port", "0", "--scheduler-file", file, *QUIET],
                              env=environment, stderr=subprocess.DEVNULL)]
    told = [each.strip('"') for each in options.split()[1:]]
    begun += [subprocess.Popen([*program, worker, "--scheduler-file", file, "--local-directory", folder / f"w{number}", *told,
                                *QUIET], env=environment, stderr=subprocess.DEVNULL) for number in range(2)]
    yield _listening(file)
    for each in reversed(begun):
        each.terminate()
        each.wait()


def _listening(file):
    """Address of the scheduler, once both workers are there."""
    import json
    import time

    from distributed import Client

    while not file.exists() or not file.read_text():
        time.sleep(0.05)
    where = json.loads(file.read_text())["address"]
    with Client(where, set_as_default=False) as client:
        client.wait_for_workers(2, timeout=60)
    return where


@pytest.fixture
def pool(address):
    found = Cluster(address)
    yield found
    found.close()


def outcomes(pool, *tasks):
    for task in tasks:
        pool.submit(task)
    return {outcome.task.key: outcome for outcome in pool.outcomes()}


@pytest.mark.heavy
def test_a_worker_of_another_version_is_refused(address, monkeypatch):
    monkeypatch.setattr(cluster, "__version__", "0.0.0")
    with pytest.raises(InputError, match=r"allowed is that of this machine, 0\.0\.0"):
        Cluster(address)


@pytest.mark.heavy
def test_a_scheduler_and_two_workers_do_what_processes_do(pool, tmp_path):
    texts = {"a": "x" * 10, "b": "y" * 20}
    again = Task("again", pool_calls.die_at_first, {"file": str(tmp_path / "n"), "deaths": 1}, memory_mb=100)
    found = outcomes(pool, again, Task("poisoned", pool_calls.fail, {"why": "too large"}),
                     *(Task(f"t{number}", pool_calls.lengths, {"number": number}, texts) for number in range(4)))
    assert [found[f"t{number}"].value for number in range(4)] == [[number, 10, 20] for number in range(4)]
    assert found["again"].value == "alive"
    assert (tmp_path / "n").read_text() == "xx"
    assert found["poisoned"].reason == "MemoryError: too large"


@pytest.mark.heavy
def test_a_task_that_kills_its_workers_is_told_and_others_finish(pool, tmp_path):
    killer = Task("killer", pool_calls.die_at_first, {"file": str(tmp_path / "n"), "deaths": 9})
    found = outcomes(pool, killer, Task("sound", pool_calls.lengths, {"number": 1}))
    assert "KilledWorker" in found["killer"].reason
    assert (tmp_path / "n").read_text() == "xxx"
    assert found["sound"].value == [1]


def test_where_nobody_listens_is_told(monkeypatch):
    monkeypatch.setattr(cluster, "_TO_CONNECT_S", 0.2)
    with pytest.raises(InputError, match=r"found tcp://127\.0\.0\.1:9; no Dask scheduler answers there"):
        Cluster("tcp://127.0.0.1:9")


def test_without_the_extra_the_message_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(InputError, match=r"pip install 'hotline-scheduler\[many\]'"):
        Cluster("tcp://127.0.0.1:9")
