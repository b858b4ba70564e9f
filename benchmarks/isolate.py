"""A process for each run, so that its peak of memory is its own and a crash ends no other run."""

from __future__ import annotations

import multiprocessing
import resource
import sys
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")


def in_own_process(work: Callable[..., T], *arguments: object, timeout_s: float) -> T | str:
    """Result of `work(*arguments)`, done in a new process; or, in words, why there is none."""
    context = multiprocessing.get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_child, args=(sender, work, arguments), daemon=True)
    process.start()
    sender.close()
    try:
        if receiver.poll(timeout_s):
            answer: T | str = receiver.recv()
        else:
            answer = f"did not end within {timeout_s:g} s"
            process.kill()
    except EOFError:
        process.join()
        answer = f"the process ended with code {process.exitcode}"
    process.join()
    return answer


def _child(sender: Connection, work: Callable[..., T], arguments: tuple[object, ...]) -> None:
    try:
        answer: T | str = work(*arguments)
    except ModuleNotFoundError as error:
        answer = f"not installed: {error.name}"
    except Exception as error:
        answer = f"{type(error).__name__}: {error}"
    sender.send(answer)


def memory_mb() -> float:
    """Peak resident memory of this process in MB; on Linux not that of the parent it was started from."""
    try:
        lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024
    except (OSError, StopIteration):
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return peak / 1024**2 if sys.platform == "darwin" else peak / 1024
