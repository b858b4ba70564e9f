"""Settings of the sheets that list one a row: what people call them, an example, and what they mean."""

from __future__ import annotations

from dataclasses import dataclass

from scheduler.instance.words.paths import FieldPath
from scheduler.read.workbook.sheets import plain


@dataclass(frozen=True)
class Setting:
    """One row of a sheet of settings.

    Parameters
    ----------
    path
        Its field; none for the heading of a group.
    label, example, meaning
        What people call it, a value as it may be written, and what it means.
    """

    path: FieldPath
    label: str
    example: str = ""
    meaning: str = ""


PREFIXES: dict[str, FieldPath] = {"Hotline": (), "Service": ("service",), "Objective": ("objective",)}
"""Where the dotted names of the sheets begin."""

SETTINGS: dict[str, tuple[Setting, ...]] = {
    "Hotline": (
        Setting((), "The hotline"),
        Setting(("hotline", "name"), "Name of the hotline", "City Helpline", "as documents call it"),
        Setting(("hotline", "timezone"), "Time zone", "Europe/Berlin", "all times in this workbook are of this zone"),
        Setting(("hotline", "interval_minutes"), "Step of the forecast", "15", "length of an interval of the sheet Calls"),
        Setting(("hotline", "break_grid_minutes"), "Step of shifts and breaks", "15", "they begin at multiples of it"),
        Setting(("hotline", "seats"), "Desks in the room", "12", "empty: no limit"),
        Setting(("hotline", "lines"), "Telephone lines", "15", "empty: no limit"),
        Setting(("hotline", "weekend"), "Weekend", "sat,sun", "days one after another; empty: sat,sun"),
        Setting(("hotline", "week_starts"), "A week begins on", "mon", "hours and days of a week count from this day"),
        Setting(("hotline", "language"), "Language of documents", "en", "en, id, ru, de or es; empty: English"),
        Setting(("hotline", "location"), "Place in calendars", "Room 2, Main Street 5", "a street or a room; empty: none"),
        Setting(("hotline", "reminder_minutes"), "Remind before a shift (min)", "60", "in calendars; empty: no reminder"),
        Setting(("hotline", "break_reminder_minutes"), "Remind before a break (min)", "5",
                "where breaks are events of their own; empty: no reminder"),
        Setting(("hotline", "name_colleagues"), "Name colleagues in calendars", "no",
                "yes: each shift says who works at the same time; empty: no"),
        Setting((), "The days that are planned"),
        Setting(("horizon", "start"), "First day of the plan", "2026-12-07", "usually a Monday"),
        Setting(("horizon", "days"), "Number of days", "14", "whole weeks are best"),
        Setting((), "Opening hours (more in the sheet Hours)"),
        Setting(("hours", "always"), "Open around the clock", "no", "yes: the sheet Hours holds only what differs"),
        Setting(("hours", "holidays", "country"), "Public holidays of", "DE", "country code; empty: none are looked up"),
        Setting(("hours", "holidays", "subdivision"), "Region", "BY", "code of the state or region; may be empty"),
        Setting(("hours", "holidays", "treat_as"), "On public holidays", "closed", "closed, or open like this weekday"),
        Setting((), "Calls without a forecast (leave empty if the sheet Calls is filled in)"),
        Setting(("calls", "per_day"), "Calls on a usual day", "420", "spread as usual over the day, or as a sheet Shape says"),
        Setting(("calls", "aht_s"), "Mean handling time", "240", "talking and work after the call"),
        Setting((), "Short breaks and work between breaks (lunch and numbers in the sheet Breaks)"),
        Setting(("breaks", "breathers", "minutes"), "Length of a short break", "15", "in which people leave the desk"),
        Setting(("breaks", "breathers", "paid"), "Short breaks are paid", "yes"),
        Setting(("breaks", "breathers", "clock"), "Short breaks only between", "09:30-11:30, 14:00-16:30", "empty: any time"),
        Setting(("breaks", "spacing", "edge_minutes"), "Shortest work before the first and after the last break", "45"),
        Setting(("breaks", "spacing", "min_work_minutes"), "Shortest work between two breaks", "45"),
        Setting(("breaks", "spacing", "max_work_minutes"), "Longest work without a break", "150"),
        Setting(("breaks", "spacing", "max_last_work_minutes"), "Longest work before the end of a shift", "120",
                "after the last break; empty: as above"),
        Setting((), "Night shifts (only if contracts speak of nights)"),
        Setting(("nights", "from"), "Night begins", "23:00"),
        Setting(("nights", "to"), "Night ends", "05:00"),
        Setting(("nights", "minutes"), "Night shift from", "120", "so much of a shift lies in the night"),
        Setting((), "The law on working time (leave empty to be held to none)"),
        Setting(("preset", "law"), "Law on working time", "de-arbzg",
                "eu-2003-88, de-arbzg, id-uu13, us-ca-meal-rest or uk-wtr-1998"),
        Setting(("preset", "override"), "Not held to it", "hours_per_week",
                "what you answer for yourself, parted by |; may be empty"),
        Setting((), "This workbook"),
        Setting(("schema",), "Version of this form", "1", "leave it as it is"),
    ),
    "Service": (
        Setting(("service", "target_percent"), "Calls answered in time", "80", "share of the calls"),
        Setting(("service", "answer_within_s"), "In time means within", "20", "seconds until a call is answered"),
        Setting(("service", "patience_s"), "Mean patience of callers", "180", "until they hang up; empty: they never do"),
        Setting(("service", "max_occupancy_percent"), "Longest share of time with callers", "88", "so that nobody burns out"),
        Setting(("service", "min_operators"), "Least people on the phone", "1", "whenever the hotline is open"),
        Setting(("service", "min_operators", "hard"), "Never fewer people on the phone than", "2",
                "in place of the line above: no roster has fewer; more in the sheet Minimums"),
        Setting(("service", "shrinkage_percent"), "Unplanned absence", "5", "illness and the like that the plan allows for"),
        Setting(("service", "goal_over"), "The goal holds over each", "interval", "over a day or week takes fewer people"),
        Setting(("service", "priority"), "Priority", "1", "only with several queues: the higher is answered first"),
        Setting(("service", "concurrency"), "Contacts a person handles at a time", "3", "of a chat; empty: one"),
        Setting(("service", "topics"), "Topics always covered", "abuse|legal", "skills of which somebody is always there"),
    ),
    "Objective": (
        Setting(("objective", "understaffing_per_hour"), "One person short for an hour", "12", "up to a tenth of those needed"),
        Setting(("objective", "understaffing_beyond_10_percent_per_hour"), "Each further person short for an hour", "36"),
        Setting(("objective", "overstaffing_per_hour"), "One person too many for an hour", "3"),
        Setting(("objective", "denied_wish"), "A wish not granted", "15"),
        Setting(("objective", "missing_topic_per_hour"), "An hour in which a topic is not covered", "36"),
        Setting(("objective", "unmanned_per_hour"), "An open hour with nobody there", "0", "besides what else is missing"),
        Setting(("objective", "fairness", "shifts"), "Uneven shifts", "0.5", "somebody's third shift costs 3 times as much"),
        Setting(("objective", "fairness", "nights"), "Uneven nights", "2", "somebody's third night costs 3 times as much"),
        Setting(("objective", "fairness", "weekends"), "Uneven weekends", "4", "somebody's third weekend costs 3 times it"),
        Setting(("objective", "missed_call"), "A call not answered in time", "2.5", "in place of people short; may be empty"),
        Setting(("objective", "changed_shift"), "A published shift that changes", "6", "where a roster is mended"),
        Setting(("objective", "changed_breaks"), "Published breaks that change", "1", "in a shift that keeps its times"),
        Setting(("objective", "short_notice_hours"), "Short notice is less than", "48", "until the shift begins"),
        Setting(("objective", "short_notice_factor"), "At short notice a change costs", "2", "times as much"),
    ),
}

LABELS: dict[str, dict[str, FieldPath]] = {
    title: {plain(setting.label): setting.path for setting in settings if setting.path} for title, settings in SETTINGS.items()}
"""Field of each label of a sheet, as `plain` makes it."""
