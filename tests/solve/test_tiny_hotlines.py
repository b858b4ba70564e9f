"""Random tiny hotlines with a few of all rules: all their rosters by the checker alone, against model, search and bound.

What is held for each is in `tests.builders.agreed`: no roster is better than the optimum, no bound is above it, and what is
called impossible is impossible. The optimum follows what is changed:

- A bound loosened never raises it, unless it makes another one stricter (`only_widens`): with other days or hours a week a day
  of leave counts for others. Nor does it hold for fairness, as `hours_per_week` says who owes how much.
- Somebody more never raises it, with these exceptions: who owes what is a share of what all owe (`fairness`); a rotation, and
  an activity with `everyone`, of all people are theirs, too. And curves of missed calls are made convex, in whole units, over
  as many as there are people: with one more a cell may cost a unit more (a unit is 1/6000 of a price of 1).
- Names, and the order of rows, change nothing; but `in_turn` goes by the order of the operators.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
import pytest

from scheduler.check.hard import hard_rules
from scheduler.instance.instance import Instance
from scheduler.rules.basis.shift_table import shift_table
from scheduler.solve.loosened import RULES, loosened, only_widens
from tests.builders.agreed import disagreements, least_of, refused
from tests.builders.enumerated import Enumeration
from tests.builders.hotline import FREE
from tests.builders.tiny_hotlines import Tiny, drawn

QUICK = (5004, 5011, 5001, 5059, 5078, 5079, 5090, 5092, 5101, 5112, 5113, 5115, 5117, 5123, 5125, 5126, 5132, 5145,
         5148, 5154, 5162, 5171, 5172, 5181, 5215, 5256, 5258)
"""Seeds of hotlines that are quickly judged, and have most pieces between them."""
SELDOM = (5082, 5105, 6029, 6031, 6080, 6093, 6208, 6230, 6284, 6447)
MANY = (*range(5000, 5080), *SELDOM)
"""Seeds as they come, and some in which rules bind that seldom do."""
NOT_DRAWN = {"time_off", "one_shift_a_day", "deferrable"}
"""More time off than a contract allows is refused as it is read; two shifts a day are seldom tried; there is no e-mail."""
NAMES = {"anna": "zoe", "ben": "abe", "carl": "mia", "early": "x", "late": "b", "night": "a", "day": "y", "parted": "c",
         "sales": "q", "support": "p", "abuse": "r", "old": "s", "talk": "t", "round": "u"}


@cache
def judged(seed: int) -> tuple[Tiny, Enumeration] | None:
    """A tiny hotline with all its rosters; None where it is refused as it is read, or has too many."""
    tiny = drawn(seed)
    found = Enumeration.of(tiny.instance, tiny.universe)
    return None if refused(tiny.instance) or found.is_too_large else (tiny, found)


def renamed(written: Any, names: dict[str, str]) -> Any:
    """Plain data with other names of people, templates, queues and skills, and its tables in another order."""
    if isinstance(written, dict):
        return {names.get(key, key): renamed(value, names) for key, value in written.items()}
    if isinstance(written, list | tuple):
        return [renamed(each, names) for each in written]
    if isinstance(written, str):
        return "/".join(names.get(each, each) for each in written.split("/"))
    return written


def reordered(topics: dict[str, Any]) -> dict[str, Any]:
    """The rows of all tables backwards, but those whose order means something: calls, and operators in turn."""
    in_turn = any(each.get("offsets") == "in_turn" for each in topics.get("rotations", ()))
    tables = {"shifts", "availability", "history", "ledger", "together", "activities", *(() if in_turn else ("operators",))}
    return {name: each[::-1] if name in tables else each for name, each in topics.items()}


def somebody_more(topics: dict[str, Any]) -> dict[str, Any] | None:
    """The hotline with somebody free and unpaid beside; None where no less may be said of them than of the others."""
    everybody = [each for each in topics.get("rotations", ())
                 if "who" not in each and not isinstance(each.get("offsets"), dict)]
    everybody += [each for each in topics.get("activities", ()) if each.get("everyone") and "who" not in each]
    if everybody or topics.get("objective", {}).get("fairness"):
        return None
    skills = {"skills": topics["operators"][0]["skills"]} if "skills" in topics["operators"][0] else {}
    return topics | {"operators": [*topics["operators"], {"id": "more", "contract": "more"} | skills],
                     "contracts": topics["contracts"] | {"more": FREE}}


def looser(instance: Instance, rng: np.random.Generator) -> Instance | None:
    """One bound of a contract loosened by a step, where that makes nothing else stricter."""
    contract = instance.contracts["one"]
    found = [steps[0].contract for rule in RULES for steps in loosened(contract, rule) if steps]
    if not found or instance.objective.fairness.priced:
        return None
    loose = instance.model_copy(update={"contracts": {**instance.contracts, "one": found[int(rng.integers(len(found)))]}})
    return loose if only_widens(instance, loose, shift_table(instance)) else None


@pytest.mark.parametrize("seed", QUICK)
def test_model_and_bounds_agree_with_all_rosters(seed):
    both = judged(seed)
    assert both is not None
    assert not list(disagreements(both[1], searched=False))


@pytest.mark.parametrize("seed", QUICK[::3])
def test_names_and_order_change_nothing(seed):
    both = judged(seed)
    assert both is not None
    tiny, found = both
    other = replace(tiny, topics=reordered(renamed(tiny.topics, NAMES)))
    assert least_of(other.instance) == (None if found.best is None else found.best[0])


@pytest.mark.parametrize("seed", QUICK[1::3])
def test_somebody_more_never_costs_more(seed):
    both = judged(seed)
    assert both is not None
    tiny, found = both
    topics = somebody_more(tiny.topics)
    assert not_dearer(topics and replace(tiny, topics=topics).instance, found)


@pytest.mark.parametrize("seed", QUICK[2::3])
def test_a_looser_bound_never_costs_more(seed):
    both = judged(seed)
    assert both is not None
    assert not_dearer(looser(both[0].instance, np.random.default_rng(seed)), both[1])


def not_dearer(changed: Instance | None, found: Enumeration) -> bool:
    """Whether a changed hotline, if there is one, costs at most what it did; but for the rounding of curves."""
    if changed is None or found.best is None:
        return True
    curves = changed.objective.missed_call is not None or changed.outside is not None
    rounding = changed.grid.cells if curves and len(changed.operators) > len(found.instance.operators) else 0
    after = least_of(changed)
    return after is not None and after <= found.best[0] + rounding


@pytest.mark.heavy
@pytest.mark.parametrize("place", range(0, len(MANY), 16))
def test_search_and_branches_agree_with_all_rosters_and_changes_do_what_they_may(place):
    for seed in MANY[place:place + 16]:
        if (both := judged(seed)) is not None:
            tiny, found = both
            assert (seed, list(disagreements(found))) == (seed, [])
            topics = somebody_more(tiny.topics)
            assert not_dearer(topics and replace(tiny, topics=topics).instance, found), seed
            assert not_dearer(looser(tiny.instance, np.random.default_rng(seed)), found), seed
            other = replace(tiny, topics=reordered(renamed(tiny.topics, NAMES)))
            assert least_of(other.instance) == (None if found.best is None else found.best[0]), seed


@pytest.mark.heavy
def test_every_rule_binds_in_some_of_them():
    """But those of `NOT_DRAWN`, which have a case in `tests.model.test_agreement` or tests of their own."""
    missing = {rule.NAME for rule in hard_rules()} - NOT_DRAWN
    for seed in (*QUICK, *SELDOM, *MANY):
        if missing and (both := judged(seed)) is not None:
            missing -= both[1].binding
    assert not missing
