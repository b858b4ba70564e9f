"""Single events with times worked out by hand: breaks, shift ends, routing, closing, lines."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from scheduler.errors import InputError
from scheduler.roster import Break, Shift
from scheduler.simulate.duties import duties_of
from scheduler.simulate.kernel import ABANDONED, ANSWERED, BLOCKED, SENT_AWAY, WAITING, Rules, play
from scheduler.simulate.routing import Routing
from scheduler.timegrid import TimeGrid
from tests.builders.scenarios import HOUR_S, NOBODY_AGAIN, calls, grid, shift

MINUTE = 60.0


def played(shifts, come, *, names=("anna", "ben"), serves=None, lines=1 << 40, closing=(), absent=None, queues=1,
           concurrency=1):
    skills = np.ones((len(names), queues), dtype=np.bool_) if serves is None else np.array(serves)
    duties = duties_of(grid(), names, shifts, replace(Routing.plain(skills), concurrency=np.full(queues, concurrency)))
    missing = np.zeros(len(duties.day), dtype=np.bool_) if absent is None else np.array(absent)
    rules = Rules(lines, np.full(queues, 20.0), HOUR_S, 4, np.array(closing, dtype=float))
    trace, counts = play(come, duties.plan, missing, rules, NOBODY_AGAIN)
    return duties, trace, counts


def test_a_call_in_progress_delays_the_break_which_keeps_its_length():
    _, trace, _ = played([shift("anna", 0, 60, (10, 15))], calls((9 * MINUTE, 3 * MINUTE), (20 * MINUTE, MINUTE)))
    assert trace.came_s.tolist() == [0, 12 * MINUTE, 60 * MINUTE]
    assert trace.wait_ended_s.tolist() == [9 * MINUTE, 27 * MINUTE], "the second is answered after 12 + 15 minutes"


def test_a_call_that_ends_as_the_break_begins_delays_nothing():
    _, trace, _ = played([shift("anna", 0, 60, (10, 15))], calls((9 * MINUTE, MINUTE)))
    assert trace.came_s.tolist() == [0, 10 * MINUTE, 60 * MINUTE]


def test_a_call_in_progress_is_finished_at_the_end_of_the_shift_and_nothing_new_is_taken():
    _, trace, counts = played([shift("anna", 0, 60)], calls((58 * MINUTE, 7 * MINUTE), (59 * MINUTE, MINUTE, 30 * MINUTE)))
    assert trace.came_s.tolist() == [0, 65 * MINUTE]
    assert trace.fate.tolist() == [ANSWERED, ABANDONED]
    assert counts.handling_s[0].tolist() == [2 * MINUTE, 5 * MINUTE, 0, 0, 0]
    assert counts.on_phone_s.tolist() == [60 * MINUTE, 5 * MINUTE, 0, 0, 0]


def test_a_break_that_is_delayed_beyond_the_next_pushes_that_too():
    _, trace, _ = played([shift("anna", 0, 60, (10, 15), (26, 5))], calls((9 * MINUTE, 10 * MINUTE)))
    assert trace.came_s.tolist() == [0, 19 * MINUTE, 34 * MINUTE, 60 * MINUTE]


def test_nobody_comes_for_an_absent_shift():
    _, trace, counts = played([shift("anna", 0, 60, (10, 15))], calls((MINUTE, MINUTE)), absent=[True])
    assert trace.fate.tolist() == [WAITING]
    assert np.isnan(trace.came_s).all()
    assert counts.on_phone_s.sum() == 0


def test_the_longest_idle_answers():
    come = calls((5 * MINUTE, MINUTE), (20 * MINUTE, MINUTE), (30 * MINUTE, MINUTE))
    _, trace, _ = played([shift("anna", 1, 60), shift("ben", 0, 60)], come)
    assert trace.answered_by.tolist() == [1, 0, 1]


def test_a_caller_goes_to_the_operator_with_the_fewest_queues():
    come = calls((5 * MINUTE, 10 * MINUTE, 1e9, 0), (6 * MINUTE, MINUTE, 1e9, 1))
    _, trace, _ = played([shift("anna", 0, 60), shift("ben", 1, 60)], come, serves=[[True, True], [True, False]], queues=2)
    assert trace.answered_by.tolist() == [1, 0], "ben, who can do no more, spares anna for the other queue"


def test_a_free_operator_takes_who_waited_longest_of_all_his_queues():
    come = calls((0, 10 * MINUTE, 1e9, 0), (3 * MINUTE, MINUTE, 1e9, 1), (2 * MINUTE, MINUTE, 1e9, 0),
                 (MINUTE, MINUTE, 1e9, 2))
    _, trace, _ = played([shift("anna", 0, 60)], come, names=("anna",), serves=[[True, True, False]], queues=3)
    assert trace.wait_ended_s[[2, 3]].tolist() == [10 * MINUTE, 11 * MINUTE]
    assert trace.fate[1] == ABANDONED, "nobody serves the third queue"


def test_who_still_waits_at_closing_is_sent_away_and_who_talks_is_not():
    come = calls((55 * MINUTE, 10 * MINUTE), (58 * MINUTE, MINUTE))
    _, trace, counts = played([shift("anna", 0, 120)], come, closing=[60 * MINUTE])
    assert trace.fate.tolist() == [ANSWERED, SENT_AWAY]
    assert counts.sent_away.sum() == 1
    assert counts.waited_s.sum() == 2 * MINUTE


def test_lines_count_who_talks_and_who_waits():
    come = calls((0, 10 * MINUTE), (1, MINUTE, 30), (2, MINUTE), (40, MINUTE))
    _, trace, counts = played([shift("anna", 0, 60)], come, lines=2)
    assert trace.fate.tolist() == [ANSWERED, ABANDONED, BLOCKED, ANSWERED]
    assert counts.blocked.sum() == 1


def test_who_handles_two_at_a_time_takes_a_third_when_one_ends():
    come = calls((0, 10 * MINUTE), (MINUTE, 4 * MINUTE), (2 * MINUTE, MINUTE))
    _, trace, counts = played([shift("anna", 0, 60)], come, concurrency=2)
    assert trace.wait_ended_s.tolist() == [0, MINUTE, 5 * MINUTE]
    assert counts.handling_s.sum() == 15 * MINUTE
    assert counts.on_phone_s.sum() == 60 * MINUTE


def test_contacts_are_dealt_out_in_turn():
    come = calls(*((second, 5 * MINUTE) for second in range(4)))
    _, trace, _ = played([shift("anna", 0, 60), shift("ben", 0, 60)], come, concurrency=2)
    assert trace.answered_by.tolist() == [0, 1, 0, 1]


def test_a_break_waits_for_all_contacts_and_none_is_taken_meanwhile():
    come = calls((8 * MINUTE, 3 * MINUTE), (9 * MINUTE, 5 * MINUTE), (12 * MINUTE, MINUTE))
    _, trace, _ = played([shift("anna", 0, 60, (10, 15))], come, concurrency=2)
    assert trace.came_s.tolist() == [0, 14 * MINUTE, 60 * MINUTE]
    assert trace.wait_ended_s[2] == 29 * MINUTE


def test_all_who_wait_are_taken_at_once_as_far_as_there_are_places():
    _, trace, _ = played([shift("anna", 5, 60)], calls((0, MINUTE), (1, MINUTE), (2, MINUTE)), concurrency=2)
    assert trace.wait_ended_s.tolist() == [5 * MINUTE, 5 * MINUTE, 6 * MINUTE]


def test_the_threshold_is_met_to_the_second():
    come = calls((0, 20), (0, 20.5))
    _, _, counts = played([shift("anna", 0, 60)], come)
    assert counts.in_time.sum() == 2
    _, _, counts = played([shift("anna", 0, 60)], calls((0, 20.001), (0, 20.5)))
    assert counts.in_time.sum() == 1


@pytest.mark.parametrize(("shifts", "message"), [
    ([shift("nobody", 0, 60)], "no operator of the instance has this id"),
    ([shift("anna", 0, 60), shift("anna", 59, 90)], "overlaps the shift of the same operator"),
    ([shift("anna", 0, 60, (55, 10))], "has a break outside of its time"),
    ([shift("anna", 0, 60, (10, 10), (19, 10))], "has breaks that overlap"),
])
def test_what_no_simulation_can_follow_is_refused(shifts, message):
    with pytest.raises(InputError, match=message):
        duties_of(grid(), ("anna", "ben"), shifts)


def test_breaks_around_the_repeated_hour_are_in_order():
    """A break ends at 02:45 summer time, the next begins at 02:15 winter time, half an hour later."""
    berlin = ZoneInfo("Europe/Berlin")

    def local(utc_minutes: int) -> dt.datetime:
        return (dt.datetime(2026, 10, 25, tzinfo=dt.UTC) + dt.timedelta(minutes=utc_minutes)).astimezone(berlin)

    night = Shift(operator="anna", start=local(-120), end=local(240), breaks=(
        Break(kind="breather", start=local(30), end=local(45)), Break(kind="breather", start=local(75), end=local(90))))
    zoned = TimeGrid(berlin, dt.date(2026, 10, 24), 2, 15, 60)
    duties = duties_of(zoned, ("anna",), [night])
    assert np.diff(duties.plan.at_s).tolist() == [150 * MINUTE, 45 * MINUTE, 165 * MINUTE]
    assert duties.plan.length_s.tolist() == [0, 15 * MINUTE, 15 * MINUTE, 0]
    with pytest.raises(InputError, match="overlaps the shift of the same operator"):
        duties_of(zoned, ("anna",), [night, Shift(operator="anna", start=local(230), end=local(300))])
