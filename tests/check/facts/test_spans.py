"""What a contract asks for in a month and over all days, by the checker's own reading: the rules come to the same."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.check.facts.spans import calendar_weeks, minutes_due, months, shifts_due, whole
from scheduler.rules import hours_per_month, hours_per_period, shifts_per_month, shifts_per_period, shifts_per_week
from scheduler.rules.basis.shift_table import shift_table
from tests.builders.checked import FREE
from tests.builders.properties import examples
from tests.builders.rosters import ANY, plan

KINDS = ("unavailable", "leave", "sick", "public_holiday")
DATES = [f"2026-{date}" for date in ("11-20", "11-27", "11-30", "12-01", "12-06", "12-24")]


@st.composite
def instances(draw):
    hours, shifts = draw(st.sampled_from([[0, 50], [40, 60], [150, 400]])), draw(st.sampled_from([[0, 9], [5, 20], [20, 25]]))
    contract = FREE | {"hours_per_week": draw(st.sampled_from([[0, 20], [30, 40]])),
                       "days_per_week": [0, draw(st.integers(4, 7))], "shifts_per_week": [3, 6],
                       "hours_per_month": hours, "hours_per_period": hours,
                       "shifts_per_month": shifts, "shifts_per_period": shifts}
    spans = draw(st.lists(st.tuples(st.sampled_from(KINDS), st.sampled_from(DATES), st.sampled_from(DATES)), max_size=3))
    entries = [{"operator": "anna", "kind": kind, "when": f"{min(one, two)}..{max(one, two)}"} for kind, one, two in spans]
    known = {"week_days": 2, "month_hours": 30.5, "month_shifts": 4, "period_hours": 10, "period_shifts": 2}
    history = [{"operator": "anna"} | {name: known[name] for name in draw(st.sets(st.sampled_from(sorted(known))))}]
    days, template = draw(st.integers(1, 45)), ANY | {"length": {"from_minutes": 240, "to_minutes": 480, "every_minutes": 60}}
    return plan(days, hours={"weekly": {draw(st.sampled_from(["mon-fri", "mon-sun", "sat,sun"])): ["08:00-18:00"]},
                             "dates": {date: ["08:00-18:00"] for date in DATES}},
                horizon={"start": draw(st.sampled_from(DATES)), "days": days}, contracts={"free": contract}, shifts=[template],
                availability=entries, history=history, calls={"per_day": 10, "shape": "flat", "aht_s": 60},
                operators=[{"id": "anna", "contract": "free", "share": draw(st.sampled_from([1, 0.5, "33 %"]))}])


def rows(windows):
    return [(each.first, each.last, each.least, each.most) for each in windows]


@settings(max_examples=examples(60))
@given(instances())
def test_rules_and_checker_read_the_same_months_and_dues(instance):
    operator, table, stretches = instance.operators[0], shift_table(instance), {
        "week": list(calendar_weeks(instance)), "month": list(months(instance)), "period": [whole(instance)]}
    contract, history = instance.contract_of(operator), instance.history_of[operator.id]
    for rule in (hours_per_month, hours_per_period, shifts_per_week, shifts_per_month, shifts_per_period):
        kind, _, span = rule.NAME.partition("_per_")
        due = minutes_due if kind == "hours" else shifts_due
        before = getattr(history, "week_days" if span == "week" else f"{span}_{kind}")
        (total,) = rule.state(instance, operator, table)
        expected = []
        for each in stretches[span]:
            known = before if each.has_begun or span == "period" else 0
            least, most = due(instance, operator, each, getattr(contract, rule.NAME), known)
            expected.append((each.days[0], each.days[-1], -(-least // 1), most // 1))
        assert rows(total.windows) == expected, rule.NAME
