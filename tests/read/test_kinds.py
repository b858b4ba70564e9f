"""Numbers and names as supervisors write them: three of each kind, read right, or asked about with what may be meant."""

from __future__ import annotations

import pytest

from scheduler.errors import InputError
from scheduler.instance.checks.notes import notes
from scheduler.read.instance_file import read_instance

YAML, PEOPLE, WISHES, CALLS = "hotline.yaml", "operators.csv", "availability.csv", "calls.csv"


def told(starter, edits) -> str:
    with pytest.raises(InputError) as caught:
        read_instance(starter(edits))
    return "\n".join(map(str, caught.value.faults))


@pytest.mark.parametrize(("edits", "said"), [
    ({YAML: [("target_percent: 80 ", "topics: [abuse]\n  target_percent: 80 ")],
      PEOPLE: [("anna@example.org,full,", "anna@example.org,full,Abuse")]}, "did you mean abuse?"),
    ({YAML: [("target_percent: 80 ", "minimums: [{operators: 1, skill: senior}]\n  target_percent: 80 ")],
      PEOPLE: [("ben@example.org,full,", "ben@example.org,full,SENIOR")]}, "did you mean senior?"),
    ({PEOPLE: [("ben@example.org,full,", "ben@example.org,Full,")]}, "did you mean full?"),
    ({WISHES: [("emil,wed", "Emil,wed")]}, "did you mean emil?"),
])
def test_names_that_differ_in_upper_and_lower_case_only_are_asked_about(edits, said, starter):
    assert said in told(starter, edits)


@pytest.mark.parametrize(("number", "means"), [
    ("1.250", "1250 or 1.25"), ("12.500", "12500 or 12.5"), ("2.125", "2125 or 2.125")])
def test_a_thousand_in_a_table_with_semicolons_is_asked_about(number, means, starter):
    folder = starter()
    head, *rows = (folder / CALLS).read_text("utf-8").splitlines()
    whole = [f"{row.split(',')[0]};{number};240" for row in rows]  # whole numbers elsewhere would tell nothing either
    (folder / CALLS).write_text("\n".join([head.replace(",", ";"), *whole]) + "\n", "utf-8")
    with pytest.raises(InputError) as caught:
        read_instance(folder)
    assert f'calls.csv:row 2 (line 2), column calls: calls: found "{number}"; did you mean {means}' in \
        str(caught.value.faults[0])


@pytest.mark.parametrize(("field", "was", "value", "said"), [
    ("target_percent", "80 ", "0.8 ", "did you mean 80 %?"),
    ("max_occupancy_percent", "88", "0.88", "did you mean 88 %?"),
    ("shrinkage_percent", "5 ", "0.05 ", "did you mean 5 %?"),
])
def test_a_fraction_for_a_percentage_is_asked_about(field, was, value, said, starter):
    found = told(starter, {YAML: [(f"{field}: {was}", f"{field}: {value}")]})
    assert f"service.{field}: found {value.strip()}" in found
    assert said in found


@pytest.mark.parametrize("weekend", ["mon,wed", "fri,sun", "tue,thu,sat"])
def test_a_weekend_of_days_apart_is_refused(weekend, starter):
    found = told(starter, {YAML: [("  break_grid_minutes: 15 ", f'  weekend: "{weekend}"\n  break_grid_minutes: 15 ')]})
    assert f"hotline.weekend: found {weekend}; allowed are weekdays one after another" in found


@pytest.mark.parametrize("entry", ["anna,mon,08:00,16:00,prefer", "emil,wed,,,unavailable", "deniz,mon-fri,08:00,14:30,only"])
def test_what_is_written_twice_counts_once_and_is_told(entry, starter):
    folder = starter()
    with (folder / WISHES).open("a", encoding="utf-8") as file:
        file.write(entry + "\n")
    again, once = read_instance(folder).instance, starter_of(folder, entry)
    assert [message for path, message in notes(again) if path == ("availability", 4)]
    assert list(again.availability[:4]) == list(once.availability)


def starter_of(folder, entry):
    text = (folder / WISHES).read_text("utf-8")
    (folder / WISHES).write_text(text.removesuffix(entry + "\n"), "utf-8")
    return read_instance(folder).instance


@pytest.mark.parametrize(("last_end", "right"), [
    ("46362.916666666664", "2026-12-06 22:00"), ("46362.75", "2026-12-06 18:00"),
    ("06.12.2026 21:30", "2026-12-06 21:30"),
])
def test_a_moment_as_excel_stores_it_is_that_moment(last_end, right, starter):
    folder = starter({YAML: [("# history: history.csv", "history: history.csv #")]})
    (folder / "history.csv").write_text(f'operator,worked_days,last_end\nanna,2,"{last_end}"\n', "utf-8")
    (known,) = read_instance(folder).instance.history
    assert f"{known.last_end:%Y-%m-%d %H:%M}" == right


@pytest.mark.parametrize("last_end", ["2025-12-01T22:00", "2027-12-06T22:00", "2016-12-06T22:00"])
def test_a_last_shift_far_from_the_horizon_is_a_fault(last_end, starter):
    folder = starter({YAML: [("# history: history.csv", "history: history.csv #")]})
    (folder / "history.csv").write_text(f"operator,worked_days,last_end\nanna,2,{last_end}\n", "utf-8")
    with pytest.raises(InputError, match=r"history\.csv:row 2 \(line 2\), column last_end"):
        read_instance(folder)
