"""The starter hotline of ``schedule init``: small, complete, solvable as it stands, and full of comments to edit by."""

from __future__ import annotations

import datetime as dt
import tempfile
from pathlib import Path

from scheduler.errors import Fault, InputError
from scheduler.language.codes import ENGLISH, LanguageCode
from scheduler.read.starter_briefing import starter_briefing

STARTER_YAML = """\
# A small telephone hotline to start from. Change what differs, then:  schedule solve {folder}
# Times are local wall-clock times, in quotes. The editor helps with `schedule schema > hotline.schema.json`.
schema: 1

hotline:
  name: Starter Helpline{language}
  timezone: Europe/Berlin         # an IANA name
  interval_minutes: 15            # step of the forecast in calls.csv
  break_grid_minutes: 15          # shifts and breaks start on this grid; 5 gives more freedom

horizon:
  start: {monday}               # the first day planned
  days: 7

hours:                            # when calls are answered
  weekly:
    mon-fri: ["08:00-18:00"]
    sat: ["09:00-13:00"]
  # exceptions: {{2026-12-25: [], 2026-12-24: ["08:00-13:00"]}}
  # holidays: {{country: DE, subdivision: BE, treat_as: closed}}
  # rules: [{{rrule: "FREQ=MONTHLY;BYDAY=1SU", hours: "10:00-12:00"}}]
  # always: true                  # around the clock

calls: {{forecast: calls.csv}}      # start, calls, aht_s (mean handling time in seconds): one row an open interval

service:
  target_percent: 80              # of the calls are answered ...
  answer_within_s: 20             # ... within so many seconds
  patience_s: 180                 # mean patience; leave out if callers never hang up
  max_occupancy_percent: 88
  min_operators: 1                # on the phone whenever the hotline is open
  shrinkage_percent: 5            # unplanned absence the plan allows for

shifts:
  - name: day
    start: {{from: "08:00", to: "14:00", every_minutes: 30}}
    length: {{from_minutes: 240, to_minutes: 540, every_minutes: 30}}

breaks:
  lunch: {{minutes: 30, paid: false, from_shift_minutes: 360, earliest_minutes: 180, latest_minutes: 330}}
  breathers:                      # short breaks away from the desk; never dropped, whatever the load
    minutes: 15
    paid: true
    count:
      - {{from_shift_minutes: 240, breathers: 1}}
      - {{from_shift_minutes: 300, breathers: 2}}
      - {{from_shift_minutes: 480, breathers: 3}}
  spacing: {{edge_minutes: 45, min_work_minutes: 45, max_work_minutes: 150}}

contracts:                        # [least, most]
  full: {{hours_per_week: [32, 40], days_per_week: [4, 5], max_consecutive_days: 5, rest_hours: 11, cost_per_hour: 1,
         shift_minutes: [360, 540]}}
  half: {{hours_per_week: [12, 22], days_per_week: [3, 5], rest_hours: 11, cost_per_hour: 1, shift_minutes: [240, 360]}}
  # further keys: min_consecutive_days, min_consecutive_days_off, max_weekends, complete_weekends,
  # forbidden_successions: [[late, early]], max_shifts: {{late: 6}}, max_shifts_per_week; and, if `nights` says what a
  # night shift is, max_nights_per_week, max_consecutive_nights, min_days_off_after_nights
# nights: {{from: "23:00", to: "05:00", minutes: 120}}   # at least so many minutes between these times

operators: operators.csv          # id, name, email, contract, skills (a|b|c), timezone, language
availability: availability.csv    # operator, when (mon-fri or a date), from, to (empty: all day),
                                  # kind: unavailable | only | prefer | avoid | pinned
# history: history.csv            # before the first day: operator, worked_days or days_off, nights, last_shift, last_end

objective:                        # prices, in the unit of cost_per_hour
  understaffing_per_hour: 12
  understaffing_beyond_10_percent_per_hour: 36
  overstaffing_per_hour: 3
  denied_wish: 15

# Several queues: a goal for each in place of the one above, named as the skill of those who answer it, and a column
# `queue` in calls.csv. Topics: skills of which somebody is always on the phone. Seats: a limit of the room.
# service: {{queues: {{sales: {{target_percent: 80}}, support: {{target_percent: 90, patience_s: 120}}}}, topics: [abuse]}}
# hotline: {{seats: 12, lines: 15}}
"""

STARTER_OPERATORS = """\
id,name,email,contract,skills
anna,Anna Bauer,anna@example.org,full,
ben,Ben Okafor,ben@example.org,full,
chiara,Chiara Rossi,chiara@example.org,full,
deniz,Deniz Kaya,deniz@example.org,half,
emil,Emil Novak,emil@example.org,half,
fatima,Fatima Haddad,fatima@example.org,half,
"""

_STARTER_AVAILABILITY = """\
operator,when,from,to,kind
deniz,mon-fri,08:00,14:30,only
emil,wed,,,unavailable
fatima,{friday},,,avoid
anna,mon,08:00,16:00,prefer
"""

_CALLS_PER_HOUR = (9, 15, 18, 17, 13, 14, 16, 15, 11, 7)
"""Expected calls from 08:00 on, hour by hour, on a Monday."""

_DAY_FACTORS = (1.0, 0.85, 0.8, 0.8, 0.75, 0.5)


_NO_FOLDERS = (".ods", ".xls", ".xlsm", ".xlsb", ".csv", ".yaml", ".yml", ".json", ".txt")


def next_monday(today: dt.date) -> dt.date:
    """First Monday after a date."""
    return today + dt.timedelta(days=7 - today.weekday())


def starter_files(monday: dt.date, folder: str, language: LanguageCode = ENGLISH) -> dict[str, str]:
    """Content of each file of the starter hotline for the week from `monday`, by name."""
    friday = (monday + dt.timedelta(days=4)).isoformat()
    said = "" if language == ENGLISH else f"\n  language: {language}                    # of all documents and messages"
    return {
        "hotline.yaml": STARTER_YAML.format(monday=monday.isoformat(), folder=folder, language=said),
        "operators.csv": STARTER_OPERATORS,
        "availability.csv": _STARTER_AVAILABILITY.format(friday=friday),
        "calls.csv": "start,calls,aht_s\n" + "".join(_call_rows(monday)),
        **starter_briefing(language),
    }


def _call_rows(monday: dt.date) -> list[str]:
    rows = []
    for day, factor in enumerate(_DAY_FACTORS):
        for hour in range(9, 13) if day == 5 else range(8, 18):
            for minute in range(0, 60, 15):
                start = dt.datetime.combine(monday + dt.timedelta(days=day), dt.time(hour, minute))
                rows.append(f"{start:%Y-%m-%dT%H:%M},{_CALLS_PER_HOUR[hour - 8] * factor / 4:.2f},240\n")
    return rows


_PRIVATE = 0o600
"""What people may and wish to work is for those who plan it."""


def write_starter(path: Path, monday: dt.date, language: LanguageCode = ENGLISH) -> list[Path]:
    """Write the starter hotline: a workbook if `path` ends in ``.xlsx``, otherwise a folder.

    Parameters
    ----------
    language
        Of the hotline's documents, and of the texts to begin with for the operator's pack.

    Returns
    -------
    list of Path
        The files that were written.

    Raises
    ------
    InputError
        If something stands at `path` already, or it cannot be written.
    """
    if path.suffix.lower() in _NO_FOLDERS:
        raise InputError([Fault(str(path), "", f"found a name ending in {path.suffix}; allowed are the name of a folder, and "
                                               "one ending in .xlsx for a workbook")])
    try:
        if path.exists() or path.is_symlink():
            raise InputError([Fault(str(path), "", "exists already; allowed is a path where nothing stands yet")])
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=path.parent, prefix=".init-") as scratch:
            return _write(path, starter_files(monday, str(path), language), Path(scratch) / "starter")
    except OSError as error:
        raise InputError([Fault(str(path), "", f"cannot be written: {error.strerror or error}")]) from None


def _write(path: Path, files: dict[str, str], scratch: Path) -> list[Path]:
    """Write beside the target and move in one step, so that nothing half-written is ever left."""
    scratch.mkdir(mode=0o700)
    for name, text in files.items():
        (scratch / name).write_text(text, encoding="utf-8", newline="\n")
        (scratch / name).chmod(_PRIVATE)
    if path.suffix.lower() != ".xlsx":
        scratch.rename(path)
        return [path / name for name in files]
    from scheduler.read.briefing import read_briefing
    from scheduler.read.instance_file import read_instance
    from scheduler.read.workbook.writer import write_workbook

    book = scratch.with_suffix(".xlsx")
    write_workbook(read_instance(scratch).instance, book, path.name, read_briefing(scratch))
    book.chmod(_PRIVATE)
    book.rename(path)
    return [path]
