"""Rows that are no calls: totals are passed over, people whose names sound like them are not."""

from __future__ import annotations

import pytest

from scheduler.errors import InputError

ROWS = [f"2026-08-{13 + at // 10} {9 + at % 10:02d}:05:0{at % 7}" for at in range(40)]


def log(header: str, row: str, names: tuple[str, str], footer: str = "") -> str:
    return "\n".join([header, *(row.format(t=moment, name=names[at % 2]) for at, moment in enumerate(ROWS)), footer])


@pytest.mark.parametrize("name", ["Suma Devi", "Suma, Devi", "Totale Anna", "Jumlah Sari"])
@pytest.mark.parametrize(("header", "row"), [
    ("Agent;Start;Talk Time", "{name};{t};252"), ("Start;Agent;Talk Time", "{t};{name};252"),
])
def test_calls_of_people_are_kept(understand, name, header, row):
    found = understand(log(header, row, (name, "Ann Lee"), "Suma;;10080"))
    assert found.understood.calls == 40
    assert found.said("1 row of totals passed over (row 42)")


@pytest.mark.parametrize(("header", "row"), [
    ("Agent;Start;Talk Time", "{name};{t};252"), ("Start;Agent;Talk Time", "{t};{name};252"),
])
def test_a_name_that_is_also_a_total_is_asked_about(understand, header, row):
    with pytest.raises(InputError, match=r"row 2: start: 'Suma' beside a date and a time may be .* a person \(20 rows\)"):
        understand(log(header, row, ("Suma", "Ann Lee")))


@pytest.mark.parametrize(("footers", "said"), [
    ("Total;;99\nSumme;;99\nTotal general;;99", "3 rows of totals passed over (row 42, 43, 44)"),
    ("note of the vendor;;", "1 remark passed over"),
    ("Agent;Start;Talk Time\nAgent;Start;Talk Time", "2 repeated headers passed over"),
])
def test_what_is_passed_over_is_said(understand, footers, said):
    found = understand(log("Agent;Start;Talk Time", "{name};{t};252", ("Ann", "Bo"), footers))
    assert found.understood.calls == 40
    assert found.said(said)
