"""Random small hotlines, of every kind the bound and the search must be right for."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import strategies as st

from scheduler.check.facts.coverage import on_phone
from scheduler.check.hard import check_shifts
from scheduler.engine.budget import Budget
from scheduler.engine.crew import Crew
from scheduler.instance.instance import Instance
from scheduler.model.legal import is_legal
from scheduler.model.solution import Solution, presence_of, shifts_of_solution
from scheduler.roster import InstanceRef
from tests.builders.derived import costs_of
from tests.builders.hotline import FREE
from tests.builders.plans import DAY, LUNCH, people, plan

REF = InstanceRef(name="helpline", sha256="ab" * 32, path="instances/helpline")
LOADS = (0.4, 1.4, 0.0, 0.6, 2.4, 1.1, 0.2)
BREAKS = {
    "lunch": LUNCH,
    "breathers": {"minutes": 60, "paid": True, "count": [{"from_shift_minutes": 240, "breathers": 1}]},
    "spacing": {"edge_minutes": 60, "max_work_minutes": 300},
}
HALF_HOURS = {"name": "Helpline", "timezone": "Europe/Berlin", "interval_minutes": 30, "break_grid_minutes": 30}
FINE = {"name": "Helpline", "timezone": "Asia/Jakarta", "interval_minutes": 15, "break_grid_minutes": 5}
FINE_BREAKS = {
    "lunch": {"minutes": 30, "from_shift_minutes": 360, "earliest_minutes": 150, "latest_minutes": 240},
    "breathers": {"minutes": 10, "count": [{"from_shift_minutes": 180, "breathers": 1}]},
    "spacing": {"edge_minutes": 60, "min_work_minutes": 60, "max_work_minutes": 180},
}
AROUND_THE_CLOCK = {
    "hours": {"always": True},
    "shifts": [{"name": "any", "start": {"from": "00:00", "to": "20:00", "every_minutes": 240},
                "length": {"from_minutes": 360, "to_minutes": 600, "every_minutes": 120}}],
}
DAYTIME = {"hours": {"weekly": {"mon-sun": ["08:00-18:00"]}}, "shifts": [DAY | {
    "length": {"from_minutes": 120, "to_minutes": 360, "every_minutes": 120}}]}
EVENINGS = {"from": "15:00", "to": "19:00", "minutes": 120}
"""What counts as a night here, so that the rules of nights bind by day too."""
KINDS = {
    "daytime": DAYTIME,
    "daytime with breaks": DAYTIME | {"breaks": BREAKS},
    "around the clock": AROUND_THE_CLOCK,
    "around the clock with breaks": AROUND_THE_CLOCK | {"breaks": BREAKS},
    "around the clock in autumn": AROUND_THE_CLOCK | {"hotline": HALF_HOURS, "breaks": BREAKS,
                                                      "horizon": {"start": "2026-10-24", "days": 2}},
    "five minutes": DAYTIME | {"hotline": FINE, "breaks": FINE_BREAKS},
}


@st.composite
def hotlines(draw: st.DrawFn) -> Instance:
    """One to four operators of two contracts, one to three days, with availability and wishes."""
    kind = draw(st.sampled_from(sorted(KINDS)))
    days = 1 if kind == "five minutes" else draw(st.integers(1, 3))
    changes: dict[str, Any] = {"horizon": days, "nights": EVENINGS} | KINDS[kind]
    operators = people(*draw(st.lists(st.sampled_from(["full", "half"]), min_size=1,
                                        max_size=4 if kind != "five minutes" else 2)))
    contracts = {"full": draw(contract()), "half": draw(contract())}
    availability = draw(st.lists(entry([each["id"] for each in operators]), max_size=4))
    loads = draw(st.lists(st.sampled_from(LOADS), min_size=1, max_size=5))
    return plan(loads, operators=operators, contracts=contracts, availability=availability, **changes)


def contract() -> st.SearchStrategy[dict[str, Any]]:
    """Bounds of every rule, none of which a roster of no work breaks."""
    return st.fixed_dictionaries(
        {"hours_per_week": st.sampled_from([[0, 168], [0, 56], [0, 80]])},
        optional={"days_per_week": st.sampled_from([[0, 7], [0, 2]]), "max_consecutive_days": st.integers(1, 2),
                  "rest_hours": st.sampled_from([0, 8, 11, 20.5]), "cost_per_hour": st.sampled_from([0, 1, 2.35]),
                  "min_consecutive_days": st.just(1), "min_consecutive_days_off": st.integers(1, 2),
                  "max_nights_per_week": st.integers(0, 2), "max_consecutive_nights": st.just(1),
                  "min_days_off_after_nights": st.integers(1, 2)},
    ).map(lambda bounds: FREE | bounds)


def entry(names: list[str]) -> st.SearchStrategy[dict[str, str]]:
    """Availability that leaves a roster of no work legal, but for pinned days."""
    return st.builds(
        lambda who, kind, when, window: {"operator": who, "kind": kind, "when": when} | window,
        st.sampled_from(names), st.sampled_from(["unavailable", "only", "avoid", "prefer"]),
        st.sampled_from(["mon", "tue", "sun", "mon-sun"]),
        st.sampled_from([{}, {"from": "09:00", "to": "15:00"}, {"from": "20:00", "to": "06:00"}]),
    )


MANY = plan(
    (0.05, 0.2, 0.5, 0.7, 0.4, 0.6, 0.3, 0.1, 0.15), horizon=14, hotline=HALF_HOURS | {"timezone": "Asia/Jakarta"},
    hours={"weekly": {"mon-sun": ["08:00-18:00"]}}, breaks=BREAKS,
    shifts=[DAY | {"start": {"from": "08:00", "to": "14:00", "every_minutes": 60},
                   "length": {"from_minutes": 240, "to_minutes": 480, "every_minutes": 60}}],
    operators=people("full", "full", "half", "half", "full", "half"),
    contracts={
        "full": FREE | {"hours_per_week": [24, 30], "days_per_week": [4, 5], "max_consecutive_days": 4, "rest_hours": 11},
        "half": FREE | {"hours_per_week": [10, 16], "days_per_week": [2, 4], "rest_hours": 11, "shift_minutes": [240, 300]},
    },
    availability=[{"operator": "ben", "kind": "unavailable", "when": "mon,tue"},
                  {"operator": "carl", "kind": "only", "when": "wed-sun", "from": "08:00", "to": "14:00"},
                  {"operator": "dora", "kind": "pinned", "when": "2026-12-09"},
                  {"operator": "dora", "kind": "prefer", "when": "fri"},
                  {"operator": "fay", "kind": "avoid", "when": "sat,sun"}],
)
"""Six operators of six classes over two weeks: too many pairs to be given to a solver at once."""


def work(seconds: float) -> Budget:
    """A budget of counted work, so that no outcome hangs on the machine's speed."""
    return Budget(seconds, deterministic=True)


def assert_sound(instance: Instance, crew: Crew, solution: Solution) -> None:
    """The roster is complete and legal, and costs and covers what the checker says."""
    shifts = shifts_of_solution(instance, crew.problem, solution)
    assert not check_shifts(instance, shifts)
    assert is_legal(crew.problem, solution, range(crew.problem.operators))
    assert crew.cost(solution) == costs_of(instance, shifts).units
    covered = presence_of(crew.problem, solution).sum(axis=0)[: crew.problem.cells]
    assert np.array_equal(covered, on_phone(instance, shifts))
