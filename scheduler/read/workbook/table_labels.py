"""What people call the columns of the tables in a workbook: label and hint by the name of the column."""

from __future__ import annotations

from scheduler.instance.words.paths import FieldPath
from scheduler.read.workbook.sheets import plain

Labels = dict[str, tuple[str, str]]

def names_of_columns(table: FieldPath) -> dict[str, str]:
    """Name of each column of a table by its label, as `plain` makes it."""
    return {plain(label): name for name, (label, _) in TABLE_LABELS.get(table, {}).items()}


TABLE_LABELS: dict[FieldPath, Labels] = {
    ("operators",): {
        "id": ("Short name", "unique, names the calendar file: anna"),
        "name": ("Name", "Anna Bauer"),
        "email": ("E-mail", "anna@example.org"),
        "contract": ("Contract", "a name from the sheet Contracts: full"),
        "skills": ("Skills", "queues and topics, parted by |: french|dutch"),
        "preferred_queues": ("Queues first", "of the skills, parted by |, the first one first; empty: longest waiting first"),
        "timezone": ("Time zone", "empty: that of the hotline"),
        "language": ("Language", "of calendar and messages: en, id, ru, de or es; empty: as the hotline"),
        "team": ("Team", "for rules of people together; may be empty"),
        "share": ("Share of the contract", "50 %, or 0.5; empty: all of it"),
    },
    ("availability",): {
        "operator": ("Operator", "a short name from the sheet Operators: anna"),
        "when": ("Days", "mon-fri, a date such as 2026-12-24, or 2026-12-24..2027-01-06"),
        "from": ("From", "a time: 08:00; empty: all day"),
        "to": ("To", "a time: 14:30; empty: all day"),
        "hours": ("Hours counted", "of leave, for each day away; empty: a usual day; of overtime: how many"),
        "kind": ("Kind", "from the list; only: then and at no other time; pinned: exactly this shift"),
        "breaks": ("Breaks", "of a pinned shift: lunch 12:00-12:30 | breather 10:00-10:15; may be empty"),
        "note": ("Note", "for reading only"),
    },
    ("history",): {
        "operator": ("Operator", "a short name from the sheet Operators: anna"),
        "worked_days": ("Days worked in a row", "up to the day before the plan begins: 3"),
        "days_off": ("Days off in a row", "up to the day before the plan begins: 2"),
        "nights": ("Nights in a row", "up to the last day worked: 0"),
        "last_shift": ("Last shift", "a name from the sheet Shifts: late"),
        "last_start": ("Start of the last shift", "2026-12-06 14:00; may be empty"),
        "last_end": ("End of the last shift", "2026-12-06 22:00"),
        "standby_until": ("On standby until", "2026-12-07 06:00; may be empty"),
        "week_hours": ("Hours this week", "paid, in the week in which the plan begins: 16"),
        "week_days": ("Days this week", "worked, in the week in which the plan begins: 2"),
        "month_hours": ("Hours this month", "paid, in the month in which the plan begins: 64"),
        "month_shifts": ("Shifts this month", "in the month in which the plan begins: 8"),
        "period_hours": ("Hours so far", "paid, in a longer period that the plan ends: 80; empty: it begins with the plan"),
        "period_shifts": ("Shifts so far", "in a longer period that the plan ends: 10; empty: it begins with the plan"),
    },
    ("ledger",): {
        "operator": ("Operator", "a short name from the sheet Operators: anna"),
        "shifts": ("Shifts had", "since counting began: 41"),
        "nights": ("Nights had", "since counting began: 6"),
        "weekends": ("Weekends had", "weekends with a day worked, since counting began: 4"),
        "standby": ("Standby had", "places on standby lists, since counting began: 9; may be empty"),
        "standby_first": ("Standby had, first", "those of them that were the first: 4; may be empty"),
    },
    ("rotation_changes",): {
        "operator": ("Operator", "a short name from the sheet Operators: anna; or a team"),
        "team": ("Team", "in place of an operator: blue"),
        "when": ("Days", "a date such as 2026-12-24, or 2026-12-24..2027-01-06"),
        "shift": ("Shift", "a name from the sheet Shifts, off, work or any; early/off for either"),
        "note": ("Note", "for reading only"),
    },
    ("calls", "forecast"): {
        "start": ("Start", "of the interval: 2026-12-07 08:00"),
        "calls": ("Calls", "expected in the interval: 12.5"),
        "aht_s": ("Handling time (seconds)", "mean of talking and work after the call: 240"),
        "queue": ("Queue", "only with several queues"),
        "calls_p10": ("Calls, low", "in one interval of ten fewer come; may be empty"),
        "calls_p90": ("Calls, high", "in one interval of ten more come; may be empty"),
        "campaign_factor": ("Campaigns included", "what campaigns have lifted these calls by; may be empty"),
    },
    ("calls", "shape"): {
        "time": ("From", "a time of the day: 08:00"),
        "weight": ("Weight", "calls in an equal time, beside the other rows: 2.5"),
    },
    ("requirement",): {
        "start": ("Start", "of the interval: 2026-12-07 08:00"),
        "operators": ("People needed", "on the phone: 5"),
        "queue": ("Queue", "only with several queues"),
    },
    ("backlog",): {
        "start": ("Come at", "2026-12-07 08:00; also at night, and before the plan for those that wait already"),
        "contacts": ("Contacts", "12"),
        "work": ("Work", "a name from the sheet Deferrable; empty if there is only one"),
    },
    ("campaigns",): {
        "date": ("Date", "day on which the campaign appears: 2026-12-08"),
        "name": ("Name", "newsletter"),
        "channel": ("Channel", "for reading only"),
        "uplift_percent": ("More calls (%)", "on that day: 25"),
        "decay_days": ("Fades within (days)", "3"),
        "from": ("From", "a time; empty: all day"),
        "decay": ("How it fades", "exponential or linear; empty: exponential"),
    },
}
