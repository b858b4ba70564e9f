"""Rules by the words a supervisor reads; programs know them by their names."""

from __future__ import annotations

_WORDS = {
    "activities": "meetings, training and coaching",
    "complete_weekends": "whole weekends",
    "consecutive_days": "days in a row",
    "consecutive_days_off": "days off in a row",
    "consecutive_nights": "nights in a row",
    "deferrable": "e-mail and other work that waits",
    "forbidden_successions": "shifts that may not follow each other",
    "frozen": "shifts that have begun",
    "hours_per_period": "hours over all days",
    "max_shifts": "most shifts of a kind",
    "min_operators": "least operators on the phone",
    "minimums": "least people at certain times",
    "pins": "pinned shifts",
    "rest": "rest between shifts",
    "seats": "seats and lines",
    "shift_form": "shifts on offer",
    "shifts_per_period": "shifts over all days",
    "standby": "standby lists",
    "together": "rules of people together",
    "topic_cover": "somebody for each topic",
    "unmanned": "open time with nobody there",
}
"""Names whose own words do not say it."""


def rule_in_words(rule: str) -> str:
    """What a rule is called, by its name: ``hours_per_week`` is *hours per week*."""
    return _WORDS.get(rule, rule.replace("_", " "))
