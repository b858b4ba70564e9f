from __future__ import annotations

import pytest

from scheduler.check.facts.pay import paid_minutes
from scheduler.check.rules.breaks import check
from tests.builders.checked import BREAKS, LEGAL, day, instance, shift

B, L, G = "breather", "lunch", "gap"


def found(minutes, breaks, **rules):
    plan = instance(breaks=BREAKS | rules)
    return [(violation.amount, violation.unit) for violation in check(plan, [shift(plan, day(0), minutes, breaks)])]


@pytest.mark.parametrize("minutes", LEGAL)
def test_allows_a_legal_pattern(minutes):
    assert not found(minutes, LEGAL[minutes])


def test_breathers_lie_before_or_after_lunch():
    assert not found(360, ((B, 60, 15), (B, 135, 15), (L, 225, 30)))
    assert not found(360, ((L, 180, 30), (B, 255, 15), (B, 315, 15)), spacing={"max_work_minutes": 180})


@pytest.mark.parametrize(
    ("minutes", "breaks", "right"),
    [
        (510, ((B, 90, 15), (L, 195, 30), (B, 345, 15)), [(1, "breaks")]),
        (360, ((B, 90, 15), (B, 195, 15), (B, 285, 15)), [(1, "breaks"), (1, "breaks")]),
        (240, ((B, 90, 15), (B, 150, 15)), [(1, "breaks")]),
        (240, (), [(1, "breaks"), (90, "min")]),
    ],
)
def test_number_and_kind(minutes, breaks, right):
    assert found(minutes, breaks) == right


@pytest.mark.parametrize(
    ("minutes", "lunch", "breathers"), [(239, 0, 0), (240, 0, 1), (359, 0, 1), (360, 1, 2), (480, 1, 3)]
)
def test_boundary_of_the_rows(minutes, lunch, breathers):
    pattern = (*((L, 200, 30),) * lunch, *((B, 60, 15),) * breathers)
    assert (1, "breaks") not in found(minutes, pattern)


def test_length_of_breaks():
    assert found(240, ((B, 120, 30),)) == [(15, "min")]
    assert found(240, ((B, 120, 14.5),)) == [(0.5, "min")]
    assert found(360, ((B, 90, 15), (L, 195, 45), (B, 285, 15))) == [(15, "min")]


def test_lunch_of_several_lengths():
    lunch = BREAKS["lunch"] | {"minutes": [30, 45, 60]}
    for minutes in (30, 45, 60):
        assert not found(360, ((B, 90, 15), (L, 180, minutes), (B, 285, 15)), lunch=lunch)
    assert found(360, ((B, 90, 15), (L, 180, 50), (B, 285, 15)), lunch=lunch) == [(5, "min")]


def test_the_last_row_of_several_lunches_holds():
    late = BREAKS["lunch"] | {"from_shift_minutes": 480, "minutes": 60, "earliest_minutes": 240}
    lunches = [BREAKS["lunch"], late]
    assert not found(360, LEGAL[360], lunch=lunches)
    assert found(510, LEGAL[510], lunch=lunches) == [(30, "min"), (45, "min")]


@pytest.mark.parametrize(("start", "off"), [(165, 15), (180, 0), (330, 0), (345, 15)])
def test_window_of_lunch(start, off):
    loose = {"edge_minutes": 0, "min_work_minutes": 0, "max_work_minutes": 1440}
    assert found(
        360, ((B, 0, 15), (L, start, 15), (B, 15, 15)), spacing=loose, lunch=BREAKS["lunch"] | {"minutes": 15}
    ) == ([(off, "min")] if off else [])


def test_breaks_start_on_the_grid_whatever_the_shift_does():
    assert found(240, ((B, 125, 15),)) == [(5, "min")]
    plan = instance()
    assert [violation.amount for violation in check(plan, [shift(plan, day(0, "08:05"), 240, ((B, 120, 15),))])] == [5]
    assert not list(check(plan, [shift(plan, day(0, "08:05"), 240, ((B, 115, 15),))]))


@pytest.mark.parametrize(
    ("breaks", "right"),
    [
        (((B, 90, 15),), []),
        (((B, 75, 15),), []),  # last stretch exactly the longest
        (((B, 60, 15),), [15]),
        (((B, 150, 15),), []),  # first stretch exactly the longest
        (((B, 165, 15),), [15]),
    ],
)
def test_longest_stretch(breaks, right):
    assert [amount for amount, _ in found(240, breaks)] == right


def test_shortest_stretches():
    loose = {"edge_minutes": 60, "min_work_minutes": 30, "max_work_minutes": 240}
    assert not found(360, ((B, 60, 15), (B, 105, 15), (L, 270, 30)), spacing=loose)
    assert found(360, ((B, 45, 15), (B, 105, 15), (L, 270, 30)), spacing=loose) == [(15, "min")]
    assert found(360, ((B, 60, 15), (B, 90, 15), (L, 270, 30)), spacing=loose) == [(15, "min")]
    assert found(360, ((B, 60, 15), (B, 105, 15), (L, 285, 30)), spacing=loose) == [(15, "min")]


def test_lunch_bounds_stretches_too():
    assert found(360, ((B, 75, 15), (B, 150, 15), (L, 195, 30))) == [(15, "min")]


def test_overlapping_and_outlying_breaks():
    loose = {"edge_minutes": 0, "min_work_minutes": 0, "max_work_minutes": 1440}
    assert not found(360, ((B, 0, 15), (B, 15, 15), (L, 330, 30)), spacing=loose)
    assert found(360, ((B, 0, 30), (B, 15, 15), (L, 330, 30)), spacing=loose) == [(15, "min"), (15, "min")]
    assert found(360, ((B, -15, 15), (B, 15, 15), (L, 330, 30)), spacing=loose) == [(15, "min")]
    assert found(240, ((B, 240, 15),), spacing=loose) == [(15, "min")]


def test_breaks_are_elapsed_time_over_the_clock_change():
    plan = instance(hotline="Europe/Berlin", horizon={"start": "2026-10-24", "days": 2})
    assert not list(check(plan, [shift(plan, "2026-10-24T22:00", 510)]))


def test_no_rules_mean_no_breaks():
    plan = instance(breaks={})
    assert not list(check(plan, [shift(plan, day(0), 480, ())]))
    assert [v.amount for v in check(plan, [shift(plan, day(0), 480, ((B, 120, 15), (L, 240, 30)))])] == [1, 1]


def test_a_pin_is_not_exempt():
    pin = {"operator": "anna", "when": "mon", "from": "08:00", "to": "12:00", "kind": "pinned"}
    plan = instance(availability=[pin])
    assert [v.rule for v in check(plan, [shift(plan, day(0), 240, ())])] == ["breaks", "breaks"]


@pytest.mark.parametrize(("at", "off"), [(195, 15), (210, 0), (330, 0), (345, 15), (390, 60)])
def test_boundary_of_windows_of_the_clock(at, off):
    loose = {"edge_minutes": 0, "min_work_minutes": 0, "max_work_minutes": 1440}
    lunch = {"minutes": 30, "from_shift_minutes": 360, "clock": ["11:30-13:00", "13:00-14:00"]}
    assert found(480, ((L, at, 30),), spacing=loose, lunch=lunch, breathers=None) == ([(off, "min")] if off else [])


def test_the_nearest_of_several_windows_is_missed_also_past_midnight():
    lunch = {"minutes": 60, "from_shift_minutes": 360, "clock": ["23:00-00:30", "03:00-04:00"]}
    plan = instance(breaks={"lunch": lunch})
    for at, off in ((60, 0), (90, 0), (120, 30), (300, 0), (330, 30)):
        shifts = [shift(plan, day(0, "22:00"), 480, ((L, at, 60),))]
        assert [violation.amount for violation in check(plan, shifts)] == ([off] if off else [])


def test_two_lunches_keep_each_their_own_row():
    rows = [{"minutes": minutes, "from_shift_minutes": 360, "clock": [clock], "paid": paid}
            for minutes, clock, paid in ((30, "11:00-13:00", False), (45, "15:00-17:00", True))]
    plan = instance(breaks={"lunch": rows})
    right = shift(plan, day(0), 540, ((L, 180, 30), (L, 420, 45)))
    assert not list(check(plan, [right]))
    swapped = shift(plan, day(0), 540, ((L, 180, 45), (L, 420, 30)))
    assert [violation.amount for violation in check(plan, [swapped])] == [15, 15]
    assert [violation.amount for violation in check(plan, [shift(plan, day(0), 540, ((L, 180, 30),))])] == [1]
    assert paid_minutes(plan, right) == 510


def test_each_part_of_a_split_shift_has_the_breaks_of_its_own_length():
    right = ((B, 120, 15), ("gap", 240, 120), (B, 480, 15))
    assert not found(600, right)
    assert found(600, right[1:]) == [(1, "breaks"), (90, "min")]
    assert found(600, (*right, (B, 540, 15))) == [(1, "breaks")]
    assert not found(270, ((G, 120, 30),)), "no stretch of work beside a gap is too short between two breaks"


def test_a_shift_has_one_gap_on_the_grid():
    assert found(360, ((G, 60, 60), (G, 180, 60)))[0] == (1, "gaps")
    assert (5, "min") in found(270, ((G, 125, 25),))
    assert found(270, ((G, 120, 25),)) == [(5, "min")]


def test_the_gap_is_not_paid_and_neither_are_unpaid_breaks_of_the_parts():
    plan = instance()
    assert paid_minutes(plan, shift(plan, day(0), 720, (*LEGAL[360], ("gap", 360, 120), (B, 600, 15)))) == 720 - 120 - 30


def test_the_most_work_before_the_end():
    rules = {"edge_minutes": 0, "min_work_minutes": 0, "max_work_minutes": 240, "max_last_work_minutes": 120}
    assert not found(360, ((B, 60, 15), (L, 180, 30), (B, 225, 15)), spacing=rules)
    assert found(360, ((B, 60, 15), (L, 180, 30), (B, 210, 15)), spacing=rules) == [(15, "min")]
