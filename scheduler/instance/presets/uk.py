"""The Working Time Regulations 1998 (SI 1998/1833), United Kingdom."""

from __future__ import annotations

from scheduler.instance.presets.law import BreakTotal, ContractLimit, Law, LongestSpan

UK = Law(
    name="uk-wtr-1998",
    title="Working Time Regulations 1998, United Kingdom",
    contract=(
        ContractLimit("rest_hours", 11, "h", is_least=True, article="regulation 10(1)"),
        ContractLimit("weekly_rest_hours", 35, "h", is_least=True,
                      article="regulation 11(1) and (7), 24 h besides the 11 h of regulation 10"),
        ContractLimit("hours_per_week", 48, "h", is_least=False,
                      article="regulation 4(1), there on average over 17 weeks (4(3)), here in every week; opt-out: 5"),
    ),
    work=(LongestSpan(780, article="regulation 10(1), 11 h of rest in each 24 h"),),
    breaks=(BreakTotal(above_work_minutes=360, minutes=20, each=20, article="regulation 12(1) and (3)"),),
    beyond=(
        "regulation 6(1): night workers work 8 h in 24 h on average over 17 weeks",
        "regulation 11(2): in place of a weekly rest two of 24 h, or one of 48 h, in fourteen days",
        "regulation 13: paid annual leave; young workers have rules of their own",
    ),
)
