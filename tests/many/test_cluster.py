"""Pools of a Dask cluster: the same outcomes as of processes, by the commands that the guide names."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path

import dask
import pytest
from distributed import Client, LocalCluster

from scheduler.errors import InputError
from scheduler.many import cluster
from scheduler.many.cluster import Cluster
from scheduler.many.task import Task
from tests.builders import pool_calls

GUIDE = Path(__file__).parent.parent.parent / "docs" / "guide" / "many.md"
QUIET = ["--no-dashboard"]
DASK = [sys.executable, "-m", "dask"]


def environment():
    root = str(GUIDE.parent.parent.parent)
    return os.environ | {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "0", "PYTHONPATH": root}


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """A scheduler and two workers as processes of their own, begun as the guide says, on a free port."""
    folder = tmp_path_factory.mktemp("dask")
    commands = re.findall(r"^(?:\w+=\S+ )*dask (scheduler|worker) (.*)$", GUIDE.read_text("utf-8"), re.MULTILINE)
    (scheduler, *_), (worker, options) = (each for each in commands[:2])
    file = folder / "scheduler.json"
    begun = [subprocess.Popen([*DASK, scheduler, "--host", "127.0.0.1", "--port", "0", "--scheduler-file", file, *QUIET],
                              env=environment(), stderr=subprocess.DEVNULL)]
    told = [each.strip('"') for each in options.split()[1:]]
    begun += [subprocess.Popen([*DASK, worker, "--scheduler-file", file, "--local-directory", folder / f"w{number}", *told,
                                *QUIET], env=environment(), stderr=subprocess.DEVNULL) for number in range(2)]
    yield _listening(file)
    for each in reversed(begun):
        each.terminate()
        each.wait()


def _listening(file):
    """Address of the scheduler, once both workers are there."""
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


@pytest.fixture
def local():
    """A cluster of two processes."""
    with dask.config.set({"distributed.scheduler.allowed-failures": 0}), LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address=":0") as cluster:
        yield cluster


@pytest.fixture
def mortal(address, tmp_path):
    """Four more workers, each one process, that a test may kill."""
    command = [*DASK, "worker", address, "--no-nanny", "--nthreads", "1", *QUIET]
    begun = [subprocess.Popen([*command, "--local-directory", tmp_path / str(number)], env=environment(),
                              stderr=subprocess.DEVNULL) for number in range(4)]
    with Client(address, set_as_default=False) as client:
        client.wait_for_workers(6, timeout=100)
    yield begun
    for each in begun:
        each.kill()
        each.wait()


@pytest.mark.heavy
def test_all_tasks_are_right_though_four_workers_are_killed(pool, mortal):
    for number in range(24):
        pool.submit(Task(f"t{number}", pool_calls.nap_and_count, {"number": number, "seconds": 0.2}, {"text": "x" * 10}))
    found = []
    for outcome in pool.outcomes():
        found.append(outcome)
        if len(found) % 4 == 0 and len(found) <= 16:
            mortal[len(found) // 4 - 1].kill()
    assert {each.task.key: each.value for each in found} == {f"t{number}": [number, 10] for number in range(24)}
    assert sum(each.attempts for each in found) > 24


@pytest.mark.heavy
def test_without_workers_what_is_left_is_given_up(local, monkeypatch):
    monkeypatch.setattr(cluster, "_WITHOUT_WORKERS_S", 0.5)
    pool = Cluster(local.scheduler_address)
    local.scale(0)
    found = outcomes(pool, *(Task(f"t{number}", pool_calls.sleep, {"seconds": 60}) for number in range(3)))
    pool.close()
    assert {each.reason for each in found.values()} == {"no worker has been there for 0.5 s"}


def test_where_nobody_listens_is_told(monkeypatch):
    monkeypatch.setattr(cluster, "_TO_CONNECT_S", 0.2)
    with pytest.raises(InputError, match=r"found tcp://127\.0\.0\.1:9; no Dask scheduler answers there"):
        Cluster("tcp://127.0.0.1:9")


def test_without_the_extra_the_message_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(InputError, match=r"pip install 'hotline-scheduler\[many\]'"):
        Cluster("tcp://127.0.0.1:9")
