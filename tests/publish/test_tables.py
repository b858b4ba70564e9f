"""Tables in CSV."""

from __future__ import annotations

from scheduler.publish.folder import export


def test_csv_quotes_formulas_and_keeps_offsets(hotline_by_hand, folder):
    instance, result = hotline_by_hand(names=("=1+1", "\t@SUM(A1)", "-2", "Ünal", "+49", "ok"))
    paths = export(instance, result, ["csv"], folder)
    assert [path.name for path in paths] == ["shifts.csv", "breaks.csv", "ledger.csv"]
    shifts = (folder / "shifts.csv").read_text("utf-8-sig").splitlines()
    assert shifts[0] == "operator,name,date,start,end,minutes,paid_minutes"
    assert shifts[1] == "op000,'=1+1,2026-12-04,2026-12-04T08:00:00+07:00,2026-12-04T16:30:00+07:00,510,480"
    assert "'@SUM(A1)" in "".join(shifts) and "'-2" in "".join(shifts) and "Ünal" in "".join(shifts)
    breaks = (folder / "breaks.csv").read_text("utf-8-sig").splitlines()
    assert len(breaks) == 1 + sum(len(shift.breaks) for shift in result.shifts)
    ledger = (folder / "ledger.csv").read_text("utf-8-sig").splitlines()
    assert ledger[0] == "operator,shifts,nights,weekends"
    assert sum(int(row.split(",")[1]) for row in ledger[1:]) == len(result.shifts)
