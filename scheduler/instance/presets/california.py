"""California: meal periods (Labor Code § 512), rest periods (IWC Wage Order 4-2001), one day's rest in seven.

How many rest periods a shift has, and when meals must begin, is as Brinker v. Superior Court (2012) 53 Cal.4th 1004 has it.
"""

from __future__ import annotations

from scheduler.instance.presets.law import BreakTotal, ContractLimit, LatestMeal, Law, RestPeriods

_REST = "IWC Wage Order 4-2001 § 12(A)"

CALIFORNIA = Law(
    name="us-ca-meal-rest",
    title="California meal and rest periods (Labor Code § 512, IWC Wage Order 4-2001)",
    contract=(ContractLimit("days_per_week", 6, "days", is_least=False, article="Labor Code §§ 551, 552"),),
    work=(),
    breaks=(
        BreakTotal(above_work_minutes=300, minutes=30, each=30, article="Labor Code § 512(a), IWC Wage Order 4-2001 § 11"),
        BreakTotal(above_work_minutes=600, minutes=60, each=30, article="Labor Code § 512(a), IWC Wage Order 4-2001 § 11"),
        LatestMeal(number=1, above_work_minutes=300, latest_minutes=300, article="Labor Code § 512(a)"),
        LatestMeal(number=2, above_work_minutes=600, latest_minutes=600, article="Labor Code § 512(a)"),
        RestPeriods(210, inclusive=True, number=1, each=10, article=_REST),
        RestPeriods(360, inclusive=False, number=2, each=10, article=_REST),
        RestPeriods(600, inclusive=False, number=3, each=10, article=_REST),
    ),
    beyond=(
        "Labor Code § 512(a): waivers by mutual consent, of the meal up to six hours of work and of the second up to twelve",
        "Wage Order 4-2001 § 12(A): rest periods in the middle of each work period, as far as practicable",
        "Labor Code § 510: overtime pay; Wage Order 4-2001 § 4(C) and § 5: split shift premium and reporting time pay",
    ),
)
