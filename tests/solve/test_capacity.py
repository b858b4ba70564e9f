"""More hours than seats have room for are refused at once, with the figures; what just fits is not."""

from __future__ import annotations

import pytest

from scheduler.errors import InfeasibleError
from scheduler.solve.capacity import too_many_hours
from scheduler.solve.options import Options
from scheduler.solve.prepared import prepare
from scheduler.solve.recipe import search
from tests.builders.derived import problem_of
from tests.builders.hotline import BREAKS, FREE, hotline
from tests.builders.hotlines import REF

GRID = {"name": "H", "timezone": "Asia/Jakarta", "interval_minutes": 60, "break_grid_minutes": 15}
EIGHT = {"name": "day", "start": {"from": "08:00", "to": "08:00"}, "length": {"from_minutes": 480, "to_minutes": 480}}


def crowded(least, operators=2, seats=1, **changes):
    asked = {"hotline": GRID | {"seats": seats}, "horizon": 7, "hours": {"weekly": {"mon-fri": ["08:00-16:00"]}}, "breaks": {},
             "calls": {"per_day": 0, "aht_s": 60}, "shifts": [EIGHT], "operators": operators,
             "contracts": {"free": FREE | {"hours_per_week": [least, 40]}}}
    return hotline(**(asked | changes))


def reasons(instance):
    return list(too_many_hours(instance, problem_of(instance)))


@pytest.mark.parametrize(("least", "operators", "seats", "fits"), [
    (20, 2, 1, True), (20.5, 2, 1, False), (36, 2, 1, False), (40, 3, 2, False), (26, 3, 2, True), (0, 9, 1, True),
])
def test_all_least_hours_must_fit_on_the_seats(least, operators, seats, fits):
    assert (reasons(crowded(least, operators, seats)) == []) == fits


def test_breaks_leave_the_seat_to_others():
    # 8 h with a lunch of half an hour and three breathers are 7.5 paid hours and 6.75 on the phone.
    assert reasons(crowded(22.2, breaks=BREAKS)) == []
    assert reasons(crowded(22.5, breaks=BREAKS))


def test_time_off_counts_as_worked_and_needs_no_seat():
    away = [{"operator": who, "kind": "time_off", "when": "2026-12-07", "hours": 4} for who in ("o0", "o1")]
    shifts = [EIGHT | {"length": {"from_minutes": 240, "to_minutes": 480, "every_minutes": 240}}]
    allowed = {"contracts": {"free": FREE | {"hours_per_week": [22, 40], "time_off_minutes_per_day": 240}}}
    assert reasons(crowded(22, shifts=shifts, **allowed))
    assert not reasons(crowded(22, shifts=shifts, availability=away, **allowed))


def test_a_month_counts_as_a_week_does():
    month = crowded(0, horizon={"start": "2027-02-01", "days": 28},
                    contracts={"free": FREE | {"hours_per_month": [100, 160]}})
    assert "in the month from 2027-02-01 the least hours of all contracts put at least 200.0 h" in reasons(month)[0]


def test_it_is_refused_before_the_search_with_the_figures():
    with pytest.raises(InfeasibleError, match=r"at least 72.0 h on the phone, and with at most 1 at once .* room for 40.0 h"):
        prepare(crowded(36), REF)


def test_what_only_a_proof_shows_to_be_impossible_is_refused_with_the_reason():
    """Two seats have room for three times four hours from eight to two, but all three are there at eleven."""
    shifts = {"name": "day", "start": {"from": "08:00", "to": "10:00", "every_minutes": 60},
              "length": {"from_minutes": 240, "to_minutes": 240}}
    crowd = crowded(4, 3, 2, hours={"weekly": {"mon": ["08:00-16:00"]}}, shifts=[shifts])
    assert reasons(crowd) == []
    with pytest.raises(InfeasibleError, match="with at most 2 on the phone at once"):
        search(prepare(crowd, REF), Options(seconds=5, deterministic=True, workers=1))
