"""Proven without a search: hours that no roster can cover, and the fewest people who could cover what is required."""

from __future__ import annotations

import math

from scheduler.survey.hours import by_week, most_minutes
from scheduler.survey.reach import Team


def least_short_hours(team: Team) -> float:
    """Operator-hours that are missing in every roster: what a week requires beyond the most its operators can give."""
    return sum(max(0.0, week.required - week.most) for week in by_week(team))


def least_people(team: Team) -> int:
    """Fewest operators who could cover what is required.

    As many as are required at once, and in each week as many as can give its hours, those who can give most first; beyond those
    there are, everybody more gives as much as the best of them.
    """
    found = int(team.own_required.max(initial=0))
    for number, week in enumerate(by_week(team)):
        hours = sorted((most_minutes(reach, number, team.instance.contract_of(operator).days_per_week[1]) / 60
                        for operator, reach in zip(team.instance.operators, team.reaches, strict=True)), reverse=True)
        lacking, people = week.required, 0
        for each in hours:
            if lacking <= 1e-9:
                break
            lacking, people = lacking - each, people + 1
        if lacking > 1e-9:
            people += math.ceil(lacking / hours[0] - 1e-9) if hours[0] else 1
        found = max(found, people)
    return found
