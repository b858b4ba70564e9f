"""A wish written twice counts once, however the two rows name its days."""

from __future__ import annotations

import pytest

from scheduler.instance.operators import Availability
from scheduler.instance.wishes import counted_once, repeated

MONDAY, TUESDAY = "2026-12-07", "2026-12-08"


def rows(*whens: str, **fields: str) -> list[Availability]:
    row = {"operator": "anna", "kind": "avoid"} | fields
    return [Availability.model_validate(row | {"when": when}) for when in whens]


def days(entries: tuple[Availability, ...]) -> list[str]:
    return [entry.model_dump(mode="json")["when"] for entry in entries]


@pytest.mark.parametrize(("written", "left"), [
    (["mon", "mon", MONDAY], ["mon"]), ([MONDAY, "mon"], ["mon"]), ([MONDAY, MONDAY], [MONDAY]), (["mon-fri", "wed,sat"],
                                                                                            ["mon,tue,wed,thu,fri", "sat"]),
    (["mon", TUESDAY], ["mon", TUESDAY]), ([MONDAY, TUESDAY, "mon-sun"], ["mon,tue,wed,thu,fri,sat,sun"]),
])
def test_each_day_is_said_once(written, left):
    assert days(counted_once(rows(*written))) == left


def test_other_kinds_windows_and_people_are_other_wishes():
    different = [*rows("mon"), *rows("mon", kind="prefer"), *rows("mon", operator="ben"),
                 *rows("mon", **{"from": "08:00", "to": "12:00"}), *rows("mon", **{"from": "13:00", "to": "17:00"})]
    assert counted_once(different) == tuple(different)
    assert not list(repeated(different))


def test_a_whole_day_in_words_and_by_the_clock_are_the_same():
    assert [index for index, _ in repeated([*rows("mon"), *rows("mon", **{"from": "00:00", "to": "24:00"})])] == [1]
