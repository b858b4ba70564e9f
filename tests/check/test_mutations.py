"""Random damage to a legal roster: every one is caught, and by the rule it breaks."""

from __future__ import annotations

import datetime as dt
import random

import pytest

from scheduler.check.hard import check_shifts
from scheduler.roster import Break, Shift
from tests.builders.checked import FULL, day, instance, shift

HALF = {"hours_per_week": [20, 22], "days_per_week": [3, 5], "rest_hours": 11, "shift_minutes": [240, 360]}
WEEKEND = {"operator": "ben", "when": "sat", "kind": "unavailable"}
PLAN = instance(
    horizon=7,
    hours={"weekly": {"mon-fri": ["08:00-20:00"]}},
    availability=[WEEKEND],
    contracts={"full": FULL | {"hours_per_week": [39, 40]}, "half": HALF},
    operators=[
        {"id": "anna", "contract": "full"},
        {"id": "ben", "contract": "full"},
        {"id": "carl", "contract": "half"},
    ],
)
LEGAL = tuple(
    shift(PLAN, day(number, start), minutes, operator=who)
    for who, start, minutes, days in [("anna", "08:00", 510, 5), ("ben", "11:30", 510, 5), ("carl", "10:00", 360, 4)]
    for number in range(days)
)


def minutes(count: float) -> dt.timedelta:
    return dt.timedelta(minutes=count)


def edited(pick: random.Random, one: Shift, kind: str | None = None, **changes: object) -> Shift:
    """The shift with one of its breaks changed; `changes` move its start and end by minutes."""
    index = pick.choice([i for i, pause in enumerate(one.breaks) if kind is None or pause.kind == kind])
    pauses = list(one.breaks)
    pause = pauses[index]
    pauses[index] = Break(
        kind=changes.get("to", pause.kind),
        start=pause.start + minutes(changes.get("start", 0)),
        end=pause.end + minutes(changes.get("end", 0)),
    )
    return one.model_copy(update={"breaks": tuple(pauses)})


def drop_a_break(pick, one):
    index = pick.randrange(len(one.breaks))
    return one.model_copy(update={"breaks": one.breaks[:index] + one.breaks[index + 1 :]})


def repeat_a_break(pick, one):
    return one.model_copy(update={"breaks": (*one.breaks, pick.choice(one.breaks))})


def push_a_break_off_the_grid(pick, one):
    off = pick.choice([-10, -5, 1, 5, 10])
    return edited(pick, one, start=off, end=off)


def stretch_a_break(pick, one):
    return edited(pick, one, end=pick.choice([-5, 5, 15]))


def turn_lunch_into_a_breather(pick, one):
    return edited(pick, one, "lunch", to="breather")


def turn_a_breather_into_lunch(pick, one):
    return edited(pick, one, "breather", to="lunch")


def lengthen(pick, one):
    return one.model_copy(update={"end": one.end + minutes(pick.choice([1, 15, 30, 60]))})


def shorten(pick, one):
    return one.model_copy(update={"end": one.end - minutes(pick.choice([1, 15, 45]))})


def start_off_the_template(pick, one):
    return one.model_copy(update={"start": one.start - minutes(pick.choice([1, 10, 15]))})


def move_breaks_by_an_hour(pick, one):
    return one.model_copy(
        update={
            "breaks": tuple(
                pause.model_copy(update={"start": pause.start - minutes(60), "end": pause.end - minutes(60)})
                for pause in one.breaks
            )
        }
    )


def give_to_a_stranger(pick, one):
    return one.model_copy(update={"operator": pick.choice(["zoe", "", "Anna", "anna "])})


def give_to_somebody_who_works(pick, one):
    return one.model_copy(update={"operator": pick.choice([who for who in ("anna", "ben") if who != one.operator])})


def move_by_a_week(pick, one):
    off = dt.timedelta(days=pick.choice([-7, 7]))
    return one.model_copy(
        update={
            "start": one.start + off,
            "end": one.end + off,
            "breaks": tuple(
                pause.model_copy(update={"start": pause.start + off, "end": pause.end + off}) for pause in one.breaks
            ),
        }
    )


ONE = {
    drop_a_break: "breaks",
    repeat_a_break: "breaks",
    push_a_break_off_the_grid: "breaks",
    stretch_a_break: "breaks",
    turn_lunch_into_a_breather: "breaks",
    turn_a_breather_into_lunch: "breaks",
    lengthen: "hours_per_week",
    shorten: "shift_form",
    start_off_the_template: "shift_form",
    move_breaks_by_an_hour: "breaks",
    give_to_a_stranger: "one_shift_a_day",
    give_to_somebody_who_works: "one_shift_a_day",
    move_by_a_week: "one_shift_a_day",
}


def rules_of(shifts):
    found = check_shifts(PLAN, shifts)
    assert all(violation.amount > 0 and violation.message for violation in found)
    return {violation.rule for violation in found}


def test_the_roster_is_legal():
    assert check_shifts(PLAN, LEGAL) == ()


@pytest.mark.parametrize("mutation", ONE, ids=lambda mutation: mutation.__name__)
def test_damage_to_one_shift_is_caught(mutation):
    for seed in range(40):
        pick = random.Random(seed)
        index = pick.randrange(len(LEGAL) - 4 if mutation is lengthen else len(LEGAL))
        damaged = (*LEGAL[:index], mutation(pick, LEGAL[index]), *LEGAL[index + 1 :])
        assert ONE[mutation] in rules_of(damaged), f"seed {seed}, {LEGAL[index]}"


@pytest.mark.parametrize(
    ("days", "who", "rule"),
    [
        ([0, 1, 2, 3], "anna", "hours_per_week"),
        ([0, 1, 2], "anna", "days_per_week"),
        ([0, 1], "carl", "days_per_week"),
        ([0, 1, 2, 3, 4, 5], "anna", "consecutive_days"),
        ([0, 1, 2, 3, 5], "ben", "availability"),
        ([0, 1, 2, 3, 5], "anna", "opening_hours"),
    ],
)
def test_other_days(days, who, rule):
    model = next(one for one in LEGAL if one.operator == who)
    start = model.start.strftime("%H:%M")
    own = [shift(PLAN, day(number, start), model.minutes, operator=who) for number in days]
    assert rule in rules_of([one for one in LEGAL if one.operator != who] + own)


def test_swapped_contracts_and_too_little_rest():
    for number in range(4):
        swapped = [
            one.model_copy(update={"operator": {"anna": "carl", "carl": "anna"}.get(one.operator, one.operator)})
            if one.start.day == 7 + number
            else one
            for one in LEGAL
        ]
        assert {"shift_form", "hours_per_week"} <= rules_of(swapped)
    tired = [one for one in LEGAL if one.operator != "ben"] + [
        shift(PLAN, day(number, "11:30" if number % 2 == 0 else "08:00"), 510, operator="ben") for number in range(5)
    ]
    assert rules_of(tired) == set()
    late = [one for one in LEGAL if one.operator != "ben"] + [
        shift(PLAN, day(number, "12:30" if number == 0 else "07:30"), 510, operator="ben") for number in range(5)
    ]
    assert "rest" in rules_of(late)
