"""Outside help as the simulation plays it: by the hour as own operators would be, by the call answered elsewhere."""

from __future__ import annotations

import numpy as np

from scheduler.instance.outside import Outside
from scheduler.roster import Purchase
from scheduler.simulate.duties import duties_of_instance
from scheduler.simulate.outside import outside_shifts, share_elsewhere
from tests.builders.derived import service_of
from tests.builders.scenarios import at, shift

from .conftest import bilingual, hotline

BY_HOUR, BY_CALL = {"name": "X", "price_per_hour": 2}, {"name": "X", "price_per_call": 1}
HALF_HOURS = range(480, 600, 30)


def bought(amount, queue=None):
    return tuple(Purchase(start=at(minute), queue=queue, amount=amount, cost=1) for minute in HALF_HOURS)


def with_help(instance, outside):
    return instance.model_copy(update={"outside": Outside(**outside)})


def present(count):
    return [shift(f"o{index}", 480, 600) for index in range(count)]


def test_outside_operators_answer_as_own_ones_do():
    plan = with_help(hotline(patience_s=90), BY_HOUR)
    helped = service_of(plan, present(4), purchases=bought(1.0), replications=10)
    own = service_of(plan, present(6), replications=10)
    np.testing.assert_array_equal(helped.service_level, own.service_level)
    assert helped.total > service_of(plan, present(4), replications=10).total


def test_they_are_there_though_own_ones_are_absent_and_no_shift_of_theirs_counts():
    plan = with_help(hotline(shrinkage_percent=10), BY_HOUR)
    duties = duties_of_instance(plan, present(2), bought(0.5))
    assert duties.beside.tolist() == [False, False, True]


def test_they_stand_where_own_ones_are_away():
    plan = with_help(hotline(), BY_HOUR)
    found = list(outside_shifts(plan, bought(0.25)[:1], [shift("o0", 480, 600, (495, 15)), shift("o1", 480, 600)]))
    assert [(each.start, each.end) for each in found] == [(at(495), at(510))]


def test_they_answer_their_queue_alone():
    plan = with_help(bilingual(), BY_HOUR | {"queue": "en"})
    duties = duties_of_instance(plan, present(6), bought(1.0, "en"))
    others = duties.plan.group[8:]
    assert len(others) == 2
    assert {tuple(duties.plan.queues_of_group[group]) for group in others} == {(1, -1)}


def test_calls_handed_over_are_answered_and_lighten_the_rest():
    plan = with_help(hotline(patience_s=90), BY_CALL)
    alone, half, whole = (service_of(plan, present(3), purchases=bought(calls) if calls else (), replications=10)
                          for calls in (0, 20.0, 40.0))
    assert alone.offered.tolist() == half.offered.tolist() == whole.offered.tolist()
    assert alone.total < half.total < whole.total == 1
    assert np.nanmin(whole.service_level) == 1


def test_a_hotline_that_has_lost_its_outside_help_since_plays_without_it():
    plan = bilingual()
    assert len(duties_of_instance(plan, present(2), bought(1.0, "en")).beside) == 2
    assert share_elsewhere(with_help(plan, BY_CALL | {"queue": "en"}), bought(5.0, "fr"), np.ones((2, 48))).max() == 0
