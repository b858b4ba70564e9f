from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from scheduler.errors import InputError
from scheduler.publish import atomic
from scheduler.publish import folder as folder_module
from scheduler.publish.folder import export, publish
from scheduler.roster import Result


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_publish_writes_everything(small, folder):
    instance, result = small
    paths = publish(instance, result, folder)
    assert {str(path.relative_to(folder)) for path in paths} == {
        "roster.json", "roster.xlsx", "report.html", *(f"calendars/op00{number}.ics" for number in range(6))}
    assert set(contents(folder)) == {str(path.relative_to(folder)) for path in paths} | {"published.json"}
    assert Result.model_validate_json((folder / "roster.json").read_bytes()) == result


def test_calendars_of_those_who_left_go_and_foreign_ones_stay(small, with_shifts, folder):
    instance, result = small
    publish(instance, result, folder)
    (folder / "calendars" / "mine.ics").write_text("not ours")
    fewer = instance.model_copy(update={"operators": instance.operators[1:]})
    publish(fewer, with_shifts(result, [s for s in result.shifts if s.operator != "op000"]), folder)
    names = {path.name for path in (folder / "calendars").iterdir()}
    assert "op000.ics" not in names
    assert {"mine.ics", "op001.ics", "op005.ics"} <= names


def test_a_tampered_record_removes_nothing(small, folder):
    instance, result = small
    folder.mkdir()
    outside = folder.parent / "precious.ics"
    outside.write_text("keep")
    (folder / "published.json").write_text('{"schema": 1, "calendars": ["../../precious.ics"], "events": {}}')
    with pytest.raises(InputError, match="damaged"):
        publish(instance, result, folder)
    assert outside.exists()
    assert set(contents(folder)) == {"published.json"}


def test_a_stranger_in_the_roster_writes_nothing(small, with_shifts, folder):
    instance, result = small
    stranger = result.shifts[0].model_copy(update={"operator": "stranger"})
    with pytest.raises(InputError, match="'stranger' is no operator"):
        publish(instance, with_shifts(result, [stranger]), folder)
    assert not folder.exists()


def test_an_error_in_rendering_writes_nothing(small, folder, monkeypatch):
    monkeypatch.setattr(folder_module, "render_report", lambda plan: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        publish(*small, folder)
    assert not folder.exists()


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


def test_csv_quotes_formulas_and_keeps_offsets(hotline_by_hand, folder):
    instance, result = hotline_by_hand(names=("=1+1", "\t@SUM(A1)", "-2", "Ünal", "+49", "ok"))
    paths = export(instance, result, ["csv"], folder)
    assert [path.name for path in paths] == ["shifts.csv", "breaks.csv"]
    shifts = (folder / "shifts.csv").read_text("utf-8-sig").splitlines()
    assert shifts[0] == "operator,name,date,start,end,minutes,paid_minutes"
    assert shifts[1] == "op000,'=1+1,2026-12-04,2026-12-04T08:00:00+07:00,2026-12-04T16:30:00+07:00,510,480"
    assert "'@SUM(A1)" in "".join(shifts) and "'-2" in "".join(shifts) and "Ünal" in "".join(shifts)
    breaks = (folder / "breaks.csv").read_text("utf-8-sig").splitlines()
    assert len(breaks) == 1 + sum(len(shift.breaks) for shift in result.shifts)
