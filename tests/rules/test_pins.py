from __future__ import annotations

import numpy as np

from scheduler.rules import pins, shift_form
from scheduler.rules.basis.shift_table import rows_of_template, shift_table
from scheduler.rules.basis.statement import Forbid
from scheduler.rules.preflight import preflight_faults
from tests.builders.hotline import hotline
from tests.builders.rosters import ANY, allows, on, plan_with_entries


def test_a_pin_with_times_is_exact():
    pinned = plan_with_entries(("pinned", "2026-12-08", "08:00", "12:00"))
    assert allows(pins, pinned, on(1))
    assert allows(pins, pinned, on(0, "06:00"), on(1), on(2, "18:00"))
    assert not allows(pins, pinned, on(1, "08:15"))
    assert not allows(pins, pinned, on(1, minutes=255))


def test_a_pinned_day_is_worked():
    pinned = plan_with_entries(("pinned", "2026-12-08", "08:00", "12:00"))
    assert not allows(pins, pinned)
    assert not allows(pins, pinned, on(0), on(2))


def test_a_pin_without_times_is_any_shift_of_the_day():
    pinned = plan_with_entries(("pinned", "mon-tue"))
    assert allows(pins, pinned, on(0), on(1, "16:00", 60))
    assert not allows(pins, pinned, on(0))


def test_boundary_a_pin_past_midnight_belongs_to_the_day_it_starts_on():
    pinned = plan_with_entries(("pinned", "mon", "22:00", "06:00"))
    assert allows(pins, pinned, on(0, "22:00", 480))
    assert not allows(pins, pinned, on(0, "22:00", 465))
    assert not allows(pins, pinned, on(1, "00:00", 360))


def test_a_pin_no_template_offers_is_in_the_table():
    pinned = plan_with_entries(("pinned", "mon", "06:00", "06:45"))
    assert allows(pins, pinned, on(0, "06:00", 45))


def test_two_pins_with_times_on_one_day_cannot_both_hold():
    pinned = plan_with_entries(("pinned", "mon", "06:00", "10:00"), ("pinned", "mon", "18:00", "22:00"))
    assert not allows(pins, pinned, on(0, "06:00"))
    assert not allows(pins, pinned, on(0, "18:00"))


def test_a_pin_on_the_night_an_hour_repeats_is_an_hour_longer():
    autumn = plan_with_entries(
        ("pinned", "sun", "00:00", "06:00"), hotline="Europe/Berlin", horizon={"start": "2026-10-25", "days": 1}
    )
    assert allows(pins, autumn, ("2026-10-25T00:00", 420))
    assert not allows(pins, autumn, ("2026-10-25T00:00", 360))


BREAKS = {"breathers": {"minutes": 15, "count": [{"from_shift_minutes": 240, "breathers": 1}]},
          "spacing": {"edge_minutes": 30, "min_work_minutes": 30, "max_work_minutes": 240}}


def pinned_rows_of(breaks):
    """Rows of the pinned shift in the table, and those that `anna` may work on that day, with the first cell of the break."""
    row = {"operator": "anna", "when": "mon", "from": "08:00", "to": "12:00", "kind": "pinned", "breaks": breaks}
    plan = hotline_with(row)
    table = shift_table(plan)
    forbidden = np.logical_or.reduce([each.rows for each in pins.state(plan, plan.operators[0], table)
                                      if isinstance(each, Forbid)])
    left = np.flatnonzero(~forbidden & (table.day == 0))
    return plan, table, left


def hotline_with(row):
    return hotline(horizon=3, hours={"always": True}, shifts=[ANY], breaks=BREAKS, availability=[row])


def test_pinned_breaks_leave_one_shift_with_one_placement():
    plan, table, left = pinned_rows_of("breather 09:00-09:15")
    (row,) = left
    (order,) = table.forms[table.form[row]].orders
    assert table.placed[row]
    assert [(each.kind, each.earliest, each.latest) for each in order.breaks] == [("breather", 4, 4)]
    offered = shift_form.offered(plan, plan.operators[0], table, outside_hours=False)
    assert not offered[row], "nobody else may work the placed shift"
    assert rows_of_template(plan, table, plan.shifts[0].name)[row], "it counts for its template, as the checker counts it"
    assert offered[(table.start == table.start[row]) & (table.end == table.end[row]) & ~table.placed].all()


def test_breaks_that_no_pattern_allows_are_refused():
    assert not refused(pinned_rows_of("breather 09:00-09:15")[0])
    for wrong in ("breather 08:15-08:30", "breather 09:00-09:30", "lunch 09:00-09:30",
                  "breather 09:00-09:15 | lunch 10:00-10:30"):
        plan, _, left = pinned_rows_of(wrong)
        assert not len(left)
        (fault,) = refused(plan)
        assert wrong in fault


SPLIT = {"name": "split", "start": {"from": "08:00", "to": "08:00"}, "length": {"from_minutes": 480, "to_minutes": 480},
         "split": {"gap_minutes": [120, 120], "part_minutes": [210, 270], "every_minutes": 30}}


def split_pin(breaks, rules):
    row = {"operator": "anna", "when": "mon", "from": "08:00", "to": "18:00", "kind": "pinned"}
    return hotline(shifts=[SPLIT], breaks=rules, availability=[row | ({"breaks": breaks} if breaks else {})])


def gaps_left(breaks=None, rules=None):
    """Gaps of the shifts that `anna` may work, in cells, where 08:00 to 18:00 is pinned and templates split it otherwise."""
    plan = split_pin(breaks, rules or {})
    assert not refused(plan)
    table = shift_table(plan)
    forbidden = np.logical_or.reduce([each.rows for rule in (pins, shift_form) for each in rule.state(
        plan, plan.operators[0], table) if isinstance(each, Forbid)])
    return [(*table.gap[row].tolist(), bool(table.placed[row])) for row in np.flatnonzero(~forbidden)]


def test_a_pinned_shift_is_split_only_as_its_pin_says():
    assert gaps_left() == [(0, 0, False)]
    assert gaps_left("gap 12:00-14:00") == [(16, 8, False)]
    assert gaps_left("gap 12:00-15:00") == [(16, 12, False)], "no template offers it"


def test_a_pinned_gap_alone_leaves_the_breaks_of_both_parts():
    rules = BREAKS | {"spacing": {"edge_minutes": 30, "min_work_minutes": 30, "max_work_minutes": 600}}
    assert gaps_left("gap 12:00-14:00", rules) == [(16, 8, False)]
    assert gaps_left("breather 10:00-10:15 | gap 12:00-14:00 | breather 16:00-16:15", rules) == [(16, 8, True)]


def test_a_pinned_gap_that_leaves_a_part_no_pattern_fits_is_refused():
    (fault,) = refused(split_pin("gap 08:15-09:15", BREAKS))
    assert "gap 08:15-09:15" in fault


def refused(plan):
    return [fault for path, fault in preflight_faults(plan) if path[0] == "availability"]
