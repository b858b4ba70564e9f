"""Dates and times as people write them: read where they mean one thing, asked about where they mean two."""

from __future__ import annotations

import re

import pytest

from scheduler.read.meant.cell import meant
from scheduler.read.meant.unclear import UnclearError


@pytest.mark.parametrize(("written", "kind", "read"), [
    ("9-17", "window", ["09:00-17:00"]), ("9–17 Uhr", "window", ["09:00-17:00"]), ("9.30-17.00", "window", ["09:30-17:00"]),
    ("8-12, 13-17", "window", ["08:00-12:00", "13:00-17:00"]), ("9am-5pm", "window", ["09:00-17:00"]),
    ("22-6", "window", ["22:00-06:00"]), ("8 bis 17", "window", ["08:00-17:00"]), ("closed", "window", []),
    ("0800-1730", "window", ["08:00-17:30"]), ("08:00-1800x", "window", ["08:00-1800x"]),
    ("9", "time", "09:00"), ("24", "time", "24:00"), ("0.375", "time", "09:00"), ("12 am", "time", "00:00"),
    ("12 pm", "time", "12:00"), ("1730", "time", "17:30"), ("25", "time", "25"), ("13 pm", "time", "13 pm"),
    ("7.12.-9.12.2026", "when", "2026-12-07..2026-12-09"), ("7.-9.12.2026", "when", "2026-12-07..2026-12-09"),
    ("5.7. bis 18.7.2027", "when", "2027-07-05..2027-07-18"), ("31.2.-3.3.2026", "when", "31.2.-3.3.2026"),
    ("05.07.2027", "date", "2027-07-05"), ("5.7.2027", "date", "2027-07-05"), ("07/13/2027", "date", "2027-07-13"),
    ("2027/07/05", "date", "2027-07-05"), ("31.02.2027", "date", "31.02.2027"), ("07/07/2027", "date", "2027-07-07"),
    ("07.12.2026 8:00", "moment", "2026-12-07T08:00"), ("2026-12-07T08:00", "moment", "2026-12-07T08:00"),
    ("Monday to Friday", "when", "mon-fri"), ("Mon–Fri", "weekdays", "mon-fri"), ("05.07.2027", "when", "2027-07-05"),
    ("05.07.2027..18.07.2027", "when", "2027-07-05..2027-07-18"), ("5.7.2027 - 18.7.2027", "when", "2027-07-05..2027-07-18"),
    ("2027-07-05..2027-07-18", "when", "2027-07-05..2027-07-18"), ("5.7.2027 bis 18.7.2027", "when", "2027-07-05..2027-07-18"),
    ("Lunedi", "when", "Lunedi"), ("yes", "truth", "true"), ("Nein", "truth", "false"), ("perhaps", "truth", "perhaps"),
])
def test_one_meaning(written, kind, read):
    assert meant(written, kind) == read


@pytest.mark.parametrize(("written", "kind", "asked"), [
    ("9-5", "window", "09:00-17:00, or 09:00-05:00?"), ("9-5pm", "window", "09:00-17:00?"), ("1-5 pm", "window", "?"),
    ("2026-09-17", "window", "makes of hours such as 9-17; did you mean 09:00-17:00?"),
    ("07/05/2027", "date", "2027-05-07 or 2027-07-05?"), ("05.07.27", "date", "2027-07-05?"), ("05/07/2027", "when", "or"),
    ("21.12.-06.01.2027", "when", "the year of its first day is not clear"),
])
def test_two_meanings_are_asked_about(written, kind, asked):
    with pytest.raises(UnclearError, match=re.escape(asked)):
        meant(written, kind)
