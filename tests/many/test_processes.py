"""Pools of processes: a worker that dies loses its own task alone, which is tried again at most twice."""

from __future__ import annotations

from scheduler.many.processes import Processes, pool_of
from scheduler.many.task import MOST_ATTEMPTS, Here, Task
from tests.builders import pool_calls


def outcomes(tasks, count=2, **options):
    pool = Processes(count, **options)
    try:
        for task in tasks:
            pool.submit(task)
        return {outcome.task.key: outcome for outcome in pool.outcomes()}
    finally:
        pool.close()


def test_every_task_has_its_answer_and_its_texts():
    texts = {"a": "x" * 10, "b": "y" * 20}
    tasks = [Task(f"t{number}", pool_calls.lengths, {"number": number}, texts if number % 2 else {}) for number in range(5)]
    found = outcomes(tasks)
    assert [found[f"t{number}"].value for number in range(5)] == [
        [number, 10, 20] if number % 2 else [number] for number in range(5)]
    assert all(each.attempts == 1 and not each.reason for each in found.values())


def test_what_dies_is_tried_again_and_told_at_last(tmp_path):
    def dying(deaths):
        return Task(f"deaths{deaths}", pool_calls.die_at_first, {"file": str(tmp_path / f"n{deaths}"), "deaths": deaths})

    found = outcomes([*map(dying, (1, 2, 9)), Task("poisoned", pool_calls.fail, {"why": "too large"}),
                      Task("sound", pool_calls.lengths, {"number": 7})])
    assert (found["deaths1"].value, found["deaths1"].attempts) == ("alive", 2)
    assert (found["deaths2"].value, found["deaths2"].attempts) == ("alive", 3)
    assert found["deaths9"].value is None
    assert "killed by signal 9" in found["deaths9"].reason
    assert (tmp_path / "n9").read_text() == "x" * MOST_ATTEMPTS
    assert (found["poisoned"].reason, found["poisoned"].attempts) == ("MemoryError: too large", MOST_ATTEMPTS)
    assert found["sound"].value == [7]


def test_memory_that_tasks_declare_is_never_exceeded():
    tasks = [Task(f"t{number}", pool_calls.overlap, {"seconds": 0.05}, memory_mb=memory)
             for number, memory in enumerate((600, 600, 300, 5000))]
    spans = {key: each.value for key, each in outcomes(tasks, memory_mb=1000).items()}

    def together(one, other):
        return spans[one][0] < spans[other][1] and spans[other][0] < spans[one][1]

    assert not together("t0", "t1")
    assert not any(together("t3", other) for other in ("t0", "t1", "t2"))


def test_a_task_may_follow_from_an_outcome():
    with pool_of(1) as pool:
        assert isinstance(pool, Here)
        pool.submit(Task("first", pool_calls.lengths, {"number": 1}))
        keys = []
        for outcome in pool.outcomes():
            keys.append(outcome.task.key)
            if outcome.value == [1]:
                pool.submit(Task("second", pool_calls.lengths, {"number": 2}))
    assert keys == ["first", "second"]
