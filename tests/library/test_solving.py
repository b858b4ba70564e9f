"""The library from end to end, on the smallest hotline: what is asked is checked, what is found is what files say."""

from __future__ import annotations

import doctest
import os
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

import scheduler
from scheduler.errors import InputError
from scheduler.library.instance import OWN_FILE
from scheduler.library.result import Result

EXACT = {"deterministic": True, "seconds": 3}


@pytest.fixture(scope="module")
def tiny(root: Path) -> scheduler.Instance:
    return scheduler.read(root / "instances" / "tiny")


@pytest.fixture(scope="module")
def result(tiny) -> scheduler.Result:
    return scheduler.solve(tiny, **EXACT)


def test_examples_of_the_documentation_run(root, monkeypatch):
    monkeypatch.chdir(root)
    from scheduler.library import instance

    for module in (scheduler, instance):
        found = doctest.testmod(module)
        assert found.attempted
        assert not found.failed


@pytest.mark.heavy
def test_the_functions_stay_what_they_are_whatever_is_imported():
    program = ("import scheduler, scheduler.read.instance_file, scheduler.solve.truth, scheduler.check.result\n"
               "import scheduler.publish.folder, scheduler.simulate.run\n"
               "assert all(callable(getattr(scheduler, name)) for name in scheduler.__all__ if name != '__version__')")
    subprocess.run([sys.executable, "-c", program], check=True)


def test_everything_offered_is_documented():
    assert all(getattr(scheduler, name).__doc__ for name in scheduler.__all__)


def test_the_tables_say_what_the_roster_says(result):
    shifts, breaks, coverage = result.shifts, result.breaks, result.coverage
    assert (result.cost, result.bound, result.gap, result.is_optimal) == (25.5, 25.5, 0, True)
    assert shifts["paid_hours"].sum() == result.terms.loc["pay", "amount"]
    assert len(breaks) == shifts["breaks"].sum()
    assert str(shifts["start"].dt.tz) == str(breaks["end"].dt.tz) == str(coverage["start"].dt.tz) == "Asia/Jakarta"
    assert ((shifts["end"] - shifts["start"]) >= pd.Timedelta(hours=4)).all()
    assert coverage["service_level"].between(0, 1).all()


def test_a_table_may_be_changed_without_harm(result):
    shifts = result.shifts
    shifts["operator"] = "nobody"
    assert "nobody" not in set(result.shifts["operator"])


def test_what_is_found_is_clean_and_what_is_changed_is_not(tiny, result):
    assert scheduler.check(tiny, result) == ()
    cheaper = tiny.with_(objective={"overstaffing_per_hour": 1})
    assert {violation.rule for violation in scheduler.check(cheaper, result)} >= {"instance", "terms", "objective"}


def test_another_service_gives_another_optimum(tiny, result):
    strict = scheduler.solve(tiny.with_(service={"target_percent": 99}), **EXACT)
    copied = tiny.model_copy(update={"service": tiny.service.model_copy(update={"target_percent": 99.0})})
    assert scheduler.solve(copied, **EXACT).cost == strict.cost > result.cost


def test_what_is_published_reads_as_the_result(result, tmp_path):
    files = scheduler.publish(result, tmp_path / "plan")
    assert {"roster.json", "roster.xlsx", "report.html"} <= {path.name for path in files}
    again = scheduler.read_roster(tmp_path / "plan")
    assert again.roster.shifts == result.roster.shifts
    assert again.instance.origin.sha256 == result.instance.origin.sha256


def test_an_instance_of_a_program_is_kept_beside_its_roster(tiny, tmp_path):
    built = scheduler.solve(tiny.with_(hotline={"name": "My Own Line"}), deterministic=True, seconds=0.2)
    scheduler.publish(built, tmp_path)
    again = scheduler.read_roster(tmp_path)
    assert again.roster.instance.name == "my-own-line"
    assert scheduler.check(again.instance, again) == ()


def test_the_instance_beside_a_roster_is_written_with_it_or_not_at_all(tiny, tmp_path, monkeypatch):
    built = scheduler.solve(tiny.with_(hotline={"name": "My Own Line"}), deterministic=True, seconds=0.2)
    scheduler.publish(built, tmp_path)
    before, real = (tmp_path / OWN_FILE).read_bytes(), os.fsync
    written: list[int] = []

    def full(number: int) -> None:
        written.append(number)
        if len(written) > 2:
            raise OSError(28, "No space left on device")
        real(number)

    monkeypatch.setattr(os, "fsync", full)
    changed = Result(built.instance.with_(objective={"denied_wish": 1}), built.roster)
    with pytest.raises(OSError, match="No space"):
        scheduler.publish(changed, tmp_path)
    assert (tmp_path / OWN_FILE).read_bytes() == before


def test_a_file_of_somebody_else_is_not_overwritten(tiny, tmp_path):
    (tmp_path / OWN_FILE).write_text("schema: 1\n")
    built = scheduler.solve(tiny.with_(hotline={"name": "My Own Line"}), deterministic=True, seconds=0.1)
    with pytest.raises(InputError, match="is there already"):
        scheduler.publish(built, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [OWN_FILE]


@pytest.mark.parametrize(("asked", "field"), [
    ({"seconds": -1}, "seconds"), ({"seconds": float("nan")}, "seconds"), ({"gap": 2}, "gap"), ({"seed": -1}, "seed"),
    ({"workers": 0}, "workers"),
])
def test_what_cannot_be_asked_is_refused(tiny, asked, field):
    with pytest.raises(InputError, match=f"^{field}: found"):
        scheduler.solve(tiny, **asked)


def test_what_no_roster_could_keep_is_refused_before_the_search_with_its_place(tiny):
    with pytest.raises(InputError, match="contract"):
        scheduler.solve(tiny.with_(contracts={"day": {"hours_per_week": [50, 56]}}, horizon={"days": 7}, calls={
            "forecast": None, "per_day": 50, "shape": "flat", "aht_s": 200}), **EXACT)


def test_an_interruption_keeps_what_was_found(tiny):
    interruption = scheduler.Interruption()
    result = scheduler.solve(tiny, seconds=60, interruption=interruption, progress=lambda _: interruption.ask())
    assert result.roster.run.interrupted
    assert scheduler.check(tiny, result) == ()


def test_a_simulation_agrees_with_the_promise(result):
    found = scheduler.simulate(result, replications=50, seed=1)
    assert abs(found.service_level - found.promised) < 5 * found.service_level_error + 0.02
    intervals = found.intervals
    assert (intervals["calls"].sum() - result.coverage["calls"].sum()) ** 2 < result.coverage["calls"].sum()
    assert scheduler.simulate(result, replications=50, seed=1).service_level == found.service_level


def test_staffing_is_the_requirement_of_the_roster(tiny, result):
    table = scheduler.staff(tiny)
    assert list(table["required"]) == list(result.coverage["required"])
    assert scheduler.lines(tiny).lines > 0


def test_a_starter_can_be_read(tmp_path):
    assert scheduler.starter(tmp_path / "mine")
    assert scheduler.read(tmp_path / "mine").operators
    assert scheduler.schema()["$schema"].startswith("https://json-schema.org/")
