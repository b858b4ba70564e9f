"""The report is what was checked: a shift or a break that it shows otherwise is found."""

from __future__ import annotations

import pytest

from .conftest import found


@pytest.mark.parametrize(
    ("old", "new", "units"),
    [
        ("<b>D</b> 08:00–16:30", "<b>D</b> 08:00–16:00", ["shifts", "shifts"]),
        ("<b>D</b> 08:00–16:30", "<b>D</b> ", ["shifts"]),
        ("<td>D 08:00–16:30", "<td>D 08:00–16:00", ["shifts", "shifts"]),
        ("B 09:30", "B 09:45", ["shifts", "shifts"]),
        ("L 11:15–11:45", "L 11:15–12:00", ["shifts", "shifts"]),
        ("<tr><th>Anna Berg<td>", "<tr><th>Anna B.<td>", ["shifts", "shifts"]),
        ("<th>Mon 7</th>", "<th>Mon 8</th>", ["rows"]),
    ],
)
def test_a_report_that_says_something_else(plan, truth, folder, old, new, units):
    path = folder / "report.html"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    assert [(rule, unit) for rule, _, unit in found(plan, truth, folder)] == [("report", unit) for unit in units]


def test_a_hyphen_is_as_good_as_a_dash_and_a_mark_is_no_time(plan, truth, folder):
    path = folder / "report.html"
    text = path.read_text("utf-8").replace("08:00–16:30", "08:00-16:30<i>♥</i>")
    path.write_text(text, "utf-8")
    assert found(plan, truth, folder) == []


def test_a_report_that_is_no_text(plan, truth, folder):
    (folder / "report.html").write_bytes(b"\xff\xfe")
    assert found(plan, truth, folder) == [("report", 1, "files")]
