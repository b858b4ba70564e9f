"""A shift that begins later or ends earlier, with breaks its new length allows."""

from __future__ import annotations

import datetime as dt

import pytest

from scheduler.check.rules import breaks
from scheduler.operate.shortened import shortened
from tests.builders.activities import held
from tests.builders.checked import day, instance, moment, shift
from tests.builders.mail import BLOCK, mailing

PLAN = instance()
LONG = shift(PLAN, day(0), 510)
EARLY = moment(PLAN, day(0, "06:00")).astimezone(dt.UTC)


def cut(at, *, now=EARLY, from_start=False):
    return shortened(PLAN, LONG, moment(PLAN, day(0, at)).astimezone(dt.UTC), now, from_start=from_start)


@pytest.mark.parametrize(("at", "from_start"), [("14:00", False), ("13:00", False), ("10:00", True), ("11:15", True)])
def test_the_rest_is_a_shift_with_legal_breaks_near_those_it_had(at, from_start):
    found = cut(at, from_start=from_start)
    assert not list(breaks.check(PLAN, [found]))
    assert (found.end if from_start else found.start) == (LONG.end if from_start else LONG.start)


def test_a_late_start_is_rounded_up_and_an_early_end_down():
    assert cut("11:05", from_start=True).start.strftime("%H:%M") == "11:15"
    assert cut("13:10").end.strftime("%H:%M") == "13:00"


def test_breaks_that_have_begun_stay_or_it_is_refused_with_what_is_allowed():
    now = moment(PLAN, day(0, "11:30")).astimezone(dt.UTC)
    found = cut("14:00", now=now)
    assert found.breaks[:2] == LONG.breaks[:2]
    with pytest.raises(ValueError, match=r"allowed: \d\d:\d\d"):
        cut("11:50", now=now)


SPLIT = shift(PLAN, day(0), 600, (("breather", 120, 15), ("gap", 240, 120), ("breather", 480, 15)))


@pytest.mark.parametrize(("at", "from_start", "gap"), [("09:30", True, True), ("14:00", True, False), ("16:30", False, True),
                                                     ("12:00", False, False)])
def test_a_split_shift_keeps_its_gap_while_both_parts_are_left(at, from_start, gap):
    found = shortened(PLAN, SPLIT, moment(PLAN, day(0, at)).astimezone(dt.UTC), EARLY, from_start=from_start)
    assert not list(breaks.check(PLAN, [found]))
    assert any(each.kind == "gap" for each in found.breaks) == gap


def test_nobody_comes_or_goes_within_a_gap():
    with pytest.raises(ValueError, match=r"allowed: .*14:00"):
        shortened(PLAN, SPLIT, moment(PLAN, day(0, "13:00")).astimezone(dt.UTC), EARLY, from_start=True)


@pytest.mark.parametrize(("at", "from_start", "left"), [
    ("11:00", False, ["10:00-11:00"]), ("10:30", False, []), ("12:30", False, ["10:00-12:00"]),
    ("11:00", True, ["11:00-12:00"]), ("11:30", True, [])])
def test_what_is_left_of_a_block_stays_where_it_is_long_enough(at, from_start, left):
    plan = mailing(("08:00", 12))
    mine = held(plan, 0, "08:00", 360, (BLOCK, "10:00", 120))
    when = moment(plan, f"2026-12-07T{at}").astimezone(dt.UTC)
    found = shortened(plan, mine, when, moment(plan, "2026-12-07T06:00").astimezone(dt.UTC), from_start=from_start)
    assert [f"{each.start:%H:%M}-{each.end:%H:%M}" for each in found.activities] == left
