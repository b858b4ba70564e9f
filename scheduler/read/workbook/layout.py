"""Layout of an instance in a workbook: which sheet and column holds which field, and what people call it there.

Read and written by the same tables. Names of fields, as version 0.1.0 wrote them, are read as well as the labels.
"""

from __future__ import annotations

from dataclasses import dataclass

from scheduler.instance.words.paths import FieldPath


@dataclass(frozen=True)
class Column:
    """One column of a sheet.

    Parameters
    ----------
    name
        Name of the field's column.
    path
        Field inside the object of the row; a number is the place in a pair [least, most].
    label
        What stands in the header.
    hint
        What may stand below it, with an example.
    is_list
        Whether a cell holds several words, parted by ``|``.
    """

    name: str
    path: FieldPath
    label: str
    hint: str
    is_list: bool = False


@dataclass(frozen=True)
class Sheet:
    """One sheet that is a list of objects, or, with `key`, a dictionary of them by the first column."""

    title: str
    path: FieldPath
    columns: tuple[Column, ...]
    key: str | None = None


def _columns(*rows: tuple[str, FieldPath | None, str, str]) -> tuple[Column, ...]:
    return tuple(Column(name, path if path is not None else (name,), label, hint) for name, path, label, hint in rows)


SHIFTS = Sheet("Shifts", ("shifts",), _columns(
    ("name", None, "Name", "of this kind of shift: early"),
    ("start_from", ("start", "from"), "First start", "a time: 06:00"),
    ("start_to", ("start", "to"), "Last start", "a time: 10:00; the first start again if there is only one"),
    ("start_every_minutes", ("start", "every_minutes"), "Starts every (minutes)", "30: at 06:00, 06:30, 07:00, …"),
    ("from_minutes", ("length", "from_minutes"), "Shortest (minutes)", "with breaks: 240 is 4 hours"),
    ("to_minutes", ("length", "to_minutes"), "Longest (minutes)", "with breaks: 540 is 9 hours"),
    ("every_minutes", ("length", "every_minutes"), "Lengths every (minutes)", "30: 4 h, 4 h 30, 5 h, …"),
    ("counts", ("length", "counts"), "When the clock changes", "clock: times stay; elapsed: length stays; may be empty"),
    ("days", None, "Days", "mon-fri; empty: every day"),
    ("outside_hours", None, "May lie outside opening hours", "yes or no; empty: no"),
    ("gap_least", ("split", "gap_minutes", 0), "Shortest gap (minutes)", "of a shift in two parts: 120; empty: not split"),
    ("gap_most", ("split", "gap_minutes", 1), "Longest gap (minutes)", "of a shift in two parts: 240"),
    ("part_least", ("split", "part_minutes", 0), "Shortest part (minutes)", "of a shift in two parts: 180"),
    ("part_most", ("split", "part_minutes", 1), "Longest part (minutes)", "of a shift in two parts: 300"),
    ("split_every", ("split", "every_minutes"), "Gaps and parts every (minutes)", "30; empty: 30"),
))

CONTRACTS = Sheet("Contracts", ("contracts",), (
    Column("name", (), "Name", "full"),
    Column("hours_per_week_least", ("hours_per_week", 0), "Least hours a week", "paid hours: 32"),
    Column("hours_per_week_most", ("hours_per_week", 1), "Most hours a week", "paid hours: 40 or 37.5"),
    Column("days_per_week_least", ("days_per_week", 0), "Least days a week", "4"),
    Column("days_per_week_most", ("days_per_week", 1), "Most days a week", "5"),
    Column("max_consecutive_days", ("max_consecutive_days",), "Most days in a row", "5; empty: no limit"),
    Column("rest_hours", ("rest_hours",), "Rest between shifts (hours)", "11"),
    Column("cost_per_hour", ("cost_per_hour",), "Cost of a paid hour", "in your currency, or 1 to compare hours"),
    Column("shift_minutes_least", ("shift_minutes", 0), "Shortest shift (minutes)", "240; empty: as in Shifts"),
    Column("shift_minutes_most", ("shift_minutes", 1), "Longest shift (minutes)", "360; empty: as in Shifts"),
    Column("shifts", ("shifts",), "Kinds of shift", "early|late: names from Shifts; empty: all", is_list=True),
    Column("min_consecutive_days", ("min_consecutive_days",), "Least days in a row", "2; empty: no limit"),
    Column("min_consecutive_days_off", ("min_consecutive_days_off",), "Least days off in a row", "2; empty: no limit"),
    Column("max_weekends", ("max_weekends",), "Most weekends", "worked in the whole plan: 2; empty: no limit"),
    Column("complete_weekends", ("complete_weekends",), "Whole weekends only", "yes: both days or none; empty: no"),
    Column("max_nights_per_week", ("max_nights_per_week",), "Most nights a week", "3; empty: no limit"),
    Column("max_consecutive_nights", ("max_consecutive_nights",), "Most nights in a row", "3; empty: no limit"),
    Column("min_days_off_after_nights", ("min_days_off_after_nights",), "Least days off after nights", "2; empty: none"),
    Column("forbidden_successions", ("forbidden_successions",), "Not on the next day",
           "late>early: no early shift on the day after a late one", is_list=True),
    Column("max_shifts", ("max_shifts",), "Most shifts of a kind", "night:6 in the whole plan", is_list=True),
    Column("max_shifts_per_week", ("max_shifts_per_week",), "Most shifts of a kind a week", "night:3", is_list=True),
    Column("same_start_all_week", ("same_start_all_week",), "Same start all week", "yes or no; empty: no"),
    Column("max_start_earlier_minutes", ("max_start_earlier_minutes",), "Start earlier by at most (minutes)",
           "than the last shift: 60; empty: no limit"),
    Column("max_start_later_minutes", ("max_start_later_minutes",), "Start later by at most (minutes)",
           "than the last shift: 120; empty: no limit"),
    Column("max_different_starts_per_week", ("max_different_starts_per_week",), "Most different starts a week",
           "times of the day: 2; empty: no limit"),
    Column("weekly_rest_hours", ("weekly_rest_hours",), "Longest rest of a week (hours)", "at least: 36; empty: no limit"),
    Column("overtime_minutes_per_day", ("overtime_minutes_per_day",), "Overtime: most minutes a day",
           "that a repair may ask for: 120; empty: none"),
    Column("overtime_hours_per_week", ("overtime_hours_per_week",), "Overtime: most hours a week", "4; empty: no limit"),
    Column("overtime_per_hour", ("overtime_per_hour",), "Overtime: price an hour", "besides the pay: 0.5; empty: none"),
    Column("time_off_minutes_per_day", ("time_off_minutes_per_day",), "Voluntary time off: most minutes a day",
           "that a repair may offer: 120; empty: none"),
    Column("time_off_per_hour", ("time_off_per_hour",), "Voluntary time off: price an hour", "0.2; empty: none"),
    Column("hours_per_month_least", ("hours_per_month", 0), "Least hours a month", "paid hours: 140; empty: no limit"),
    Column("hours_per_month_most", ("hours_per_month", 1), "Most hours a month", "paid hours: 165; empty: no limit"),
    Column("hours_per_period_least", ("hours_per_period", 0), "Least hours in all", "in the whole plan: 120; empty: no limit"),
    Column("hours_per_period_most", ("hours_per_period", 1), "Most hours in all", "in the whole plan: 160; empty: no limit"),
    Column("shifts_per_week_least", ("shifts_per_week", 0), "Least shifts a week", "3; empty: no limit"),
    Column("shifts_per_week_most", ("shifts_per_week", 1), "Most shifts a week", "5; empty: no limit"),
    Column("shifts_per_month_least", ("shifts_per_month", 0), "Least shifts a month", "16; empty: no limit"),
    Column("shifts_per_month_most", ("shifts_per_month", 1), "Most shifts a month", "21; empty: no limit"),
    Column("shifts_per_period_least", ("shifts_per_period", 0), "Least shifts in all", "in the whole plan: 8; empty: no limit"),
    Column("shifts_per_period_most", ("shifts_per_period", 1), "Most shifts in all", "in the whole plan: 10; empty: no limit"),
), key="name")

LUNCH = Sheet("Breaks", ("breaks", "lunch"), (
    Column("minutes", ("minutes",), "Length (minutes)", "lunch: 30, or 30|45 for either", is_list=True),
    *_columns(
        ("paid", None, "Paid", "lunch: yes or no"),
        ("from_shift_minutes", None, "For shifts from (minutes)", "360: this row is for shifts of 6 hours and longer"),
        ("earliest_minutes", None, "Earliest (minutes after the start)", "lunch: 180 is 3 hours after the shift began"),
        ("latest_minutes", None, "Latest (minutes after the start)", "lunch: 330"),
        ("clock", None, "Between (times of the clock)", "lunch: 11:30-14:00, or several; empty: at any time"),
    ),
))

BREATHERS = Sheet("Breaks", ("breaks", "breathers", "count"), _columns(
    ("from_shift_minutes", None, "For shifts from (minutes)", "360: this row is for shifts of 6 hours and longer"),
    ("breathers", None, "Number of short breaks", "short breaks: 2"),
))

BREAKS = {"lunch": LUNCH, "breathers": BREATHERS}
"""The sheet `Breaks` holds both kinds of rows; its first column, `kind`, says which."""

BREAK_WORDS = {"lunch": "lunch", "breathers": "short breaks"}
BREAK_COLUMNS = ("kind", "from_shift_minutes", "minutes", "paid", "earliest_minutes", "latest_minutes", "clock", "breathers")
BREAK_KIND = Column("kind", (), "Kind", "lunch or short breaks")

MINIMUMS = Sheet("Minimums", ("service", "minimums"), _columns(
    ("operators", None, "At least", "2 people on the phone; fewer cost what Objective says"),
    ("never_fewer", ("operators", "hard"), "Never fewer than", "in place of At least: 2; no roster has fewer"),
    ("skill", None, "Only people with", "a skill from Operators: senior; empty: everybody counts"),
    ("days", None, "Days", "mon-fri; empty: every day"),
    ("from", None, "From", "a time: 22:00; empty with To: whenever the hotline is open"),
    ("to", None, "To", "a time: 06:00"),
))

_WHOM = (("team", "team", "a team from Operators: blue"), ("skill", "skill", "senior"), ("contract", "contract", "full"),
        ("operators", "people", "short names: anna|ben"))
"""Fields that say whom something is about: name, label and hint."""


def _whom(place: str, label: str) -> tuple[Column, ...]:
    return tuple(Column(f"{place}_{field}", (place, field), f"{label} {said}", f"{what}; empty: any", is_list=True)
                 for field, said, what in _WHOM)


TOGETHER = Sheet("Together", ("together",), (
    *_columns(
        ("rule", None, "Rule", "least, most, beside, apart, together or lunch_together"),
        ("name", None, "Name", "what messages call the rule; may be empty"),
    ),
    *_whom("who", "Whom it is about:"),
    *_whom("beside", "Beside them:"),
    *_columns(
        ("number", None, "How many", "of least and most: 2"),
        ("each", None, "One for each", "of beside: 8; empty: 1"),
        ("counts", None, "Counted when", "present, on_phone, on_break or at_lunch; empty: present"),
        ("days", None, "Days", "mon-fri; empty: every day"),
        ("from", None, "From", "a time: 22:00; empty with To: all day"),
        ("to", None, "To", "a time: 06:00"),
        ("price_per_hour", None, "Price of an hour", "for each person; empty: never broken"),
    ),
))

ROTATIONS = Sheet("Rotations", ("rotations",), (
    Column("name", ("name",), "Name", "what messages call it: three shifts"),
    *_whom("who", "Whom it is for:"),
    Column("weeks", ("weeks",), "Weeks", "EEEEE--|LLLLL--|NNNN---: a letter a day, - is off; weeks parted by |", is_list=True),
    Column("days", ("days",), "Days", "in place of weeks: EELLNN--, a pattern that is no number of weeks"),
    Column("letters", ("letters",), "Letters", "E:early|L:late|N:night: what each stands for", is_list=True),
    Column("starts", ("starts",), "First day", "of the first week of the pattern: 2026-12-07"),
    Column("ends", ("ends",), "Last day", "on which it holds: 2027-03-28; empty: it goes on"),
    Column("offsets", ("offsets",), "Weeks ahead", "blue:0|red:1|green:2: teams or short names; or in turn; empty: all alike",
           is_list=True),
    Column("price_per_day", ("price_per_day",), "Price of a day", "that is not as the pattern asks; empty: there is none"),
))

ACTIVITIES = Sheet("Activities", ("activities",), (
    *_columns(
        ("name", None, "Name", "team meeting, training or coaching"),
        ("minutes", None, "Length (minutes)", "45"),
    ),
    *_whom("who", "Whom it is for:"),
    *_columns(
        ("days", None, "Days", "mon-fri; empty: every open day"),
    ),
    Column("on", ("on",), "On dates", "2026-12-09, or several: 2026-12-09|2026-12-16", is_list=True),
    Column("at", ("at",), "At", "a time: 10:00; empty: the planner chooses"),
    Column("between", ("between",), "Between", "10:00-15:00, or several: 09:00-11:00, 14:00-16:00"),
    *_columns(
        ("every_minutes", None, "Starts every (minutes)", "30; empty: 30"),
        ("together", None, "All at the same time", "yes or no; empty: no"),
        ("at_once", None, "Most at once", "of the seats of a room; empty: all"),
        ("everyone", None, "Nobody may be off", "yes or no; empty: no"),
        ("per", None, "Counted in each", "week, month or period; empty: once on each of its days"),
        ("times_least", ("times", 0), "Least times", "of those that are counted: 1"),
        ("times_most", ("times", 1), "Most times", "1"),
        ("facilitator", None, "Held by", "the short name of who holds it; may be empty"),
    ),
))

STANDBY = Sheet("Standby", ("standby",), (
    Column("name", ("name",), "Name", "what documents call the list: evening"),
    *_whom("who", "Who may be called in:"),
    Column("days", ("days",), "Days", "mon-fri; empty: every open day"),
    Column("on", ("on",), "On dates", "2026-12-24, or several: 2026-12-24|2026-12-31", is_list=True),
    *_columns(
        ("from", None, "From", "a time: 18:00; empty with To: all day"),
        ("to", None, "To", "a time: 08:00, of the next day"),
        ("places", None, "How many people", "2: a first and a second; empty: 1"),
        ("max_per_week", None, "Most places a week", "of one person: 2; empty: any number"),
    ),
))

DEFERRABLE = Sheet("Deferrable", ("deferrable",), (
    *_columns(
        ("name", None, "Name", "e-mail: contacts that wait for somebody to have time"),
        ("aht_s", None, "Handling time (seconds)", "mean of one of them: 300"),
        ("per_day", None, "Contacts a day", "of an open day: 120; empty: they stand in the sheet Backlog"),
        ("within_hours", None, "Within (hours)", "24: handled a day later at the latest; empty: by a time"),
        ("due", None, "Or by", "a time on the next open day: 17:00"),
    ),
    *_whom("who", "Who may do it:"),
    Column("block_least", ("block_minutes", 0), "Shortest block (minutes)", "30; empty with the longest: 30 to 120"),
    Column("block_most", ("block_minutes", 1), "Longest block (minutes)", "120"),
    Column("late_per_hour", ("late_per_hour",), "Price of an hour late", "36; empty: 36"),
))

HOURS = (
    Column("kind", (), "How often", "every week, single date, exception or rule"),
    Column("when", (), "Days", "mon-fri; a date such as 2026-12-24; for a rule FREQ=MONTHLY;BYDAY=1MO"),
    Column("hours", (), "Open", "08:00-18:00, or 08:00-12:00, 13:00-17:00; empty: closed"),
    Column("start", (), "Counts from", "only for a rule: first day it counts from"),
)
HOURS_COLUMNS = tuple(column.name for column in HOURS)
HOURS_KINDS = {"weekly": ("hours", "weekly"), "date": ("hours", "dates"), "exception": ("hours", "exceptions"),
               "rule": ("hours", "rules")}
HOURS_WORDS = {"weekly": "every week", "date": "single date", "exception": "exception", "rule": "rule"}
"""Kinds of rows of the sheet `Hours`: `when` is a weekday, a date, or a recurrence rule; empty `hours` means closed."""

TABLE_SHEETS: dict[str, FieldPath] = {"Operators": ("operators",), "Availability": ("availability",),
                                      "History": ("history",), "Ledger": ("ledger",),
                                      "Rotation changes": ("rotation_changes",), "Calls": ("calls", "forecast"),
                                      "Shape": ("calls", "shape"), "Campaigns": ("campaigns",), "Requirement": ("requirement",),
                                      "Backlog": ("backlog",)}
"""Sheets with the same columns as the CSV tables."""

START = "Start here"
OBJECT_SHEETS = {sheet.title: sheet
                 for sheet in (SHIFTS, MINIMUMS, CONTRACTS, TOGETHER, ACTIVITIES, DEFERRABLE, STANDBY, ROTATIONS)}

SHEETS = ("Hotline", "Hours", "Service", "Minimums", "Shifts", "Breaks", "Contracts", "Operators", "Availability", "History",
          "Ledger", "Together", "Activities", "Deferrable", "Backlog", "Standby", "Rotations", "Rotation changes", "Calls",
          "Shape", "Requirement", "Campaigns", "Objective")
"""Sheets in the order in which they are written; a sheet of one's own begins with `Notes`."""

BRIEFING_SHEETS: dict[str, tuple[Column, ...]] = {
    "Guide": _columns(("text", None, "Text", "how a call is conducted, a line a row; **bold** and lists as in Markdown")),
    "Contacts": (
        *_columns(("name", None, "Name", "Accounts office"), ("role", None, "Role", "invoices and refunds"),
                  ("phone", None, "Phone", "+49 30 5550120"), ("email", None, "Email", "accounts@example.org"),
                  ("hours", None, "Hours", "mon-fri 09:00-16:00")),
        Column("topics", ("topics",), "Topics", "invoices|refunds: names from Topics", is_list=True)),
    "Topics": _columns(
        ("topic", None, "Topic", "what callers ask about: invoices"),
        ("sensitive", None, "Sensitive", "yes or no; empty: no"),
        ("answer", None, "Answer", "what to say; a sensitive topic needs one")),
}
"""Sheets of the operator's pack, which are no part of the instance."""
