"""`schedule many` on processes of this machine, workers killed."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import time

import pytest

from tests.cli.conftest import PROGRAM, files, run


@pytest.mark.heavy
def test_killed_workers_change_nothing(tiny, tmp_path):
    for name in ("a", "b"):
        shutil.copytree(tiny, tmp_path / "in" / name)
    asked = ["--time-limit", "0.2", "--deterministic"]
    begun = subprocess.Popen([*PROGRAM, "many", "in", *asked, "--processes", "2", "--json"], cwd=tmp_path, text=True,
                             stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    killed = None
    while begun.poll() is None and not killed:
        time.sleep(1)
        for worker in _children(begun.pid)[:1]:
            os.kill(worker, signal.SIGKILL)
            killed = worker
    answer, said = begun.communicate(timeout=120)
    assert begun.returncode == 0, said
    assert {each["status"] for each in json.loads(answer)["hotlines"]} == {"solved"}
    done = run("many", tmp_path / "in", *asked, "-o", tmp_path / "alone", "--processes", "1")
    assert done.returncode == 0
    rosters = [{name: content for name, content in files(tmp_path / where).items() if name.endswith(".ics")}
               for where in ("solutions", "alone")]
    assert len(rosters[0]) == 8
    assert rosters[0] == rosters[1]
    assert 'href="a/report.html"' in (tmp_path / "alone" / "many.html").read_text("utf-8")


def _children(parent):
    """Workers that a process has begun: what runs Python's spawn."""
    listed = subprocess.run(["ps", "-o", "pid=,args=", "--ppid", str(parent)], capture_output=True, text=True, check=False)
    return [int(line.split()[0]) for line in listed.stdout.splitlines() if "spawn_main" in line]


def test_two_places_are_refused(tiny):
    done = run("many", tiny, "--on", "tcp://127.0.0.1:9", "--processes", "2")
    assert done.returncode == 2
    assert "allowed is one of them" in done.stderr
