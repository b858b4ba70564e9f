"""The tightest moments, and those at which everybody is away."""

from __future__ import annotations

from scheduler.survey.moments import away, tightest
from tests.builders.surveys import team

PEOPLE = [{"id": name, "contract": "free"} for name in ("anna", "ben")]


def told(moments):
    return [(f"{each.start:%a %H:%M}–{each.end:%H:%M}", each.queue, each.required, each.available, each.offered)
            for each in moments]


def test_the_tightest_moments_are_those_with_the_fewest_people_for_one_required():
    off = [{"operator": name, "when": day, "kind": "unavailable"}
           for name, day in (("ben", "tue"), ("anna", "wed"), ("ben", "wed"))]
    found = team(3, operators=PEOPLE, availability=off)
    assert told(tightest(found, 5)) == [("Mon 08:00–12:00", None, 1, 2, 2), ("Tue 08:00–12:00", None, 1, 1, 2)]
    assert told(tightest(found, 1)) == [("Tue 08:00–12:00", None, 1, 1, 2)]
    assert told(away(found)) == [("Wed 08:00–12:00", None, 1, 0, 2)]


def test_what_no_contract_offers_is_another_lack():
    """It is told as hours within no shift, by `solve.shortfalls`."""
    assert not away(team(1, hours={"weekly": {"mon": ["08:00-13:00"]}}))


def test_each_queue_counts_those_who_answer_it_and_all_together():
    queues = {"sales": {"min_operators": 1}, "support": {"min_operators": 1}}
    people = [{"id": "anna", "contract": "free", "skills": ["sales", "support"]},
              {"id": "ben", "contract": "free", "skills": ["sales"]}]
    calls = [{"start": f"2026-12-07T{hour:02d}:00", "calls": 1, "aht_s": 60, "queue": queue}
             for queue in queues for hour in range(8, 12)]
    found = team(1, service={"queues": queues}, operators=people, calls={"forecast": calls})
    assert told(tightest(found, 5)) == [("Mon 08:00–12:00", None, 1, 2, 2), ("Mon 08:00–12:00", "sales", 1, 2, 2),
                                        ("Mon 08:00–12:00", "support", 1, 1, 1)]


def test_calls_that_outside_help_takes_need_nobody():
    outside = {"name": "elsewhere", "price_per_call": 5}
    off = [{"operator": "anna", "when": "mon-sun", "kind": "unavailable"}]
    assert away(team(1, availability=off))
    assert not away(team(1, availability=off, outside=outside))
