"""What a contract asks for in a week, by the checker's own reading: the rules come to the same."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.check.facts.dues import days_due, minutes_due
from scheduler.check.facts.weeks import weeks
from scheduler.rules import days_per_week, hours_per_week
from scheduler.rules.basis.shift_table import shift_table
from tests.builders.checked import FREE
from tests.builders.properties import examples
from tests.builders.rosters import ANY, plan

KINDS = ("unavailable", "leave", "sick", "public_holiday", "avoid")
DATES = [f"2026-12-{day:02d}" for day in range(5, 26)]


@st.composite
def instances(draw):
    first, days = draw(st.integers(0, 10)), draw(st.integers(1, 12))
    least, fewest = draw(st.sampled_from([0, 20, 36])), draw(st.integers(0, 4))
    contract = FREE | {"hours_per_week": [least, least + draw(st.integers(0, 8))],
                       "days_per_week": [fewest, draw(st.integers(4, 7))]}
    spans = draw(st.lists(st.tuples(st.sampled_from(KINDS[:4]), st.sampled_from(DATES), st.sampled_from(DATES)), max_size=3))
    entries = [{"operator": "anna", "kind": kind, "when": f"{min(one, two)}..{max(one, two)}"} for kind, one, two in spans]
    history = [{"operator": "anna", "week_hours": draw(st.sampled_from([0, 7.5, 50])), "week_days": draw(st.integers(0, 5))}]
    longest = draw(st.sampled_from([240, 480, 540]))
    template = ANY | {"length": {"from_minutes": 240, "to_minutes": longest, "every_minutes": 60}}
    lunch = {"minutes": [30, 45], "from_shift_minutes": 360, "earliest_minutes": 0, "latest_minutes": 720}
    open_on = draw(st.sampled_from(["mon-fri", "mon-sun", "sat,sun"]))
    return plan(days, hours={"weekly": {open_on: ["08:00-18:00"]}, "dates": {"2026-12-05": ["08:00-18:00"]}},
                horizon={"start": DATES[first], "days": days}, contracts={"free": contract}, availability=entries,
                history=draw(st.sampled_from([[], history])), shifts=[template], breaks={"lunch": lunch},
                calls={"per_day": 10, "shape": "flat", "aht_s": 60},
                hotline={"name": "H", "timezone": "Europe/Berlin", "week_starts": draw(st.sampled_from(["mon", "sun", "thu"]))})


@settings(max_examples=examples(60))
@given(instances())
def test_rules_and_checker_read_the_same_weeks_and_dues(instance):
    operator, table = instance.operators[0], shift_table(instance)
    (hours,), (days,) = (rule.state(instance, operator, table) for rule in (hours_per_week, days_per_week))
    assert [(each.first, each.last) for each in hours.windows] == [(week[0], week[-1]) for week in weeks(instance)]
    for week, of_hours, of_days in zip(weeks(instance), hours.windows, days.windows, strict=True):
        least, most = minutes_due(instance, operator, week)
        assert (of_hours.least, of_hours.most) == (-(-least // 1), most // 1)
        fewest, most_days = days_due(instance, operator, week)
        assert (of_days.least, min(of_days.most, len(week))) == (fewest, most_days)


@pytest.mark.parametrize(("minutes", "longest"), [(240, 240), (480, 450)])
def test_a_full_week_away_asks_for_nothing_and_a_day_less_for_what_is_left(minutes, longest):
    template = ANY | {"length": {"from_minutes": minutes, "to_minutes": minutes}}
    lunch = {"minutes": 30, "from_shift_minutes": 360, "earliest_minutes": 0, "latest_minutes": 720}
    contract = FREE | {"hours_per_week": [longest * 6 / 60, 60], "days_per_week": [0, 7]}
    away = [{"operator": "anna", "kind": "unavailable", "when": "mon-wed"}]
    instance = plan(7, shifts=[template], breaks={"lunch": lunch}, contracts={"free": contract}, availability=away)
    (week,) = weeks(instance)
    assert minutes_due(instance, instance.operators[0], week)[0] == Fraction(longest * 4)
