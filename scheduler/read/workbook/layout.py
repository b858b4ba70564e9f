"""Layout of an instance in a workbook: which sheet and column holds which field. Read and written by the same table."""

from __future__ import annotations

from dataclasses import dataclass

from scheduler.instance.words.paths import FieldPath


@dataclass(frozen=True)
class Column:
    """One column of a sheet.

    Parameters
    ----------
    name
        What stands in the header.
    path
        Field inside the object of the row; a number is the place in a pair [least, most].
    note
        What the header's note says.
    is_list
        Whether a cell holds several words, parted by ``|``.
    """

    name: str
    path: FieldPath
    note: str
    is_list: bool = False


@dataclass(frozen=True)
class Sheet:
    """One sheet that is a list of objects, or, with `key`, a dictionary of them by the first column."""

    title: str
    path: FieldPath
    columns: tuple[Column, ...]
    key: str | None = None


@dataclass(frozen=True)
class KeySheet:
    """One sheet of rows (key, value), whose dotted keys stand below `prefix`."""

    title: str
    prefix: FieldPath


def _columns(*rows: tuple[str, FieldPath | None, str]) -> tuple[Column, ...]:
    return tuple(Column(name, path if path is not None else (name,), note) for name, path, note in rows)


KEY_SHEETS = (KeySheet("Hotline", ()), KeySheet("Service", ("service",)), KeySheet("Objective", ("objective",)))

SHIFTS = Sheet("Shifts", ("shifts",), _columns(
    ("name", None, "name of the template"),
    ("start_from", ("start", "from"), "first start, HH:MM"),
    ("start_to", ("start", "to"), "last start, HH:MM"),
    ("start_every_minutes", ("start", "every_minutes"), "step between starts, minutes"),
    ("from_minutes", ("length", "from_minutes"), "shortest shift, minutes"),
    ("to_minutes", ("length", "to_minutes"), "longest shift, minutes"),
    ("every_minutes", ("length", "every_minutes"), "step between lengths, minutes"),
    ("days", None, "weekdays on which shifts start, such as mon-fri; empty: all"),
    ("outside_hours", None, "TRUE if shifts may lie outside the opening hours"),
))

CONTRACTS = Sheet("Contracts", ("contracts",), (
    Column("name", (), "name of the contract"),
    Column("hours_per_week_least", ("hours_per_week", 0), "least paid hours in a week"),
    Column("hours_per_week_most", ("hours_per_week", 1), "most paid hours in a week"),
    Column("days_per_week_least", ("days_per_week", 0), "least days in a week"),
    Column("days_per_week_most", ("days_per_week", 1), "most days in a week"),
    Column("max_consecutive_days", ("max_consecutive_days",), "longest run of days worked; empty: no bound"),
    Column("min_consecutive_days", ("min_consecutive_days",), "shortest run of days worked; empty: no bound"),
    Column("min_consecutive_days_off", ("min_consecutive_days_off",), "shortest run of days off; empty: no bound"),
    Column("max_weekends", ("max_weekends",), "most weekends worked in the horizon; empty: no bound"),
    Column("complete_weekends", ("complete_weekends",), "TRUE if a weekend is worked on all of its days or none"),
    Column("max_nights_per_week", ("max_nights_per_week",), "most night shifts in a week; empty: no bound"),
    Column("max_consecutive_nights", ("max_consecutive_nights",), "most night shifts in a row; empty: no bound"),
    Column("min_days_off_after_nights", ("min_days_off_after_nights",), "least days off after night shifts; empty: none"),
    Column("forbidden_successions", ("forbidden_successions",),
           "templates that may not follow each other on the next day, such as late>early, parted by |", is_list=True),
    Column("max_shifts", ("max_shifts",), "most shifts of a template, such as night:3, parted by |", is_list=True),
    Column("max_shifts_per_week", ("max_shifts_per_week",), "the same for each week", is_list=True),
    Column("rest_hours", ("rest_hours",), "least time between two shifts, hours"),
    Column("cost_per_hour", ("cost_per_hour",), "cost of a paid hour"),
    Column("shift_minutes_least", ("shift_minutes", 0), "shortest shift, minutes; empty: as the templates say"),
    Column("shift_minutes_most", ("shift_minutes", 1), "longest shift, minutes; empty: as the templates say"),
    Column("shifts", ("shifts",), "templates that may be used, parted by |; empty: all", is_list=True),
), key="name")

LUNCH = Sheet("Breaks", ("breaks", "lunch"), (
    Column("minutes", ("minutes",), "allowed lengths, minutes, parted by |", is_list=True),
    *_columns(
        ("paid", None, "TRUE if lunch is paid"),
        ("from_shift_minutes", None, "shifts of this length or longer, minutes"),
        ("earliest_minutes", None, "earliest start after the shift's, minutes"),
        ("latest_minutes", None, "latest start after the shift's, minutes"),
    ),
))

BREATHERS = Sheet("Breaks", ("breaks", "breathers", "count"), _columns(
    ("from_shift_minutes", None, "shifts of this length or longer, minutes"),
    ("breathers", None, "number of breathers"),
))

BREAKS = {"lunch": LUNCH, "breathers": BREATHERS}
"""The sheet `Breaks` holds both kinds of rows; its first column, `kind`, says which."""

BREAK_COLUMNS = ("kind", "from_shift_minutes", "minutes", "paid", "earliest_minutes", "latest_minutes", "breathers")

HOURS_COLUMNS = ("kind", "when", "hours", "start")
HOURS_KINDS = {"weekly": ("hours", "weekly"), "date": ("hours", "dates"), "exception": ("hours", "exceptions"),
               "rule": ("hours", "rules")}
"""Kinds of rows of the sheet `Hours`: `when` is a weekday, a date, or a recurrence rule; empty `hours` means closed."""

TABLE_SHEETS: dict[str, FieldPath] = {"Operators": ("operators",), "Availability": ("availability",),
                                      "History": ("history",), "Calls": ("calls", "forecast"), "Shape": ("calls", "shape"),
                                      "Campaigns": ("campaigns",)}
"""Sheets with the same columns as the CSV tables."""

SHEETS = ("Hotline", "Hours", "Service", "Shifts", "Breaks", "Contracts", "Operators", "Availability", "History",
          "Calls", "Shape", "Campaigns", "Objective")
"""Sheets in the order in which they are written; a sheet of one's own begins with `Notes`."""
