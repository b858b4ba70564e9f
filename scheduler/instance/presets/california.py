"""California: meal periods (Labor Code § 512), rest periods (IWC Wage Order 4-2001), one day's rest in seven.

How many rest periods a shift has, and when meals must begin, is as Brinker v. Superior Court (2012) 53 Cal.4th 1004 has it.
"""

from __future__ import annotations

from scheduler.instance.presets.law import ContractLimit, LatestMeal, Law, RestPeriods
from scheduler.timegrid import MINUTES_PER_DAY

_MEAL = "Labor Code § 512(a), IWC Wage Order 4-2001 § 11"
_REST = "IWC Wage Order 4-2001 § 12(A)"

CALIFORNIA = Law(
    name="us-ca-meal-rest",
    title="California meal and rest periods (Labor Code § 512, IWC Wage Order 4-2001)",
    contract=(ContractLimit("days_per_week", 6, "days", is_least=False, article="Labor Code §§ 551, 552"),),
    work=(),
    breaks=(
        LatestMeal(number=1, above_work_minutes=300, latest_minutes=300, each=30, article=_MEAL),
        LatestMeal(number=2, above_work_minutes=600, latest_minutes=600, each=30, article=_MEAL),
        RestPeriods(210, inclusive=True, number=1, each=10, article=_REST),
        *(RestPeriods(minutes, inclusive=False, number=number, each=10, article=_REST)
          for number, minutes in enumerate(range(360, MINUTES_PER_DAY, 240), 2)),
    ),
    beyond=(
        "Labor Code § 512(a): waivers by mutual consent, of the meal up to six hours of work and of the second up to twelve",
        "Wage Order 4-2001 § 12(A): rest periods in the middle of each work period, as far as practicable",
        "Labor Code § 510: overtime pay; Wage Order 4-2001 § 4(C) and § 5: split shift premium and reporting time pay",
    ),
)
