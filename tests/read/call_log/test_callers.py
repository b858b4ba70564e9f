"""Callers told apart: which column, who is not known, what is said, and first attempts counted."""

from __future__ import annotations

import numpy as np
import pytest

from scheduler.errors import InputError
from scheduler.read.call_log import Columns


def log_of(title: str = "Caller ID", number: str = "49123{:04d}", callers: int = 200) -> str:
    """Callers every four minutes of a day who are not answered; of four three call again after ten minutes and are."""
    rows = []
    for caller in range(callers):
        minute = 4 * caller
        rows.append((minute, caller, ""))
        if caller % 4:
            rows.append((minute + 10, caller, "120"))
    text = f"start,handling,{title}\n"
    for minute, caller, handling in sorted(rows):
        day, rest = divmod(minute, 1440)
        text += f"2026-12-{7 + day:02d} {rest // 60:02d}:{rest % 60:02d}:00,{handling},{number.format(caller)}\n"
    return text


def test_what_was_found_is_said_and_nothing_changes_unasked(understand):
    found = understand(log_of())
    assert found.facts == (350, 150, 120)
    said = "\n".join(found.understood.notes)
    assert "callers told apart by Caller ID (350 of 350 calls): of " in said
    assert "(75%; of those answered 0%)" in said
    assert "for `service`: redials: {percent: 75, delay_s: 600}" in said
    assert "150 redials are counted as calls; --first-attempts leaves them out" in said


def test_first_attempts_are_counted_and_redials_tell_of_handling_times_only(read):
    every, first = (read(log_of(), first_attempts=asked) for asked in (False, True))
    assert sum(every.calls) == 350
    assert sum(first.calls) == 200
    assert set(first.aht_s) == {120}


def test_a_log_without_numbers_says_nothing_of_redials_and_is_asked_about(understand, read):
    plain = log_of(title="note")
    assert not any("redial" in note for note in understand(plain).understood.notes)
    with pytest.raises(InputError, match=r"nothing tells callers apart.*--caller"):
        read(plain, first_attempts=True)
    assert sum(read(plain, first_attempts=True, columns=Columns(caller="note")).calls) == 200
    with pytest.raises(InputError, match="column 'number' is missing"):
        read(plain, columns=Columns(caller="number"))


def test_a_table_holds_no_first_attempts(read):
    table = "start,calls,aht\n" + "".join(f"2026-12-07 {hour:02d}:00,9,100\n" for hour in range(8, 20))
    with pytest.raises(InputError, match=r"table of intervals.*--every-call"):
        read(table, first_attempts=True, interval_minutes=60)


@pytest.mark.parametrize("number", ["anonymous", "0", "", "unbekannt", "Not available", "+49 30 1"])
def test_withheld_numbers_and_those_of_many_tell_nobody_apart(understand, number):
    log = log_of(number=number)
    found = understand(log)
    assert not any("called again" in note for note in found.understood.notes)
    assert found.facts == (350, 150, 120)


def test_half_of_them_known(read):
    rows = log_of().splitlines()
    half = [row if np.random.default_rng(at).random() < 0.5 else row.rpartition(",")[0] + ",anonymous"
            for at, row in enumerate(rows[1:])]
    table = read("\n".join([rows[0], *half]) + "\n", first_attempts=True)
    assert 200 < sum(table.calls) < 350
