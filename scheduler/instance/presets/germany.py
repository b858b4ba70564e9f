"""Arbeitszeitgesetz (ArbZG), Germany; collective agreements may differ from it (§ 7)."""

from __future__ import annotations

from scheduler.instance.presets.law import BreakTotal, ContractLimit, Law, LongestStretch, LongestWork

GERMANY = Law(
    name="de-arbzg",
    title="Arbeitszeitgesetz (ArbZG), Germany",
    contract=(
        ContractLimit("rest_hours", 11, "h", is_least=True, article="§ 5 Abs. 1"),
        ContractLimit("weekly_rest_hours", 35, "h", is_least=True,
                      article="§ 11 Abs. 4, a free Sunday or its substitute together with the 11 h of § 5"),
        ContractLimit("hours_per_week", 60, "h", is_least=False, article="§ 3 Satz 2, 10 h on each of six working days"),
    ),
    work=(LongestWork(600, break_minutes=15, article="§ 3 Satz 2"),),
    breaks=(
        BreakTotal(above_work_minutes=360, minutes=30, each=15, article="§ 4 Satz 1 und 2"),
        BreakTotal(above_work_minutes=540, minutes=45, each=15, article="§ 4 Satz 1 und 2"),
        LongestStretch(360, each=15, article="§ 4 Satz 2 und 3"),
    ),
    beyond=(
        "§ 4 Satz 2 und 3: where lunches lie in windows of the clock, also a break of less than 15 min ends a stretch of work",
        "§ 3: 8 h a working day on average over six calendar months or 24 weeks",
        "§ 6 Abs. 2: night workers 8 h a working day on average over a month or four weeks",
        "§§ 9, 10: work on Sundays and public holidays only where § 10 or a permit allows it",
        "§ 11 Abs. 4: a weekly rest down to 24 h where technical or organisational reasons ask for it",
        "§ 11 Abs. 1 and 3: fifteen Sundays a year free, and a substitute day off for each one worked",
    ),
)
