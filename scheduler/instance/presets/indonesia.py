"""UU 13/2003 as amended by UU 6/2023 (Article 81), with PP 35/2021, Indonesia."""

from __future__ import annotations

from scheduler.instance.presets.law import BreakTotal, ContractLimit, Law, LongestStretch, LongestWork

INDONESIA = Law(
    name="id-uu13",
    title="UU 13/2003 as amended by UU 6/2023, and PP 35/2021, Indonesia",
    contract=(
        ContractLimit("hours_per_week", 40, "h", is_least=False,
                      article="UU 13/2003 Pasal 77 ayat (2), PP 35/2021 Pasal 21 ayat (2), without overtime"),
        ContractLimit("days_per_week", 6, "days", is_least=False,
                      article="UU 13/2003 Pasal 79 ayat (2) huruf b, PP 35/2021 Pasal 22"),
    ),
    work=(LongestWork(480, break_minutes=30, article="UU 13/2003 Pasal 77 ayat (2) huruf b, PP 35/2021 Pasal 21 ayat (2)"),),
    breaks=(
        BreakTotal(above_work_minutes=240, minutes=30, each=30, unpaid=True,
                   article="UU 13/2003 Pasal 79 ayat (2) huruf a"),
        LongestStretch(240, article="UU 13/2003 Pasal 79 ayat (2) huruf a"),
    ),
    beyond=(
        "UU 13/2003 Pasal 77 ayat (2) huruf a: 7 h a day where six days of a week are worked",
        "PP 35/2021 Pasal 26: overtime of at most 4 h a day and 18 h a week, with consent (Pasal 28) and paid (Pasal 27)",
        "UU 13/2003 Pasal 79 ayat (2) huruf a: after 4 h of work the break is half an hour; here any break ends a stretch",
        "PP 35/2021 Pasal 23: sectors with other working times",
    ),
)
