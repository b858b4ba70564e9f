"""Many hotlines: each as `solve` makes it, done again only where something changed, and told where it fails."""

from __future__ import annotations

import shutil

import pytest

import scheduler
from scheduler.errors import InputError
from scheduler.library.limits import Limit
from scheduler.library.many import best_of, found_instances, many
from scheduler.many.task import Here, Outcome
from scheduler.publish.many import Status
from scheduler.solve.options import Options
from tests.cli.conftest import files

OPTIONS = Options(0.1, workers=1, deterministic=True)


@pytest.fixture(scope="module")
def folder(root, tmp_path_factory):
    """Two hotlines, and one that is none."""
    folder = tmp_path_factory.mktemp("many")
    for name in ("a", "b", "c"):
        shutil.copytree(root / "instances" / "tiny", folder / "in" / name)
    (folder / "in" / "c" / "calls.csv").write_text("start,calls\n", "utf-8")
    return folder


class Counting(Here):
    """Counts the tasks, and fails those of a key."""

    def __init__(self, fails=(), stops_after=None):
        super().__init__()
        self.begun, self.fails, self.stops_after = [], fails, stops_after

    def submit(self, task):
        self.begun.append(task.call.__name__)
        super().submit(task)

    def outcomes(self):
        for number, outcome in enumerate(super().outcomes()):
            if number == self.stops_after:
                raise KeyboardInterrupt
            name = outcome.task.arguments["origin"][0]
            yield Outcome(outcome.task, None, "its worker was killed", 3) if name in self.fails else outcome


def solved(folder, pool=None, **options):
    paths = found_instances([folder / "in"])
    return many(paths, options.pop("options", OPTIONS), pool or Here(), folder / "out", **options)


def test_all_is_done_once_and_again_only_what_changed(folder):
    first = solved(folder)
    assert [line.status for line in first.lines] == [Status.SOLVED, Status.SOLVED, Status.FAILED]
    assert first.exit_code == 2
    alone = scheduler.solve(scheduler.read(folder / "in" / "a"), seconds=0.1, deterministic=True, workers=1)
    scheduler.publish(alone, folder / "alone")
    found = files(folder / "out" / "a")
    assert {name: content for name, content in found.items() if name != "done.json"} == files(folder / "alone")

    pool = Counting()
    again = solved(folder, pool)
    assert pool.begun == []
    assert [line.status for line in again.lines] == [Status.BEFORE, Status.BEFORE, Status.FAILED]
    assert files(folder / "out" / "a") == found
    assert "2 of 3 hotlines have a roster, 2 of them as before" in str(again)

    (folder / "out" / "b" / "report.html").write_text("<", "utf-8")
    assert [line.status for line in solved(folder).lines][:2] == [Status.BEFORE, Status.SOLVED]
    pool = Counting()
    solved(folder, pool, options=Options(0.1, seed=1, workers=1, deterministic=True))
    assert pool.begun == ["roster_of"] * 2 + ["documents_of"] * 2


@pytest.mark.heavy
def test_what_fails_is_told_with_its_reason_and_the_others_finish(folder):
    found = solved(folder, Counting(fails=("b",)), options=Options(0.1, seed=2, workers=1, deterministic=True))
    assert [line.status for line in found.lines] == [Status.SOLVED, Status.FAILED, Status.FAILED]
    assert found.lines[1].reason == "its worker was killed (tried 3 times)"
    assert found.exit_code == 1


@pytest.mark.heavy
def test_after_ctrl_c_what_is_finished_is_whole(folder):
    options = Options(0.1, seed=3, workers=1, deterministic=True)
    stopped = solved(folder, Counting(stops_after=3), options=options)
    assert stopped.interrupted
    assert (stopped.exit_code, [line.status for line in stopped.lines][:2]) == (0, [Status.SOLVED, Status.UNFINISHED])
    assert not scheduler.check(scheduler.read(folder / "in" / "a"), scheduler.read_roster(folder / "out" / "a"))
    assert [line.status for line in solved(folder, options=options).lines][:2] == [Status.BEFORE, Status.SOLVED]


def test_the_best_of_some_seeds_has_the_highest_bound(folder):
    roster = scheduler.solve(scheduler.read(folder / "in" / "a"), seconds=0.1, deterministic=True, workers=1).roster

    def of(objective, bound, seed):
        gap = (objective - bound) / objective
        run = {"objective": objective, "bound": bound, "gap": gap, "seed": seed, "status": "feasible"}
        return roster.model_copy(update={"run": roster.run.model_copy(update=run)})

    best = best_of([of(30, 20, 0), of(25, 19, 2), of(25, 22, 1), of(28, 25, 3)])
    assert (best.run.objective, best.run.bound, best.run.seed, best.run.gap, best.run.status) == (25, 25, 1, 0, "optimal")


def test_hotlines_of_one_name_and_folders_without_any_are_refused(folder, tmp_path):
    shutil.copytree(folder / "in" / "a", tmp_path / "other" / "a")
    found = many([folder / "in" / "a", tmp_path / "other" / "a"], OPTIONS, Counting(fails=("a",)), tmp_path / "out")
    assert "allowed is a name of its own" in found.lines[1].reason
    with pytest.raises(InputError, match="no instance, and no folder that holds any"):
        found_instances([tmp_path / "out"])




def test_a_limit_of_its_own_concerns_one_hotline_only(folder):
    solved(folder)
    pool = Counting()
    again = solved(folder, pool, limits={"b": Limit(hotline="b", seeds=2)})
    assert pool.begun == ["roster_of"] * 2 + ["documents_of"]
    assert [line.status for line in again.lines][:2] == [Status.BEFORE, Status.SOLVED]
