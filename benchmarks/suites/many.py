"""Many hotlines on pools of workers: workers killed at random, what a pool costs beside its tasks, and what a task takes.

Sixty small hotlines are solved alone, then by two workers of which ten are killed: every roster must be the same.
"""

from __future__ import annotations

import os
import random
import resource
import signal
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from hashlib import sha256
from typing import Any

from benchmarks.row import Row
from benchmarks.suites import ROOT, Asked
from scheduler.library.instance import Instance, ref_of
from scheduler.library.publishing import check
from scheduler.library.reading import read, read_roster
from scheduler.library.tasks import asked_of, documents_of, roster_of
from scheduler.many.cluster import Cluster
from scheduler.many.processes import Processes
from scheduler.many.task import Here, Outcome, Pool, Task
from scheduler.publish.record import Published
from scheduler.solve.options import Options
from scheduler.solve.prepared import prepare

HOTLINES, KILLS, WORKERS = 60, 10, 2
NAPS, NAP_S = 200, 1.0
SECONDS = 0.1
KILLED_EVERY_S = 10.0


def rows(suite: str, asked: Asked) -> Iterator[Row]:  # noqa: ARG001
    """Measure what is asked for by name: killed, overhead, task."""
    if asked.wants("killed"):
        yield from _killed()
    if asked.wants("overhead"):
        yield from _overhead()
    if asked.wants("task"):
        for name in ("helpline", "national"):
            yield _task_figures(name)


@contextmanager
def _pools() -> Iterator[Mapping[str, tuple[Pool, Callable[[], list[int]]]]]:
    """Both kinds of pools, each with the processes of its workers."""
    import dask
    from distributed import Client, LocalCluster

    with dask.config.set({"distributed.scheduler.allowed-failures": 0}), LocalCluster(
            n_workers=WORKERS, threads_per_worker=1, processes=True, dashboard_address=":0") as local, Client(
            local.scheduler_address, set_as_default=False) as client:
        processes, cluster = Processes(WORKERS), Cluster(local.scheduler_address)
        yield {"processes": (processes, lambda: list(processes.process_ids)),
               "cluster": (cluster, lambda: list(client.run(os.getpid, on_error="ignore").values()))}
        processes.close()
        cluster.close()


def _killed() -> Iterator[Row]:
    tasks = [_solving(f"hotline{number}", _small(number)) for number in range(HOTLINES)]
    alone = {outcome.task.key: outcome.value for outcome in _all(Here(), tasks)}
    with _pools() as pools:
        for method, (pool, workers) in pools.items():
            began, killed = time.monotonic(), list[int]()
            with _killing(workers, killed):
                found = list(_all(pool, tasks))
            unequal = [each.task.key for each in found if each.value != alone[each.task.key]]
            faults = [f"{len(found)} outcomes of {HOTLINES}"] if len(found) != HOTLINES else []
            yield Row(instance=f"{HOTLINES} hotlines", method=method, seed=0, seconds=time.monotonic() - began, figures={
                "killed": len(killed), "attempts": sum(each.attempts for each in found), "equal": HOTLINES - len(unequal),
            }, faults=(*faults, *(f"{key} is another roster than alone" for key in unequal)))


def _small(number: int) -> Instance:
    tiny = read(ROOT / "instances" / "tiny")
    rows = [row.as_written() | {"calls": row.calls * (1 + number / HOTLINES)} for row in tiny.calls.forecast]
    return tiny.with_(calls={"forecast": rows})


def _solving(name: str, instance: Instance) -> Task:
    text = instance.to_yaml()
    options = asked_of(Options(SECONDS, workers=1, deterministic=True))
    return Task(name, roster_of, {"origin": (name, instance.origin.sha256, ""), "options": options},
                {sha256(text.encode()).hexdigest(): text})


def _all(pool: Pool, tasks: Sequence[Task]) -> Iterator[Outcome]:
    for task in tasks:
        pool.submit(task)
    yield from pool.outcomes()


@contextmanager
def _killing(workers: Callable[[], list[int]], killed: list[int]) -> Iterator[None]:
    """Kill a worker every few seconds until it is enough, or the work is done."""
    dice, over = random.Random(0), threading.Event()

    def kill() -> None:
        while len(killed) < KILLS and not over.wait(KILLED_EVERY_S):
            if there := workers():
                killed.append(dice.choice(there))
                os.kill(killed[-1], signal.SIGKILL)

    thread = threading.Thread(target=kill)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def nap(arguments: Mapping[str, Any], texts: Sequence[str]) -> None:  # noqa: ARG001
    """A task that takes its time and nothing else."""
    time.sleep(arguments["seconds"])


def _overhead() -> Iterator[Row]:
    ideal = NAPS * NAP_S / WORKERS
    with _pools() as pools:
        for method, (pool, _) in pools.items():
            list(_all(pool, [Task(f"first{number}", nap, {"seconds": 0.1}) for number in range(WORKERS)]))
            began = time.monotonic()
            list(_all(pool, [Task(f"nap{number}", nap, {"seconds": NAP_S}) for number in range(NAPS)]))
            spent = time.monotonic() - began
            yield Row(instance=f"{NAPS} naps", method=method, seed=0, seconds=spent,
                      figures={"ideal s": ideal, "overhead %": 100 * (spent / ideal - 1)})


def _task_figures(name: str) -> Row:
    """CPU seconds that a task takes beside its search, and what travels: of the best roster known of a hotline."""
    plan = read_roster(ROOT / "solutions" / name)
    instance, text = plan.instance, plan.instance.to_yaml()
    arguments = {"origin": (name, instance.origin.sha256, ""), "roster": plan.roster.to_json(),
                 "record": Published(schema=1).to_json()}
    spent, documents = dict[str, float](), dict[str, Any]()
    for step, act in (("build", lambda: prepare(instance, ref_of(instance))), ("check", lambda: check(instance, plan)),
                      ("publish", lambda: documents.update(documents_of(arguments, [text])))):
        began = time.process_time()
        act()
        spent[f"{step} cpu s"] = time.process_time() - began
    back = len(arguments["roster"]) + sum(map(len, documents["files"].values()))
    return Row(instance=name, method="task", seed=0, seconds=0, figures={
        "operator-weeks": len(instance.operators) * instance.horizon.days / 7, **spent, "kB there": len(text) / 1e3,
        "kB back": back / 1e3, "memory MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024})
