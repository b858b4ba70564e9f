"""The multishift importer: the check is right at its boundaries, and the engine keeps the rules it states."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from benchmarks.suites.multishift import SCALE, problem_of, run_here, shift_table_of
from benchmarks.suites.multishift_check import MultishiftFile, PlainShift, Worker, faults, read_file, reference_cost
from tests.test_architecture import imports

DAY = 24 * 60
HEAD = "SECTION_HORIZON\n{days}\nSECTION_TASKS\n{tasks}\nSECTION_STAFF\n# ID, Min, Max\n{staff}\nSECTION_COVER\n"


def cover_lines(days: int, busy: range = range(8, 16)) -> list[str]:
    """One operator from 08:00 to 16:00 of each day, nobody else."""
    lines = []
    for minute in range(0, days * DAY, 15):
        clock, end = minute + 360, minute + 375
        need = int(clock % DAY // 60 in busy)
        lines.append(f"{clock // DAY + 1},{clock % DAY // 60:02d}:{clock % 60:02d}-{end % DAY // 60:02d}:{end % 60:02d},1,"
                     f"{need},{need}")
    return lines


def text(days: int = 2, staff: str = "a,360,1200\nb,0,600", tasks: int = 1) -> str:
    return HEAD.format(days=days, tasks=tasks, staff=staff) + "\n".join(cover_lines(days)) + "\n"


@pytest.fixture
def tiny(tmp_path):
    path = tmp_path / "tiny.txt"
    path.write_text(text(), encoding="utf-8")
    return path


def free(days: int = 7, **bounds: int) -> MultishiftFile:
    """A horizon that asks for nobody, with one worker without bounds."""
    nothing = np.zeros(days * 96, dtype=np.int64)
    return MultishiftFile(days, (Worker("a", bounds.get("least", 0), bounds.get("most", 10**6)),), nothing, nothing)


def shift(day: int, hour: float, hours: float, worker: str = "a") -> PlainShift:
    """A shift at a clock hour of a day that runs from 6 to 30."""
    start = day * DAY + int((hour - 6) * 60)
    return PlainShift(worker, start, start + int(hours * 60))


@pytest.mark.parametrize(("shifts", "named"), [
    ([shift(0, 6, 6)], ""), ([shift(0, 10, 10)], ""), ([shift(0, 24, 6)], ""),
    ([shift(0, 10.25, 8)], "starts at 10.25 h"), ([shift(0, 13.75, 8)], "starts"), ([shift(0, 24.25, 6)], "starts"),
    ([shift(0, 8, 5.75)], "345 min long"), ([shift(0, 8, 10.25)], "615 min long"),
    ([shift(6, 20, 10)], ""), ([shift(6, 20.25, 10)], "leaves the horizon"),
    ([shift(0, 8, 8), shift(1, 6, 8)], ""), ([shift(0, 8.25, 8), shift(1, 6, 8)], "825 min rest"),
    ([shift(0, 6, 6), shift(0, 24, 6)], "two shifts on day 1"),
    ([shift(day, 8, 8) for day in range(5)], ""), ([shift(day, 8, 8) for day in range(6)], "more than 5 days"),
    ([shift(0, 8, 8, "nobody")], "is of nobody"),
], ids=str)
def test_the_check_at_the_boundary_of_each_rule(shifts, named):
    found = list(faults(free(), shifts))
    assert bool(found) == bool(named)
    assert named in "".join(found)


def test_the_check_shares_nothing_with_the_engine(root):
    found = imports(root / "benchmarks" / "suites" / "multishift_check.py")
    assert not {name for name in found if name.startswith("scheduler")}


def test_the_check_bounds_minutes_and_cover():
    file, one = free(least=480, most=480), [shift(0, 8, 8)]
    assert not list(faults(file, one))
    assert "540 min" in next(faults(file, [shift(0, 8, 9)]))
    asked = replace(file, least=np.ones(672, dtype=np.int64), most=np.ones(672, dtype=np.int64))
    assert len(list(faults(asked, one))) == 672 - 32


def test_the_cost_is_the_square_of_what_is_above():
    file = free()
    assert reference_cost(file, [shift(0, 8, 8), shift(0, 8, 8, "b")]) == 32 * 4


def test_every_row_of_the_table_is_a_legal_shift_and_none_is_missing(tiny):
    file = read_file(tiny)
    found = shift_table_of(file)
    rows = {(int(start) * 15, int(end) * 15) for start, end in zip(found.start, found.end, strict=True)}
    every = {(start, start + length) for start in range(0, 2 * DAY, 15) for length in range(360, 601, 15)}
    assert rows == {(start, end) for start, end in every if not list(faults(free(2), [PlainShift("a", start, end)]))}


@pytest.mark.heavy
def test_the_engine_finds_the_optimum_of_a_tiny_file(tiny):
    """Cover asks for 16 h over two days; with the least contract that needs one shift of 8 h a day and no surplus."""
    row = run_here(tiny, 2.0, 0, 1)
    assert not row.faults
    assert (row.cost, row.bound) == (0.0, 0.0)
    assert row.short_h == 0 and row.paid_h == 16
    assert row.instance == "tiny"


def test_pay_per_cell_changes_no_cost(tiny):
    file = read_file(tiny)
    without, paid = (problem_of(file, pay_per_cell=pay) for pay in (0, 3 * SCALE))
    working = paid.classes[0].cost - without.classes[0].cost
    length = (paid.table.end - paid.table.start)[paid.classes[0].rows]
    (before,), (after,) = without.staffing.head_counts, paid.staffing.head_counts
    taken_off = before.curves - after.curves
    assert np.array_equal(working, 3 * SCALE * length)
    assert np.array_equal(taken_off, np.broadcast_to(3 * SCALE * np.arange(3), taken_off.shape))


@pytest.mark.parametrize(("changes", "named"), [({"tasks": 2}, "2 tasks"), ({"days": 3}, "does not name each interval")])
def test_a_file_that_means_something_else_is_refused(tmp_path, changes, named):
    path = tmp_path / "other.txt"
    path.write_text(text(**changes).rsplit("\n", 2)[0], encoding="utf-8")
    with pytest.raises(ValueError, match=named):
        read_file(path)


def test_min_below_max_is_refused(tiny):
    file = read_file(tiny)
    with pytest.raises(ValueError, match="equal"):
        problem_of(replace(file, most=file.most + 1))


@pytest.mark.data
def test_the_shared_files_are_read(data_folder):
    small, large = (read_file(data_folder / "multishift" / f"{name}.txt") for name in ("1_7_10_1", "6_7_20_1"))
    assert (len(small.staff), len(large.staff)) == (10, 20)
    assert small.least.sum() == 837 and sum(worker.min_minutes for worker in small.staff) // 15 == 837 + 383
    assert sum(worker.min_minutes for worker in large.staff) // 15 - large.least.sum() == 583
