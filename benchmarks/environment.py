"""Machine, versions and commit of a run: figures are worth nothing without them."""

from __future__ import annotations

import os
import platform
import subprocess
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LIBRARIES = ("hotline-scheduler", "ortools", "numba", "numpy", "pyworkforce")


def environment() -> dict[str, str | int]:
    """Processor and cores, system, versions of what computes, and the commit, marked where files differ from it."""
    return {
        "cpu": cpu_model(), "cores": os.cpu_count() or 0, "machine": platform.machine(), "system": platform.system(),
        "python": platform.python_version(), **_versions(), "commit": commit(),
    }


def machine() -> str:
    """Cores and processor in a few words."""
    return f"{os.cpu_count() or 0} cores of {cpu_model()}"


def cpu_model() -> str:
    """Name of the processor, as Linux tells it; elsewhere what Python knows."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor()


def _versions() -> dict[str, str]:
    found = {}
    for name in LIBRARIES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


def commit() -> str:
    def git(*words: str) -> str:
        answer = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=False)
        return answer.stdout.strip()

    code = ("scheduler", "benchmarks", ":!benchmarks/results")  # a run writes its own results
    changed = "-dirty" if git("status", "--porcelain", "--untracked-files=no", "--", *code) else ""
    return f"{git('rev-parse', '--short', 'HEAD')}{changed}"
