"""Coverage as people look at it: rows of sets of queues, and how many are lacking in all."""

from __future__ import annotations

import datetime as dt

import pytest

from scheduler.check.facts.covers import SetCover, covers, expected_service_level, label_of, missing_in_all
from tests.builders.checked import day, result, shift, with_forecast
from tests.builders.queues import staff

START = dt.datetime(2026, 12, 7, 8, tzinfo=dt.UTC)


def plan_of(*skills, calls=20.0):
    return with_forecast({"operators": staff(*skills), "service": {"queues": {"de": {}, "fr": {}, "en": {}}}}, calls=calls)


def row(queue, required, on_phone, *, hour=0, calls=1.0, level=None):
    return SetCover(start=START + dt.timedelta(hours=hour), queue=queue, calls=calls, required=required, on_phone=on_phone,
                    service_level=level, missing=max(required - on_phone, 0), outside=0)


def test_a_row_for_each_set_and_interval_set_by_set():
    plan = plan_of("de", "de fr", "en")
    roster = result(plan, [shift(plan, day(0), 240, (), operator="o0"), shift(plan, day(0), 120, (), operator="o1")])
    rows = covers(plan, roster)
    # Who answers French answers German, so that German alone is no set: its people are those of both.
    assert [each.queue for each in rows] == ["fr"] * 12 + ["en"] * 12 + ["de + fr"] * 12
    first, both = rows[0], rows[24]
    assert (first.on_phone, both.on_phone, rows[26].on_phone, rows[28].on_phone) == (1, 2, 1, 0)
    assert both.calls == 40
    assert both.required > first.required
    levels = {each.queue: each.service_level for each in roster.intervals if each.start == both.start}
    assert both.service_level == pytest.approx((levels["de"] + levels["fr"]) / 2)


def test_everybody_trained_for_all_makes_one_row_an_interval():
    plan = plan_of("de fr en")
    assert [each.queue for each in covers(plan, result(plan, []))] == ["de + fr + en"] * 12


def test_without_queues_rows_are_those_of_the_roster():
    plan = with_forecast({}, calls=20.0)
    roster = result(plan, [])
    rows = covers(plan, roster)
    assert [each.start for each in rows] == [each.start for each in roster.intervals]
    assert missing_in_all(plan, rows) == sum(each.required for each in roster.intervals) > 0


def test_what_is_lacking_of_sets_without_a_queue_in_common_adds_up():
    plan = plan_of("de", "fr", "en")
    assert missing_in_all(plan, [row("de", 3, 1), row("fr", 2, 2.5), row("en", 1, 0.5), row("en", 2, 0, hour=1)]) == 2 + 0.5 + 2


def test_of_sets_that_share_queues_the_one_that_lacks_most_counts():
    plan = plan_of("de fr", "de", "fr", "en")
    assert missing_in_all(plan, [row("de", 3, 2), row("fr", 2, 2), row("de + fr", 6, 4)]) == 2
    assert missing_in_all(plan, [row("de", 4, 1), row("fr", 2, 2), row("de + fr", 5, 3)]) == 3
    # Two of German and two of French are lacking: nobody of one answers the other's calls, so that four are.
    assert missing_in_all(plan, [row("de", 3, 1), row("fr", 3, 1), row("de + fr", 5, 2)]) == 4
    assert missing_in_all(plan, [row("de", 3, 2), row("de + fr", 6, 4, hour=1), row("en", 1, 0)]) == 1 + 2 + 1


def test_nobody_is_lacking_where_all_have_enough():
    plan = plan_of("de fr", "de", "fr", "en")
    assert missing_in_all(plan, [row("de", 1, 2), row("fr", 1, 2), row("de + fr", 2, 2)]) == 0


def test_service_level_weighs_calls_and_leaves_out_what_is_not_known():
    rows = [row("de", 1, 1, calls=30, level=0.9), row("fr", 1, 1, calls=10, level=0.5), row("en", 1, 1, calls=5),
            row("en", 1, 1, calls=0, level=0.1)]
    assert expected_service_level(rows) == pytest.approx(0.8)
    assert expected_service_level(rows[2:]) is None


def test_names_of_sets():
    assert label_of((None,)) is None
    assert label_of(("de",)) == "de"
    assert label_of(("de", "fr")) == "de + fr"
