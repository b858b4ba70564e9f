"""Threads of a search: the one that started them waits, takes signals, and gets their errors."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence

from scheduler.engine.budget import Budget
from scheduler.engine.monitor import Monitor

_GRACE_S, _GRACE_INTERRUPTED_S = 1.5, 0.5
"""Seconds that workers get to end after the time is up, and after an interrupt; a roster is promised two seconds after."""
_POLL_S = 0.05


def run_in_threads(tasks: Sequence[Callable[[], None]], monitor: Monitor) -> None:
    """Run each task in a thread of its own until all have ended, or their time is over.

    What cannot be stopped is left behind: HiGHS, for one, hears no interrupt.

    Raises
    ------
    BaseException
        The first error of a task.
    """
    threads = [threading.Thread(target=_guarded, args=(task, monitor), daemon=True) for task in tasks]
    for thread in threads:
        thread.start()
    try:
        _wait_for(threads, monitor.budget)
    except BaseException:
        monitor.budget.interrupt()
        raise
    monitor.raise_errors()


def _guarded(task: Callable[[], None], monitor: Monitor) -> None:
    try:
        task()
    except BaseException as error:  # raised again in the thread that waits
        monitor.fail(error)


def _wait_for(threads: Sequence[threading.Thread], budget: Budget) -> None:
    """Wait for threads, and not much longer than their time; polls, so that signal handlers of the main thread run."""
    over_since: float | None = None
    for thread in threads:
        while thread.is_alive():
            thread.join(timeout=_POLL_S)
            if budget.interrupted or (budget.over and not budget.deterministic):
                budget.stop_loops()
                over_since = over_since or time.monotonic()
                if time.monotonic() - over_since > (_GRACE_INTERRUPTED_S if budget.interrupted else _GRACE_S):
                    return
