"""Files are written whole or not at all, whatever happens meanwhile."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from scheduler.publish import atomic
from scheduler.publish.atomic import write_files
from scheduler.publish.folder import publish


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_a_full_disk_leaves_the_old_files(small, with_shifts, folder, monkeypatch):
    instance, result = small
    publish(instance, result, folder)
    before, real, calls = contents(folder), os.fsync, []

    def full(number):
        calls.append(number)
        if len(calls) == 4:
            raise OSError(28, "No space left on device")
        real(number)

    monkeypatch.setattr(atomic.os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        publish(instance, with_shifts(result, result.shifts[2:]), folder)
    assert contents(folder) == before


def test_a_disk_that_takes_nothing_is_told_with_the_name_of_the_file(tmp_path, monkeypatch):
    def read_only(path, *_, **__):
        raise OSError(30, "Read-only file system", str(path))

    monkeypatch.setattr(atomic.os, "open", read_only)
    monkeypatch.setattr(atomic.Path, "unlink", read_only)
    with pytest.raises(OSError, match="Read-only") as raised:
        write_files({tmp_path / "roster.json": b"{}"})
    assert raised.value.filename == str(tmp_path / "roster.json")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_while_writing_waits_for_whole_files(number, small, with_shifts, folder, monkeypatch):
    instance, result = small
    publish(instance, result, folder)
    changed = with_shifts(result, result.shifts[2:])
    publish(instance, changed, folder.with_name("wanted"))
    arrived, real = [], os.fsync
    before = signal.signal(number, lambda signum, frame: arrived.append(signum))
    monkeypatch.setattr(atomic.os, "fsync", lambda file: (real(file), signal.raise_signal(number)))
    try:
        publish(instance, changed, folder)
    finally:
        signal.signal(number, before)
    assert arrived == [number], "delivered once, when all was written"
    assert contents(folder)["roster.json"] == contents(folder.with_name("wanted"))["roster.json"]
    assert not list(folder.rglob("*.part"))


_ENDLESS = """
import signal, sys
from pathlib import Path
from scheduler.publish.atomic import write_files
signal.signal(signal.SIGINT, signal.default_int_handler)  # a background job's shell has it ignored
folder = Path(sys.argv[1])
write_files({folder / f"{i}.txt": b"0" * 200_000 for i in range(8)})
print("ready", flush=True)
turn = 0
while True:
    turn += 1
    write_files({folder / f"{i}.txt": str(turn % 2).encode() * 200_000 for i in range(8)})
"""


def test_killed_at_random_moments_every_file_is_whole(tmp_path):
    dice = random.Random(3)
    signals = [signal.SIGINT, signal.SIGTERM, signal.SIGKILL, signal.SIGKILL]
    folders = [tmp_path / str(index) for index in range(len(signals))]
    processes = [subprocess.Popen([sys.executable, "-c", _ENDLESS, str(folder)], stdout=subprocess.PIPE,
                                  stderr=subprocess.DEVNULL) for folder in folders]
    try:
        for number, folder, process in zip(signals, folders, processes, strict=True):
            assert process.stdout and process.stdout.readline() == b"ready\n"
            time.sleep(dice.uniform(0, .05))
            process.send_signal(number)
            process.wait(timeout=20)
            process.stdout.close()
            whole = {path.read_bytes() for path in folder.glob("*.txt")}
            assert whole <= {b"0" * 200_000, b"1" * 200_000}
            assert len(list(folder.glob("*.txt"))) == 8
            if number != signal.SIGKILL:
                assert len(whole) == 1, "all old or all new"
                assert not list(folder.glob(".*")), "no drafts are left"
    finally:
        for process in processes:
            process.kill()


def test_new_files_are_their_owners_and_others_keep_their_mode(tmp_path):
    shared = tmp_path / "shared.txt"
    shared.write_text("old")
    shared.chmod(0o640)
    write_files({tmp_path / "new.txt": b"new", shared: b"new"})
    assert [path.stat().st_mode & 0o777 for path in (tmp_path / "new.txt", shared)] == [0o600, 0o640]
