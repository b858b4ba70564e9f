"""Two days, the second after the first: what was worked is kept, and the next roster begins where the last one ended."""

from __future__ import annotations

import openpyxl
import pytest

import scheduler
from scheduler.errors import InputError
from scheduler.library.continuing import going_on

EXACT = {"deterministic": True, "seconds": 0.5}


def two_days(root, first: str, days: int) -> scheduler.Instance:
    tiny = scheduler.read(root / "instances" / "tiny")
    rows = [row.as_written() for row in tiny.calls.forecast]
    dates = [f"2026-12-{int(first[-2:]) + day:02d}" for day in range(days)]
    calls = [row | {"start": date + row["start"][10:]} for date in dates for row in rows]
    return tiny.with_(horizon={"start": first, "days": days}, calls={"forecast": calls}, availability=[])


@pytest.fixture(scope="module")
def before(root) -> scheduler.Result:
    return scheduler.solve(two_days(root, "2026-12-07", 2), **EXACT)


def test_the_started_day_is_kept_to_the_break_and_the_roster_is_clean(before, root, tmp_path):
    scheduler.publish(before, tmp_path)
    now = "2026-12-08T11:00"
    after = scheduler.solve(two_days(root, "2026-12-08", 1), **EXACT, previous=tmp_path, now=now)
    assert not scheduler.check(after.instance, after)
    begun = {shift for shift in before.roster.shifts if "2026-12-08" <= shift.start.isoformat() < now}
    assert begun
    assert begun <= set(after.roster.shifts)
    assert {shift.start.isoformat() >= now for shift in set(after.roster.shifts) - begun} <= {True}
    assert {row.operator: row.week_days for row in after.instance.history if row.week_days} == {
        shift.operator: 1 for shift in before.roster.shifts if shift.start.isoformat() < "2026-12-08"}


def test_a_workbook_that_was_changed_is_gone_on_from_as_it_stands(before, root, tmp_path):
    scheduler.publish(before, tmp_path)
    last = next(shift for shift in before.roster.shifts if shift.start.day == 8)
    book = openpyxl.load_workbook(tmp_path / "roster.xlsx")
    sheet, row = book["Roster"], 5 + [each.id for each in before.instance.operators].index(last.operator)
    assert sheet.cell(row, 4).value == f"{last.start:%H:%M}–{last.end:%H:%M}"
    sheet.cell(row, 4).value = None
    book.save(tmp_path / "roster.xlsx")
    after, untouched = (going_on(two_days(root, "2026-12-09", 1), tmp_path / name) for name in ("roster.xlsx", "roster.json"))
    days, as_published = ({each.operator: each.week_days for each in plan.history} for plan in (after, untouched))
    assert days.get(last.operator) == (as_published[last.operator] - 1 or None)
    (tmp_path / "roster.json").rename(tmp_path / "other.json")
    with pytest.raises(InputError, match=r"roster\.xlsx.*no roster\.json beside it"):
        going_on(two_days(root, "2026-12-09", 1), tmp_path / "roster.xlsx")


def test_the_instance_may_name_its_roster_itself(before, root, tmp_path):
    scheduler.publish(before, tmp_path / "plan")
    (tmp_path / "next.yaml").write_text(two_days(root, "2026-12-09", 1).with_(previous="plan").to_yaml(), encoding="utf-8")
    after = going_on(scheduler.read(tmp_path / "next.yaml"), None)
    assert after.previous is None
    assert after.history
    assert after.origin.name == "next"


def test_a_time_alone_or_none_is_refused(root, before):
    with pytest.raises(InputError, match="allowed beside"):
        going_on(two_days(root, "2026-12-09", 1), None, "2026-12-09T10:00")
    with pytest.raises(InputError, match="2026-12-09T10:20"):
        going_on(two_days(root, "2026-12-09", 1), before, "noon")
