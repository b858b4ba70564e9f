"""Contracts with a few of all bounds, at random, and what was before the horizon."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from tests.builders.hotline import FREE

H = 60
STARTS = (0, 8 * H, 14 * H, 22 * H)
"""Minutes after midnight at which shifts start."""


@st.composite
def bounds(draw: st.DrawFn, names: list[str]) -> dict[str, Any]:
    """A contract with a few of all bounds."""
    pairs = st.tuples(st.sampled_from(names), st.sampled_from(names)).map(list)
    counts = st.dictionaries(st.sampled_from(names), st.integers(0, 2), max_size=1)
    every: dict[str, st.SearchStrategy[Any]] = {
        "hours_per_week": st.sampled_from([[0, 24], [8, 40], [16, 32]]), "days_per_week": st.sampled_from([[0, 3], [2, 5]]),
        "hours_per_month": st.sampled_from([[0, 24], [16, 32]]), "hours_per_period": st.sampled_from([[0, 24], [16, 32]]),
        "shifts_per_week": st.sampled_from([[0, 3], [2, 5]]), "shifts_per_month": st.sampled_from([[0, 3], [2, 5]]),
        "shifts_per_period": st.sampled_from([[0, 3], [2, 5]]),
        "max_consecutive_days": st.integers(2, 3), "min_consecutive_days": st.integers(1, 2),
        "min_consecutive_days_off": st.integers(2, 3), "max_weekends": st.integers(0, 1), "complete_weekends": st.just(True),
        "max_nights_per_week": st.integers(0, 2), "max_consecutive_nights": st.integers(1, 2),
        "min_days_off_after_nights": st.integers(1, 3), "forbidden_successions": st.lists(pairs, min_size=1, max_size=2),
        "max_shifts": counts, "max_shifts_per_week": counts,
        "same_start_all_week": st.just(True), "max_start_earlier_minutes": st.sampled_from([0, 6 * H]),
        "max_start_later_minutes": st.sampled_from([0, 6 * H]), "max_different_starts_per_week": st.just(1),
        "rest_hours": st.sampled_from([8, 11, 36]), "weekly_rest_hours": st.sampled_from([24, 40, 60]),
    }
    chosen = draw(st.lists(st.sampled_from(sorted(every)), min_size=1, max_size=4, unique=True))
    return FREE | {name: draw(every[name]) for name in chosen}


@st.composite
def histories(draw: st.DrawFn, names: list[str]) -> list[dict[str, Any]]:
    """Nothing, or what an operator did before."""
    if draw(st.booleans()):
        return []
    days = draw(st.integers(1, 4))
    known: dict[str, Any] = {"operator": "anna", draw(st.sampled_from(["worked_days", "days_off"])): days}
    if draw(st.booleans()):
        known |= {"nights": draw(st.integers(0, min(days, 2))), "last_shift": draw(st.sampled_from(names))}
    if draw(st.booleans()):
        known["last_start"], known["last_end"] = draw(st.sampled_from([
            ("2026-12-10T22:00", "2026-12-11T06:00"), ("2026-12-10T14:00", "2026-12-10T21:30"),
            ("2026-12-09T08:00", "2026-12-09T12:00")]))
    return [known]


PRICED = ("same_start", "start_drift", "different_starts", "weekly_rest", "hours_per_week", "days_per_week", "nights_per_week")
"""Rules that may have a price; fewer than there are, so that most are hard."""


@st.composite
def prices(draw: st.DrawFn) -> dict[str, float]:
    """No price for any bound, or one for a few."""
    rules = draw(st.lists(st.sampled_from(PRICED), max_size=3, unique=True)) if draw(st.booleans()) else []
    return {rule: draw(st.sampled_from([0.5, 6, 30])) for rule in rules}
