"""The command: which runs it makes, what it prints, and when it fails."""

from __future__ import annotations

from dataclasses import replace

import pytest

from benchmarks import measure as measuring
from benchmarks import run as command
from benchmarks import suites
from benchmarks.own import solve
from benchmarks.suites import SUITES, Asked, rosters
from benchmarks.suites.rosters import cases_of
from benchmarks.tables import read, write
from tests.benchmarks.test_measure import Tiny
from tests.builders.benchmark_rows import row


@pytest.fixture
def measured(monkeypatch):
    """The runs asked for; each gives a good row, or one with a seeded fault where its seed is 13."""
    asked = []

    def measure(case, name, seconds, seed, workers, params):
        asked.append((str(case), name, seconds, seed))
        return row(instance=str(case), method=name, seed=seed)

    monkeypatch.setattr(rosters, "measure", measure)
    return asked


def test_instances_times_methods_times_seeds(measured, capsys):
    assert command.main(["--suite", "small", "--seeds", "2", "--methods", "engine,plain-cp-sat", "--seconds", "3"]) == 0
    assert len(measured) == len(cases_of("small")) * 2 * 2
    assert {seconds for _, _, seconds, _ in measured} == {3.0}
    assert "all legal" in capsys.readouterr().out


def test_a_lost_guarantee_fails_the_run(monkeypatch, capsys):
    monkeypatch.setattr(rosters, "measure", lambda case, *_: row(instance=str(case), faults=("rest: 30 min short",)))
    assert command.main(["--suite", "small", "--only", "200 x 7"]) == 1
    assert "200 x 7, engine, seed 0: rest: 30 min short" in capsys.readouterr().out


@pytest.mark.heavy
def test_a_tiny_suite_is_measured_from_end_to_end(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(rosters, "cases_of", lambda name: ((Tiny(), 0.5),))
    assert command.main(["--workers", "1", "--out", str(tmp_path)]) == 0
    rows = read(tmp_path / "results.json")
    assert [(each.instance, each.method, each.seed) for each in rows] == [("tiny", "engine", 0)]
    assert all(each.bound <= each.cost and each.memory_mb > 50 for each in rows)
    assert "1 rosters, all legal" in capsys.readouterr().out


def test_a_search_that_lies_fails_the_run(monkeypatch, capsys):
    def lie(task):
        found = solve(task)
        return replace(found, bound=found.cost + 60)

    monkeypatch.setattr(rosters, "cases_of", lambda name: ((Tiny(), 0.3),))
    monkeypatch.setattr(rosters, "measure", measuring.run_here)
    monkeypatch.setattr(measuring, "method", lambda name: lie)
    assert command.main([]) == 1
    assert "is above the cost" in capsys.readouterr().out


def test_a_slow_run_does_not_fail(monkeypatch, capsys):
    monkeypatch.setattr(rosters, "measure", lambda case, *_: row(instance=str(case), first_roster_s=900.0, gap=99.0))
    assert command.main(["--only", "200 x 7"]) == 0


def test_files_and_comparison(measured, tmp_path, capsys):
    write([row(instance="200 x 7", gap=8.0)], {"commit": "abc"}, tmp_path / "old")
    arguments = ["--only", "200 x 7", "--out", str(tmp_path / "new"), "--compare", str(tmp_path / "old" / "results.json")]
    assert command.main(arguments) == 0
    assert "gap, new / old" in capsys.readouterr().out
    assert (tmp_path / "new" / "results.json").is_file() and (tmp_path / "new" / "results.csv").is_file()


@pytest.mark.parametrize(("arguments", "named"), [
    (["--methods", "magic"], "magic"), (["--suite", "huge"], "huge"), (["--compare", "missing.json"], "missing.json"),
    (["--only", "no such"], "no such"), (["--params", "missing.toml"], "missing.toml"),
])
def test_bad_usage_is_named(arguments, named, capsys):
    with pytest.raises(SystemExit) as stopped:
        command.main(arguments)
    assert stopped.value.code == 2
    assert named in capsys.readouterr().err


def test_a_baseline_with_nothing_in_common_is_bad_usage(measured, tmp_path):
    write([row(instance="other")], {}, tmp_path)
    with pytest.raises(SystemExit) as stopped:
        command.main(["--only", "200 x 7", "--compare", str(tmp_path / "results.json")])
    assert stopped.value.code == 2


def test_the_small_suite_fits_into_three_minutes():
    assert sum(seconds for _, seconds in cases_of("small")) < 120


ROSTERS = [name for name in SUITES if name in ("small", "full", "sizes", "peers", "instances")]


@pytest.mark.parametrize("name", ROSTERS)
def test_no_two_cases_of_a_suite_have_one_name(name):
    names = [str(case) for case, _ in cases_of(name)]
    assert names and len(set(names)) == len(names)


@pytest.mark.parametrize("name", SUITES)
def test_every_suite_is_there_and_measures_nothing_when_nothing_is_wanted(name, tmp_path):
    asked = Asked(only="no such instance", data=tmp_path)
    for folder in ("dayplan", "multishift", "rostering", "calls"):
        (tmp_path / folder).mkdir()
    (tmp_path / "rostering" / "best_known.csv").write_text("instance,ub_2026_09\n1,5\n", encoding="utf-8")
    if name != "simulation-bank":  # it has one instance, and no name to choose it by
        assert list(suites.rows_of(name, asked)) == []


def test_data_that_is_not_at_hand_is_named(monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("SCHEDULE_DATA", str(tmp_path))
    with pytest.raises(SystemExit) as stopped:
        command.main(["--suite", "dayplans"])
    assert stopped.value.code == 2
    assert "set SCHEDULE_DATA" in capsys.readouterr().err


def test_rows_say_where_they_were_measured(measured, tmp_path):
    assert command.main(["--only", "200 x 7", "--out", str(tmp_path)]) == 0
    (found,) = read(tmp_path / "results.json")
    assert "cores of" in found.machine and found.commit


def test_parameters_of_the_search_reach_it(monkeypatch, tmp_path):
    path, asked = tmp_path / "params.toml", []
    path.write_text("", encoding="utf-8")
    monkeypatch.setattr(rosters, "measure", lambda *told: asked.append(told[-1]) or row())
    assert command.main(["--only", "200 x 7", "--params", str(path)]) == 0
    assert asked == [path]


def test_a_parameter_that_is_unknown_is_bad_usage(tmp_path, capsys):
    path = tmp_path / "params.toml"
    path.write_text("no_such = 3\n", encoding="utf-8")
    with pytest.raises(SystemExit):
        command.main(["--params", str(path)])
    assert "no_such" in capsys.readouterr().err
