"""Damaged instances: each is refused with the place and the field of what is wrong."""

from __future__ import annotations

import pytest

from scheduler.errors import InputError
from scheduler.read.instance_file import read_instance

YAML, OPERATORS, AVAILABILITY, CALLS = "hotline.yaml", "operators.csv", "availability.csv", "calls.csv"
# name: (file, old, new, what the message says: place, field, and what was found or is allowed)
DAMAGES: dict[str, tuple[str, str, str, list[str]]] = {
    "not_yaml": (YAML, "hours:  ", "hours: [", ["hotline.yaml:17:12", "not YAML"]),
    "duplicate_key": (
        YAML,
        "  days: 7\n",
        "  days: 7\n  days: 8\n",
        ["hotline.yaml:14:3: horizon.days", "second time", "line 13"],
    ),
    "unknown_key": (
        YAML,
        "  shrinkage_percent",
        "  shrinkage_percents",
        ["hotline.yaml:32:23", "did you mean shrinkage_percent?"],
    ),
    "missing_key": (YAML, "timezone: Europe/Berlin ", "", ["hotline.yaml:5:1: hotline.timezone: is missing"]),
    "unknown_zone": (
        YAML,
        "Europe/Berlin",
        "Europe/Berlim",
        ["hotline.yaml:7:13: hotline.timezone", '"Europe/Berlim"', "IANA"],
    ),
    "not_a_number": (
        YAML,
        "days: 7",
        "days: seven",
        ['hotline.yaml:13:9: horizon.days: found "seven"', "from 1 to 366 days"],
    ),
    "out_of_range": (
        YAML,
        "target_percent: 80",
        "target_percent: 180",
        ["service.target_percent: found 180 %", "above 0 and below 100 %"],
    ),
    "a_share_of_one": (
        YAML,
        "target_percent: 80",
        "target_percent: 0.8",
        ["service.target_percent: found 0.8; did you mean 80 %? Write 80,", '"0.8 %"'],
    ),
    "a_share_of_one_shrinkage": (
        YAML,
        "shrinkage_percent: 5",
        "shrinkage_percent: .05",
        ["service.shrinkage_percent: found 0.05; did you mean 5 %?"],
    ),
    "a_weekend_apart": (
        YAML,
        "break_grid_minutes: 15 ",
        "break_grid_minutes: 15\n  weekend: fri,sun ",
        ["hotline.weekend: found fri,sun; allowed are weekdays one after another"],
    ),
    "a_number_as_a_date": (
        YAML,
        "start: 2026-12-07",
        "start: 86400",
        ["hotline.yaml:12:10: horizon.start: found 86400: not a date"],
    ),
    "calls_nobody_can_answer": (
        CALLS,
        ",2.25,",
        ",9000000,",
        ["row 2", "column calls", "9,000,000 calls", "operators would be busy at once"],
    ),
    "not_a_date": (
        YAML,
        "start: 2026-12-07",
        "start: 2026-12-47",
        ["hotline.yaml:12:10: horizon.start", "YYYY-MM-DD"],
    ),
    "not_a_time": (
        YAML,
        '["08:00-18:00"]',
        '["08:00-1800"]',
        ["hotline.yaml:17:15: hours.weekly.mon-fri", '"08:00-1800"', "HH:MM"],
    ),
    "number_as_time": (
        YAML,
        'from: "08:00"',
        "from: 800",
        ["hotline.yaml:36:19: shifts.start.from: found 800", "HH:MM"],
    ),
    "not_a_weekday": (
        YAML,
        "mon-fri:",
        "mon-fry:",
        ['hotline.yaml:17:5: hours.weekly.mon-fry: found "mon-fry"', "mon, tue"],
    ),
    "break_off_grid": (
        YAML,
        "lunch: {minutes: 30",
        "lunch: {minutes: 40",
        ["hotline.yaml:40:20: breaks.lunch.minutes: found 40 min", "15 min"],
    ),
    "shift_off_grid": (
        YAML,
        "from_minutes: 240",
        "from_minutes: 250",
        ["shifts.length.from_minutes: found 250 min", "15 min"],
    ),
    "start_off_grid": (
        YAML,
        'from: "08:00"',
        'from: "08:05"',
        ["shifts.start.from: found 08:05", "break grid of 15 min"],
    ),
    "step_off_grid": (
        YAML,
        "every_minutes: 30}\n    length",
        "every_minutes: 20}\n    length",
        ["shifts.start.every_minutes: found 20 min"],
    ),
    "opening_off_grid": (
        YAML,
        '"09:00-13:00"',
        '"09:10-13:00"',
        ["hours.weekly.sat: found 09:10-13:00", "multiple of interval_minutes"],
    ),
    "queues_at_the_top": (YAML, "\nservice:", "\nqueues: {}\nservice:", ["hotline.yaml:", "queues", "unknown key"]),
    "queues_as_a_list": (
        YAML,
        "\nservice:\n",
        "\nservice:\n  queues: [{target_percent: 80}]\n",
        ["hotline.yaml:27:3: service.queues: found a list", "a group of keys"],
    ),
    "opening_overlaps": (
        YAML,
        '["08:00-18:00"]',
        '["08:00-13:00", "12:00-18:00"]',
        ["hours.weekly.mon-fri", "overlap"],
    ),
    "pair_reversed": (
        YAML,
        "[32, 40]",
        "[40, 32]",
        ["hotline.yaml:51:10: contracts.full.hours_per_week", "40 h", "32 h"],
    ),
    "pair_of_one": (
        YAML,
        "[32, 40]",
        "[32]",
        ["hotline.yaml:51:10: contracts.full.hours_per_week: found a list of 1", "[least, most]"],
    ),
    "unknown_template": (
        YAML,
        "cost_per_hour: 1,\n",
        "cost_per_hour: 1, shifts: [dya],\n",
        ["hotline.yaml:51:", "contracts.full.shifts", "'dya'", "did you mean day?"],
    ),
    "bad_rule": (
        YAML,
        "  # always",
        '  rules: [{rrule: "FREQ=DAILY;INTERVAL=0", hours: "10:00-12:00"}]\n  # always',
        ["hotline.yaml:22:19: hours.rules.rrule", "INTERVAL"],
    ),
    "never_open": (YAML, 'mon-fri: ["08:00-18:00"]\n    sat: ["09:00-13:00"]', "sun: []", ["hours", "never open"]),
    "tag": (
        YAML,
        "name: Starter Helpline",
        "name: !python/name:os.system x",
        ["hotline.yaml:6:9", "tags are not allowed"],
    ),
    "table_outside": (
        YAML,
        "operators: operators.csv",
        "operators: ../operators.csv",
        ["hotline.yaml:59:12: operators", "inside the instance's folder"],
    ),
    "table_absolute": (
        YAML,
        "operators: operators.csv",
        "operators: /etc/passwd.csv",
        ["hotline.yaml:59:12: operators"],
    ),
    "table_missing": (
        YAML,
        "operators: operators.csv",
        "operators: operator.csv",
        ["hotline.yaml:59:12: operators", "no such file"],
    ),
    "column_missing": (
        OPERATORS,
        "id,name,email,contract",
        "id,name,email,contrat",
        ["operators.csv:row 1 (line 1)", 'the column "contract" is missing', "did you mean contract?"],
    ),
    "column_twice": (OPERATORS, "id,name,email", "id,name,name", ["operators.csv:row 1 (line 1): name", "twice"]),
    "cells_missing": (
        OPERATORS,
        "ben,Ben Okafor,ben@example.org,full,",
        "ben,Ben Okafor",
        ["operators.csv:row 3 (line 3): found 2 cells"],
    ),
    "quote_open": (OPERATORS, "ben,Ben Okafor", 'ben,"Ben Okafor', ["operators.csv:row 3 (line 3)", "CSV"]),
    "unknown_contract": (
        OPERATORS,
        "deniz@example.org,half",
        "deniz@example.org,hlaf",
        ["operators.csv:row 5 (line 5), column contract: operators.contract", "'hlaf'", "did you mean half?"],
    ),
    "duplicate_id": (
        OPERATORS,
        "emil,Emil",
        "anna,Emil",
        ["operators.csv:row 6 (line 6), column id", "'anna'", "second time"],
    ),
    "id_differs_by_case": (
        OPERATORS,
        "emil,Emil",
        "ANNA,Emil",
        ["operators.csv:row 6 (line 6), column id", "'ANNA'", "case"],
    ),
    "unknown_operator": (
        AVAILABILITY,
        "deniz,",
        "denis,",
        ["availability.csv:row 2 (line 2), column operator", "did you mean deniz?"],
    ),
    "outside_horizon": (
        AVAILABILITY,
        "2026-12-11",
        "2026-12-21",
        ["availability.csv:row 4 (line 4), column when", "2026-12-21", "2026-12-07 to 2026-12-13"],
    ),
    "unknown_kind": (
        AVAILABILITY,
        "unavailable",
        "unavailible",
        ["availability.csv:row 3 (line 3), column kind", '"unavailible"', "did you mean unavailable?"],
    ),
    "half_a_window": (
        AVAILABILITY,
        "08:00,14:30",
        "08:00,",
        ["availability.csv:row 2 (line 2)", "`from` and `to`"],
    ),
    "pin_off_grid": (
        AVAILABILITY,
        "mon,08:00,16:00,prefer",
        "mon,08:10,16:00,pinned",
        ["availability.csv:row 5 (line 5), column from", "08:10", "15 min"],
    ),
    "pins_overlap": (
        AVAILABILITY,
        "anna,mon,08:00,16:00,prefer",
        "anna,mon,20:00,04:00,pinned\nanna,tue,03:00,09:00,pinned",
        ["availability.csv:row 6 (line 6): availability", "overlap on 2026-12-08 from 03:00"],
    ),
    "calls_not_a_number": (
        CALLS,
        "2.25,240",
        "2.25,4 min",
        ["calls.csv:row 2 (line 2), column aht_s: calls.forecast.aht_s", '"4 min"', "s"],
    ),
    "calls_negative": (
        CALLS,
        "2.25,240",
        "-1,240",
        ["calls.csv:row 2 (line 2), column calls: calls.forecast.calls: found -1"],
    ),
    "calls_missing": (
        CALLS,
        "2026-12-07T08:00,2.25,240\n",
        "",
        ["calls.csv: calls.forecast: no row for 1 of", "2026-12-07T08:00+01:00"],
    ),
    "cell_missing": (
        CALLS,
        "2026-12-07T08:00,2.25,240",
        "2026-12-07T08:00,,240",
        ["calls.csv:row 2 (line 2), column calls: calls.forecast.calls: is missing"],
    ),
    "calls_off_grid": (CALLS, "T08:00,", "T08:01,", ["calls.csv:row 2 (line 2), column start", "15 min"]),
    "calls_twice": (CALLS, "T08:00,", "T08:15,", ["calls.csv:row 3 (line 3), column start", "second time"]),
    "calls_when_closed": (
        CALLS,
        "T08:00,",
        "T07:00,",
        ["calls.csv:row 2 (line 2), column calls", "2.25 calls", "opening hours"],
    ),
    "calls_outside": (
        CALLS,
        "2026-12-07T08:00",
        "2027-12-07T08:00",
        ["calls.csv:row 2 (line 2), column start", "outside the horizon"],
    ),
    "empty_table": (CALLS, "start", "\n", ["calls.csv:row 2 (line 2)"]),
}


@pytest.mark.parametrize("name", DAMAGES)
def test_damage_is_named_with_its_place(name: str, starter) -> None:
    file, old, new, said = DAMAGES[name]
    with pytest.raises(InputError) as caught:
        read_instance(starter({file: [(old, new)]}))
    message = str(caught.value)
    for part in said:
        assert part in message, message
    assert len(caught.value.faults) < 25


def test_a_row_left_out_as_wrong_is_not_called_missing(starter) -> None:
    with pytest.raises(InputError) as caught:
        read_instance(starter({OPERATORS: [("anna,Anna Bauer", ",Anna Bauer")], CALLS: [("2.25,240", "2.25,0")]}))
    assert [fault.field for fault in caught.value.faults] == ["calls.forecast.aht_s", "operators.id"]
