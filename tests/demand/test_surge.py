"""Days on which more call than can be answered: told, with what callers meet, and what one operator more gives."""

from __future__ import annotations

import numpy as np
import pytest

from scheduler.demand.queueing.queue import performance
from scheduler.demand.surge import surges
from tests.builders.queues import queues_of

ONE = [(None,)]
AGAIN = {"patience_s": 120, "redials": {"percent": 60, "delay_s": 300}}


def of(plan, *on_phone, sets=ONE):
    present = np.zeros((len(sets), 24))
    for row, numbers in enumerate(on_phone):
        present[row, 8 : 8 + len(numbers)] = numbers
    return surges(plan, sets, present)


def test_a_day_is_one_if_for_an_hour_more_call_than_all_can_talk_to(hotline):
    rows = [(60, 300), (60, 300)]  # 5 erlangs
    assert of(hotline(rows, service=AGAIN), [5, 6]) == ()
    (found,) = of(hotline(rows, service=AGAIN), [4, 6])
    assert (found.day, found.callers) == (0, 120)
    assert of(hotline(rows, service=AGAIN | {"shrinkage_percent": 20}), [6, 7]) != (), "of six 4.8 are there"


def test_what_callers_meet_is_what_the_formula_says(hotline):
    plan = hotline([(100, 300), (10, 60)], service=AGAIN)
    (found,) = of(plan, [3, 2])
    busy, quiet = (performance(plan.service, load, agents, aht) for load, agents, aht in ((100 / 12, 3, 300), (1 / 6, 2, 60)))
    assert found.attempts == pytest.approx(100 * busy.attempts + 10 * quiet.attempts)
    assert found.redials == pytest.approx(found.attempts - 110)
    assert found.answered * 110 == pytest.approx(100 * busy.attempts * (1 - busy.unanswered)
                                                 + 10 * quiet.attempts * (1 - quiet.unanswered))
    assert found.answered * 110 < 3 * 12 + 10, "three operators answer twelve calls an hour each"
    assert found.mean_wait_s == pytest.approx((100 * busy.attempts * busy.mean_wait_s + 10 * quiet.attempts * quiet.mean_wait_s)
                                              / found.attempts)


def test_one_operator_more_answers_what_they_can_where_it_is_worst(hotline):
    (found,) = of(hotline([(60, 300), (240, 300), (240, 300), (96, 300)], service=AGAIN), [4, 10, 9, 5])
    assert [hour.start.hour for hour in found.hours] == [10, 9, 11]
    assert found.hours[0].lost == pytest.approx(240 - 9 * 12, abs=0.5)
    assert found.hours[0].answered == pytest.approx(12, abs=0.2)


def test_callers_who_never_hang_up_are_answered_as_far_as_there_is_time(hotline):
    (found,) = of(hotline([(100, 300)]), [5])
    assert (found.answered, found.mean_wait_s) == (pytest.approx(0.6), np.inf)
    assert found.hours[0].answered == pytest.approx(12)


def test_each_set_of_queues_by_itself():
    plan = queues_of({"de": [(60, 300)], "fr": [(60, 300)]}, ["de", "fr"], {"de": AGAIN, "fr": AGAIN})
    assert of(plan, [6], [6], sets=[("de",), ("fr",)]) == ()
    (found,) = of(plan, [6], [2], sets=[("de",), ("fr",)])
    assert found.callers == 120
    assert {hour.queues for hour in found.hours} == {("de",), ("fr",)}
    assert found.hours[0].queues == ("fr",)
