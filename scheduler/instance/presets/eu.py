"""Directive 2003/88/EC of the European Parliament and of the Council: the least that every member state asks for."""

from __future__ import annotations

from scheduler.instance.presets.law import BreakTotal, ContractLimit, Law, LongestSpan

EU = Law(
    name="eu-2003-88",
    title="Directive 2003/88/EC, working time",
    contract=(
        ContractLimit("rest_hours", 11, "h", is_least=True, article="Article 3"),
        ContractLimit("weekly_rest_hours", 35, "h", is_least=True, article="Article 5, 24 h and the 11 h of Article 3"),
        ContractLimit("hours_per_week", 48, "h", is_least=False,
                      article="Article 6(b), there on average over up to four months (Article 16(b)), here in every week"),
    ),
    work=(LongestSpan(780, article="Article 3, 11 h of rest in each 24 h"),),
    breaks=(BreakTotal(above_work_minutes=360, minutes=5, each=5, article="Article 4, whose length national law says"),),
    beyond=(
        "Article 8(a): night workers work 8 h in 24 h on average",
        "Article 7: four weeks of paid annual leave",
    ),
)
