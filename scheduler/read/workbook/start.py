"""The first sheet of a workbook: what to do, and what next."""

from __future__ import annotations

from collections.abc import Collection

from scheduler.read.workbook import layout
from scheduler.read.workbook.form import Form

ABOUT = {
    "Hotline": "name, days that are planned, lengths of breaks",
    "Hours": "when calls are answered",
    "Service": "what callers were promised",
    "Minimums": "the least people at certain times, or of a certain skill; may stay empty",
    "Shifts": "when shifts may start, and how long they may be",
    "Breaks": "lunch and short breaks, by the length of the shift",
    "Contracts": "hours, days and rest of each kind of contract",
    "Operators": "who answers calls",
    "Availability": "when they cannot work, and when they would like to",
    "History": "what they worked just before the first day; may stay empty",
    "Ledger": "what everybody has had of nights and weekends so far, for fairness; may stay empty",
    "Activities": "meetings, training and coaching, beside breaks; may stay empty",
    "Standby": "who can be called in, first and second, in certain hours; may stay empty",
    "Deferrable": "e-mail and other work that waits for somebody to have time; may stay empty",
    "Backlog": "when such contacts come, if not so many a day; may stay empty",
    "Together": "rules of several people: so many there, pairs, trainees beside mentors; may stay empty",
    "Rotations": "patterns of weeks that groups work one after the other; may stay empty",
    "Rotation changes": "days on which somebody's rotation is another; may stay empty",
    "Calls": "how many calls to expect, interval by interval",
    "Shape": "how a day's calls spread over the day, without a forecast",
    "Requirement": "how many people are needed, if you know it without counting calls; may stay empty",
    "Campaigns": "advertising that makes people call; may stay empty",
    "Objective": "what it costs when people are missing, too many, or a wish is not granted",
    "Guide": "how a call is conducted; printed in each operator's pack",
    "Contacts": "whom operators may ask; printed in each operator's pack",
    "Topics": "what callers ask about, with prepared answers; printed in each operator's pack",
}
"""What each sheet is for."""

_BEFORE = ("Fill in the yellow cells, sheet by sheet. What stands there now is an example that can be planned as it is.",
           "A cell says what it takes when you select it; a small arrow offers a list. The line above each table explains its "
           "columns.")
_RULES = (
    "Times are written 08:00, dates 2026-12-24 or 24.12.2026, shares 80 or 80 %, numbers 37.5 or 37,5.",
    "What can mean two things is asked about, and what is wrong is named with its cell, such as Availability!B5.",
    "Formulas are welcome once the workbook was saved by Excel or LibreOffice.",
    "Please keep the names of sheets and headers. Sheets of your own may be added if their names begin with Notes.",
    "Rows may be left empty, copied, sorted and deleted.",
)


def write_start(form: Form, file: str, titles: Collection[str]) -> None:
    """Write the first sheet of a workbook of some name, with the sheets that follow."""
    sheet = form.add(layout.START, "")
    sheet.fit_to_pages(1, 0)
    sheet.set_column(0, 0, 40)
    sheet.set_column(1, 1, 90)
    commands = (("put your own calls in, from a file of the telephone system", f"schedule forecast LOG.xlsx {file}"),
                ("have it looked over", f"schedule check {file}"),
                ("see how many people each hour needs", f"schedule staff {file}"),
                ("make the roster, calendars and report", f"schedule solve {file} -o plan"),
                ("then open", "plan/report.html, plan/roster.xlsx, and the calendars in plan/calendars"))
    row = 2
    for text in _BEFORE:
        sheet.merge_range(row, 0, row, 1, text, form.plain)
        row += 1
    sheet.write_string(row + 1, 0, "The sheets", form.group)
    sheet.write_blank(row + 1, 1, None, form.group)
    row += 2
    for title in titles:
        sheet.write_url(row, 0, f"internal:'{title}'!A1", string=title)
        sheet.write_string(row, 1, ABOUT[title], form.plain)
        row += 1
    sheet.write_string(row + 1, 0, "What next", form.group)
    sheet.write_string(row + 1, 1, "save the workbook, and in a terminal in its folder:", form.group)
    row += 2
    for what, command in commands:
        sheet.write_string(row, 0, what, form.plain)
        sheet.write_string(row, 1, command, form.code)
        row += 1
    sheet.write_string(row + 1, 0, "Good to know", form.group)
    sheet.write_blank(row + 1, 1, None, form.group)
    for number, text in enumerate(_RULES, row + 2):
        sheet.merge_range(number, 0, number, 1, text, form.plain)
