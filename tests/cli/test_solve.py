"""`schedule solve`: what it writes, what it prints, and its exit codes."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import BinaryIO

import pytest

from scheduler.check.violation import Violation
from scheduler.cli import main
from scheduler.cli.solve import stdout_kept
from scheduler.solve import recipe

from .conftest import PROGRAM, SAFETY_S, files, process, run, signals_kept

QUICK = ("--time-limit", "1", "--gap", "50")
EXACT = ("--workers", "1", "--deterministic", "--time-limit", "0.5", "--seed", "7")
ALL_FILES = {"roster.json", "published.json", "roster.xlsx", "report.html",
             *(f"calendars/{name}.ics" for name in ("divya", "folake", "kavya", "kenji"))}
COLOUR = re.compile(r"\x1b\[[0-9;]*3[0-7]")


def test_everything_is_written_and_clean(tiny, tmp_path):
    answer = run("solve", tiny, "-o", tmp_path / "out", *QUICK)
    assert answer.returncode == 0, answer.stderr
    assert files(tmp_path / "out").keys() == ALL_FILES
    assert "4 operators, 1 day" in answer.stdout
    assert re.search(r"cost [\d,.]+, proven bound [\d,.]+, gap [\d.]+ %; checked", answer.stdout)
    checked = run("check", tmp_path / "out")
    assert (checked.returncode, checked.stderr) == (0, "")


def test_json_of_a_hotline_without_any_roster_is_its_conflicts(tiny, tmp_path, edit):
    edit(tiny / "hotline.yaml", "availability: availability.csv", "availability:\n"
         "  - {operator: kenji, when: 2026-12-07, kind: pinned}\n  - {operator: kenji, when: 2026-12-07, kind: leave}")
    answer = run("solve", tiny, "-o", tmp_path / "out", "--json", *QUICK)
    assert answer.returncode == 3
    told = json.loads(answer.stdout)
    (conflict,) = told["conflicts"]
    assert told["run"] is None
    assert (conflict["operators"], [rule for rule, _ in conflict["rules"]]) == (["kenji"], ["availability", "pins"])
    assert "take out this row" in answer.stderr


def test_the_default_folder_is_named_after_the_instance(tiny, tmp_path):
    answer = run("solve", "tiny", *QUICK, cwd=tmp_path)
    assert answer.returncode == 0, answer.stderr
    assert files(tmp_path / "solutions" / "tiny").keys() == ALL_FILES


def test_json_is_one_object_and_progress_goes_to_stderr(tiny, tmp_path):
    answer = run("solve", tiny, "-o", tmp_path / "out", "--json", *QUICK)
    assert answer.returncode == 0, answer.stderr
    told = json.loads(answer.stdout)
    written = json.loads((tmp_path / "out" / "roster.json").read_text("utf-8"))
    assert told["instance"] == "tiny"
    assert told["run"] == written["run"]
    assert told["terms"] == written["terms"]
    assert told["shifts"] == len(written["shifts"])
    assert {os.path.relpath(path, tmp_path / "out") for path in told["files"]} == ALL_FILES - {"published.json"}
    first, *lines = [line for line in answer.stderr.splitlines() if not line.startswith("preparing")]
    assert first.startswith("tiny: 122 calls in 1 day"), "what was read is said before anything is imported that takes long"
    assert lines, "there is progress"
    assert all(re.fullmatch(r" *[\d.]+ s   cost .* bound .* gap .*", line) for line in lines)


def stderr_on_a_terminal(*arguments: object, **environment: str) -> str:
    """What a command writes to a standard error that is a terminal."""
    ours, theirs = pty.openpty()
    with os.fdopen(ours, "rb", 0) as shown, ThreadPoolExecutor(1) as pool, pytest.MonkeyPatch.context() as patch:
        read = pool.submit(lambda: b"".join(iter(lambda: read_some(shown), b"")))
        with os.fdopen(theirs, "w", encoding="utf-8") as terminal:
            patch.delenv("NO_COLOR", raising=False)
            for name, value in ({"TERM": "xterm-256color"} | environment).items():
                patch.setenv(name, value)
            patch.setattr(sys, "stderr", terminal)
            with signals_kept():
                main(list(map(str, arguments)), standalone_mode=False)
            patch.undo()
        return read.result().decode()


def read_some(terminal: BinaryIO) -> bytes:
    """The next bytes, and none when the other end is closed."""
    try:
        return terminal.read(4096)
    except OSError:
        return b""


def test_what_libraries_print_while_a_roster_is_sought_does_not_reach_the_answer(capfd):
    with stdout_kept():
        os.write(1, b"from a library")
    os.write(1, b"the answer")
    assert capfd.readouterr().out == "the answer"


def test_no_color_is_obeyed_on_a_terminal(tiny, tmp_path):
    command = ("solve", tiny, "-o", tmp_path / "out", *QUICK)
    assert COLOUR.search(stderr_on_a_terminal(*command)), "there is colour to be left out"
    plain = stderr_on_a_terminal(*command, NO_COLOR="1")
    assert "cost" in plain
    assert not COLOUR.search(plain)


@pytest.mark.heavy
def test_stderr_that_nobody_reads_does_not_cost_the_roster(tiny, tmp_path):
    command = [*PROGRAM, "solve", str(tiny), "-o", str(tmp_path / "out"), *QUICK]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as running:
        assert running.stderr
        running.stderr.close()
        assert running.wait(SAFETY_S) == 0
    assert files(tmp_path / "out").keys() == ALL_FILES


@pytest.mark.heavy
def test_the_same_seed_gives_the_same_files_and_solving_again_leaves_them_as_they_were(tiny, tmp_path):
    """Two processes order sets of names differently, and a third search writes over what is there."""
    out = tmp_path / "one"
    assert run("solve", tiny, "-o", out, *EXACT).returncode == 0
    other = process("solve", tiny, "-o", tmp_path / "two", "--json", *EXACT, PYTHONHASHSEED="1")
    assert other.returncode == 0, other.stderr
    assert json.loads(other.stdout)["instance"] == "tiny", "no library prints beside the answer"
    before, times = files(out), {path: path.stat().st_mtime_ns for path in out.rglob("*.ics")}
    assert before.keys() == ALL_FILES
    assert before == files(tmp_path / "two")
    assert run("solve", tiny, "-o", out, *EXACT).returncode == 0
    assert files(out) == before
    assert {path: path.stat().st_mtime_ns for path in out.rglob("*.ics")} == times


def test_a_proven_impossible_operator_is_3(tiny, tmp_path, edit):
    edit(tiny / "hotline.yaml", "{start: 2026-12-07, days: 1}", "{start: 2026-12-07, days: 7}")
    edit(tiny / "hotline.yaml", "mon-sat", "mon")
    edit(tiny / "hotline.yaml", "contracts:", "contracts:\n  busy: {hours_per_week: [0, 56], days_per_week: [1, 7]}")
    edit(tiny / "operators.csv", "divya@example.org,day", "divya@example.org,busy")
    edit(tiny / "availability.csv", "kenji,mon,09:00,14:00,only", "divya,2026-12-07,09:00,10:00,only")
    answer = run("solve", tiny, "-o", tmp_path / "out", *QUICK)
    assert answer.returncode == 3, answer.stderr
    assert answer.stdout == ""
    (said,) = (line for line in answer.stderr.splitlines() if line.startswith("operators.csv:row 5"))
    assert "divya (contract busy): no roster keeps" in said
    assert "availability (Mon 2026-12-07), days per week" in said
    assert not (tmp_path / "out").exists()


def test_no_roster_in_time_is_4(tiny, tmp_path, monkeypatch):
    monkeypatch.setattr(recipe.Search, "run", lambda _: None)
    answer = run("solve", tiny, "-o", tmp_path / "out", *QUICK)
    assert answer.returncode == 4
    assert "no complete roster within 1 s" in answer.stderr
    assert not (tmp_path / "out").exists()


def test_a_roster_the_checker_rejects_is_5_and_not_published(tiny, tmp_path, monkeypatch):
    monkeypatch.setattr(recipe, "check_result", lambda *_: (Violation("rest", 30, "min", "anna rests too little"),))
    answer = run("solve", tiny, "-o", tmp_path / "out", *QUICK)
    assert answer.returncode == 5
    assert "anna rests too little" in answer.stderr
    assert not (tmp_path / "out").exists()


def test_a_defect_is_1_and_asks_for_a_report(tiny, tmp_path, monkeypatch):
    monkeypatch.setattr(recipe.Search, "run", lambda _: 1 / 0)
    answer = run("solve", tiny, "-o", tmp_path / "out", *QUICK)
    assert answer.returncode == 1
    assert "please report" in answer.stderr
    assert "ZeroDivisionError" in answer.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("name", ["no/such/hotline", "no.xlsx"])
def test_an_instance_that_is_not_there_is_2(name, tmp_path):
    answer = run("solve", name, "-o", tmp_path / "out", cwd=tmp_path)
    assert answer.returncode == 2
    assert name in answer.stderr
    assert "does not exist" in answer.stderr
    assert files(tmp_path) == {}


def test_a_damaged_record_is_2_before_the_search(tiny, tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    (out / "published.json").write_text('{"schema": 1, "events": 3}')
    answer = run("solve", tiny, "-o", out, "--time-limit", 100)
    assert answer.returncode == 2
    assert "published.json" in answer.stderr
    assert "restore it, or delete it" in answer.stderr
    assert files(out).keys() == {"published.json"}


def test_a_damaged_roster_is_replaced(tiny, tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    (out / "roster.json").write_text("{")
    assert run("check", out).returncode == 2
    assert run("solve", tiny, "-o", out, *QUICK).returncode == 0
    assert run("check", out).returncode == 0


def test_a_folder_that_cannot_be_written_is_2_before_the_search(tiny, tmp_path):
    (tmp_path / "file").write_text("mine")
    for folder in (tmp_path / "file", tmp_path / "file" / "deeper"):
        answer = run("solve", tiny, "-o", folder, "--time-limit", 100)
        assert answer.returncode == 2
        assert "file" in answer.stderr
        assert "Traceback" not in answer.stderr
    assert (tmp_path / "file").read_text() == "mine"


def test_a_folder_in_the_place_of_a_file_is_2_and_nothing_is_written(tiny, tmp_path):
    out = tmp_path / "out"
    (out / "roster.xlsx").mkdir(parents=True)
    answer = run("solve", tiny, "-o", out, "--time-limit", 100)
    assert answer.returncode == 2
    assert answer.stderr.splitlines()[-1].startswith(f"{out / 'roster.xlsx'}: not written over: it is a folder; ")
    assert files(out) == {}


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_without_permission_is_2(tiny, tmp_path):
    (tmp_path / "locked").mkdir(mode=0o500)
    answer = run("solve", tiny, "-o", tmp_path / "locked" / "out")
    assert answer.returncode == 2
    assert "permission" in answer.stderr


@pytest.mark.heavy
def test_a_roster_finds_its_instance_from_anywhere(tiny, tmp_path):
    project = tmp_path / "Bürger telefon – 電話"
    (project / "instances").mkdir(parents=True)
    tiny.rename(project / "instances" / "tiny")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    for given, output, named in [
        ("instances/tiny", "solutions/tiny", "instances/tiny"),
        ("instances/tiny/hotline.yaml", "solutions/deeper/tiny", "instances/tiny/hotline.yaml"),
        ("instances/tiny", tmp_path / "far off", "../Bürger telefon – 電話/instances/tiny"),
    ]:
        answer = run("solve", given, "-o", output, *QUICK, cwd=project)
        assert answer.returncode == 0, answer.stderr
        roster = project / output / "roster.json"
        assert json.loads(roster.read_text("utf-8"))["instance"]["path"] == named
        assert run("check", roster, cwd=elsewhere).returncode == 0
        exported = run("export", roster, "--to", "csv", "-o", elsewhere, cwd=elsewhere)
        assert exported.returncode == 0, exported.stderr


def test_an_instance_named_by_the_working_folder_is_found_from_elsewhere(tiny, tmp_path):
    assert run("solve", ".", "-o", "out", *QUICK, cwd=tiny).returncode == 0
    assert run("check", tiny / "out", cwd=tmp_path).returncode == 0


@pytest.mark.skipif(sys.platform != "linux", reason="other file systems refuse such names")
def test_a_path_that_is_no_text_is_2_before_the_search(tiny, tmp_path):
    odd = tmp_path / os.fsdecode(b"t\xffny")
    tiny.rename(odd)
    answer = run("solve", odd, "-o", tmp_path / "out", "--time-limit", 100)
    assert answer.returncode == 2
    assert "not valid Unicode" in answer.stderr
    assert not (tmp_path / "out").exists()


def test_a_hotline_without_history_is_solved_and_checked(tiny, edit, tmp_path):
    edit(tiny / "hotline.yaml", "calls: {forecast: calls.csv}",
         "calls: {per_day: 130, shape: double-peak, aht_s: 240}\n"
         "campaigns: [{date: 2026-12-07, uplift_percent: 20, decay_days: 2}]")
    answer = run("solve", tiny, "-o", tmp_path / "out", "--time-limit", 1)
    assert answer.returncode == 0, answer.stderr
    assert run("check", tmp_path / "out", "--instance", tiny).returncode == 0
    intervals = json.loads((tmp_path / "out" / "roster.json").read_text("utf-8"))["intervals"]
    assert sum(row["calls"] for row in intervals) == pytest.approx(130 * 1.2, abs=0.1)
