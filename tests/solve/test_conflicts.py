"""Conflicts planted in known ways: what is found lies in what was planted, and every relaxation offered mends it."""

from __future__ import annotations

from typing import Any

import pytest
from ruamel.yaml import YAML

import scheduler
from scheduler.engine.counters.possible import impossible_in
from scheduler.library.instance import Instance
from scheduler.solve.conflicts import Conflict, conflicts_of
from tests.builders.derived import problem_of
from tests.builders.hotline import FREE, document
from tests.builders.plans import entries
from tests.builders.rotations import rotating
from tests.builders.surveys import forenoons

DAY = {"name": "day", "start": {"from": "08:00", "to": "12:00", "every_minutes": 240},
       "length": {"from_minutes": 240, "to_minutes": 480, "every_minutes": 240}}


def rows(*of_days: tuple[str, ...]) -> list[dict[str, Any]]:
    return list(entries(*of_days))


def found_of(instance: Instance) -> tuple[Conflict, ...]:
    problem = problem_of(instance)
    return conflicts_of(instance, problem, impossible_in(problem))


def pins(*days: int) -> list[dict[str, Any]]:
    return rows(*(("pinned", f"2026-12-{7 + day:02d}") for day in days))


def case(day: int) -> dict[str, tuple[dict[str, Any], list[dict[str, Any]], set[str]]]:
    """Ten ways, from a day on: bounds of the contract, rows of availability, and the rules that were planted."""
    late, early = (f"2026-12-{7 + day + later:02d}" for later in (0, 1))
    return {
        "rest": ({"rest_hours": 14}, rows(("pinned", late, "12:00", "20:00"), ("pinned", early, "08:00", "16:00")),
                 {"pins", "rest"}),
        "away on a pinned day": ({}, [*pins(day), *rows(("unavailable", late))], {"pins", "availability"}),
        "on leave on a pinned day": ({}, [*pins(day), *rows(("leave", late))], {"pins", "availability"}),
        "a long run": ({"max_consecutive_days": 2}, pins(day, day + 1, day + 2), {"pins", "consecutive_days"}),
        "a short run": ({"min_consecutive_days": 2}, [*pins(day + 1), *rows(("unavailable", late), ("unavailable",
                        f"2026-12-{9 + day:02d}"))], {"pins", "availability", "consecutive_days"}),
        "many days": ({"days_per_week": [0, 2]}, pins(day, day + 1, day + 2), {"pins", "days_per_week"}),
        "few hours": ({"hours_per_week": [40, 44], "days_per_week": [0, 7], "max_consecutive_days": 3 if day else 2},
                      rows(("unavailable", "mon,tue" if day % 2 else "wed,thu")),
                      {"hours_per_week", "availability", "consecutive_days"}),
        "many hours": ({"hours_per_week": [0, 6]}, rows(("pinned", late, "08:00", "16:00")), {"hours_per_week", "pins"}),
        "a single day off": ({"min_consecutive_days_off": 2}, [*pins(day, day + 2), *rows(("unavailable", early))],
                             {"pins", "availability", "consecutive_days_off"}),
        "many shifts": ({"shifts_per_period": [0, 1]}, pins(day, day + 1), {"pins", "shifts_per_period"}),
    }


PLANTED = [pytest.param(*planted, id=f"{name} from day {day}", marks=[pytest.mark.heavy] if day else [])
           for day in (0, 1, 3) for name, planted in case(day).items()]


def hotline(bounds: dict[str, Any], availability: list[dict[str, Any]]) -> Instance:
    return Instance(**document(
        horizon=7, shifts=[DAY], breaks={"lunch": []}, calls={"per_day": 16, "shape": "flat", "aht_s": 120},
        contracts={"full": FREE | bounds, "free": FREE}, operators=[
        {"id": "anna", "contract": "full"}, {"id": "ben", "contract": "free"}], availability=availability))


def mended(instance: Instance, line: str) -> Instance:
    """The instance with a line pasted in, or with the row taken out that it names."""
    written = YAML(typ="safe").load(line)
    if "contracts" in written:
        return instance.with_(**written)
    left = [row for row in instance.as_written()["availability"] if row != written["availability"]]
    assert len(left) == len(instance.availability) - 1
    return instance.with_(availability=left)


@pytest.mark.parametrize(("bounds", "availability", "planted"), PLANTED)
def test_the_conflict_lies_in_the_planted_one_and_what_is_offered_mends_it(bounds, availability, planted):
    instance = hotline(bounds, availability)
    (found,) = found_of(instance)
    assert found.operators == ("anna",)
    assert {rule for rule, _ in found.rules} <= planted
    assert found.relaxations
    for each in found.relaxations:
        after = mended(instance, each.line)
        assert not impossible_in(problem_of(after)), each.line


def test_a_milder_change_than_the_one_offered_does_not_mend_it():
    instance = hotline(*case(0)["rest"][:2])
    (found,) = found_of(instance)
    assert found.relaxations[0].line == 'contracts: {"full": {rest_hours: 12}}'
    assert found.relaxations[0].by == "14 h → 12 h"
    milder = mended(instance, 'contracts: {"full": {rest_hours: 12.5}}')
    assert found_of(milder)


def test_what_a_looser_bound_makes_impossible_again_is_found_by_trying_each():
    """With six days a week a day of leave counts for 6 h, so that 24 are due; with seven for less, and six pins are too few."""
    pinned = rows(*(("pinned", f"2026-12-{day:02d}", "08:00", "12:00") for day in range(7, 13)), ("leave", "2026-12-13"))
    instance = hotline({"hours_per_week": [30, 30], "days_per_week": [4, 5]}, pinned)
    (found,) = found_of(instance)
    assert "most 5 days → 6 days" in [each.by for each in found.relaxations]
    assert not impossible_in(problem_of(mended(instance, 'contracts: {"full": {days_per_week: [4, 6]}}')))
    assert impossible_in(problem_of(mended(instance, 'contracts: {"full": {days_per_week: [4, 7]}}')))


def test_days_in_conflict_are_the_fewest():
    instance = hotline({"max_consecutive_days": 2}, pins(0, 2, 3, 4))
    (found,) = found_of(instance)
    assert dict(found.rules) == {"consecutive_days": "", "pins": "2026-12-09 to 2026-12-11"}


def test_two_conflicts_of_one_operator_have_no_single_relaxation():
    instance = hotline({}, [*pins(0, 3), *rows(("unavailable", "mon"), ("unavailable", "thu"))])
    (found,) = found_of(instance)
    assert found.relaxations == ()
    assert "no single change" in str(found)


@pytest.mark.parametrize(("most", "said"), [
    (12, []),
    (11, ["(3 days, the least, make at least 12 paid hours in the week from 2026-12-07, and the most is 11 h)"]),
])
def test_boundary_days_that_make_more_hours_than_there_may_be(most, said):
    instance = forenoons(7, contracts={"free": FREE | {"hours_per_week": [0, most], "days_per_week": [3, 5]}})
    found = found_of(instance)
    assert [each.figures for each in found] == [text.strip("()") for text in said]
    told = [fault.message for fault in scheduler.check(instance).impossible]
    assert told == [str(each) for each in found]
    assert all(text in reason for text, reason in zip(said, told, strict=True))


def test_a_day_of_a_rotation_that_is_asked_of_nobody_mends_it():
    plan = rotating(4, {"weeks": ["LE-E---"]}, contracts={"free": FREE | {"rest_hours": 14}})
    (found,) = found_of(plan)
    assert [rule for rule, _ in found.rules] == ["rest", "rotation"]
    assert [each.line for each in found.relaxations or ()][1:] == [
        f'rotation_changes: {{"operator": "anna", "when": "2026-12-0{day}", "shift": "any"}}' for day in (7, 8)]
    assert found.relaxations and found.relaxations[-1].by == "nothing is asked that day, and those of ben"
