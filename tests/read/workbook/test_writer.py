"""What is written as a workbook is read back as it was."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from scheduler.errors import InputError
from scheduler.instance.instance import Instance
from scheduler.read.instance_file import read_instance
from scheduler.read.workbook.writer import write_workbook
from tests.builders.checked import with_forecast
from tests.builders.hotline import document
from tests.builders.rotations import TWO_WEEKS, rotating
from tests.builders.workbooks import edited, place


def test_round_trip_of_the_starter(starter, tmp_path: Path) -> None:
    folder = starter()
    write_workbook(read_instance(folder).instance, tmp_path / "book.xlsx")
    loaded = read_instance(tmp_path / "book.xlsx")
    assert loaded.instance == read_instance(folder).instance
    assert loaded.ref.name == "book"


RULES_OF_NIGHTS = (
    "shifts: [day], min_consecutive_days: 2, min_consecutive_days_off: 2, max_weekends: 3, complete_weekends: true, "
    "max_nights_per_week: 2, max_consecutive_nights: 2, min_days_off_after_nights: 2, "
    "forbidden_successions: [[day, day]], max_shifts: {day: 9}, max_shifts_per_week: {day: 4}, "
    "hours_per_month: [0, 170.5], hours_per_period: [10, 200], shifts_per_week: [0, 5], shifts_per_month: [1, 22], "
    "shifts_per_period: [0, 12]"
)


def test_round_trip_of_everything_a_workbook_can_say(starter, tmp_path: Path) -> None:
    folder = starter(
        {
            "hotline.yaml": [
                (
                    "  # exceptions",
                    "  exceptions: {2026-12-08: [], 2026-12-09: ['08:00-12:00', '13:00-18:00']}\n  #",
                ),
                ("  # holidays", "  holidays: {country: DE, subdivision: BE, treat_as: sun}\n  #"),
                (
                    "  # rules",
                    "  dates: {2026-12-13: '10:00-12:00'}\n"
                    "  rules: [{rrule: 'FREQ=MONTHLY;BYDAY=1SU', hours: '10:00-12:00', start: 2026-01-01}]\n  #",
                ),
                ("lunch: {minutes: 30,", "lunch: {minutes: [30, 45],"),
                ("  patience_s: 180", "  # "),
                ("shift_minutes: [360, 540]", RULES_OF_NIGHTS),
                ("objective:  ", "nights: {from: '23:00', to: '05:00', minutes: 120}\nhistory:\n"
                 "  - {operator: anna, worked_days: 3, nights: 1, last_shift: day, last_end: 2026-12-06T22:00}\n"
                 "  - {operator: ben, days_off: 2}\nobjective:  "),
                ("break_grid_minutes: 15  ", "break_grid_minutes: 15\n  weekend: fri,sat  "),
            ],
            "operators.csv": [("Ben Okafor", "=1+1"), ("ben@example.org,full,", "ben@example.org,full,a|b")],
        }
    )
    text = (folder / "calls.csv").read_text()
    (folder / "calls.csv").write_text(
        text
        + "".join(
            f"2026-12-13T{hour}:{minute:02d}+01:00,1,200\n" for hour in (10, 11) for minute in (0, 15, 30, 45)
        )
    )
    instance = read_instance(keep_open_hours(folder)).instance
    write_workbook(instance, tmp_path / "book.xlsx")
    assert read_instance(tmp_path / "book.xlsx").instance == instance


def keep_open_hours(folder: Path) -> Path:
    """Set the calls of hours that the exceptions close to nothing."""
    closed = ("2026-12-08T", "2026-12-09T12")
    lines = (folder / "calls.csv").read_text().splitlines(keepends=True)
    (folder / "calls.csv").write_text("".join(line for line in lines if not line.startswith(closed)))
    return folder


def test_names_never_become_formulas(book: Path, starter) -> None:
    instance = read_instance(book).instance
    data = instance.model_dump(by_alias=True, mode="json")
    data["operators"][0]["name"] = '=HYPERLINK("http://x")'
    write_workbook(Instance.model_validate(data), book)
    cell = openpyxl.load_workbook(book)["Operators"]["B4"]
    assert (cell.data_type, cell.value) == ("s", '=HYPERLINK("http://x")')


MINIMUMS = [{"operators": {"hard": 2}, "skill": "senior", "days": "fri,sat", "from": "22:00", "to": "02:00"}, {"operators": 3}]


@pytest.mark.parametrize("service", [
    {"min_operators": {"hard": 2}, "minimums": MINIMUMS},
    {"min_operators": 1},
    {"queues": {"sales": {"min_operators": {"hard": 1}}, "help": {"min_operators": 2}}, "minimums": MINIMUMS[1:]},
])
def test_least_people_that_are_hard_or_priced_are_read_back(service, tmp_path: Path) -> None:
    team = [{"id": "anna", "contract": "free", "skills": ["senior", "sales", "help"]}]
    data = document(service=service, operators=team, hours={"always": True})
    del data["calls"]
    instance = with_forecast(data)
    write_workbook(instance, tmp_path / "book.xlsx")
    assert read_instance(tmp_path / "book.xlsx").instance == instance


def test_rotations_and_their_changes_are_read_back(tmp_path: Path) -> None:
    week = ["early", "early/off", "late", "any", "work", "off", "off"]
    instance = rotating(7, rotations=[
        TWO_WEEKS | {"name": "two", "who": {"team": "blue"}, "offsets": {"blue": 1}, "ends": "2027-03-28",
                     "price_per_day": 2.5},
        {"weeks": [week, "EEEEE--"], "letters": {"E": "early/late"}, "who": {"operators": "ben"}, "starts": "2026-12-07",
         "offsets": "in_turn", "ends": "2027-01-01"},
        {"days": "+-*", "who": {"operators": ["ben"]}, "starts": "2027-01-02"}],
        rotation_changes=[{"team": "blue", "when": "2026-12-08..2026-12-09", "shift": "early/off", "note": "course"},
                          {"operator": "ben", "when": "2026-12-24", "shift": "-"}])
    write_workbook(instance, tmp_path / "book.xlsx")
    assert read_instance(tmp_path / "book.xlsx").instance == instance


def test_a_least_number_is_hard_or_priced_and_not_both(tmp_path: Path) -> None:
    team = [{"id": "anna", "contract": "free", "skills": ["senior"]}]
    service = {"min_operators": {"hard": 2}, "minimums": MINIMUMS[:1]}
    write_workbook(Instance.model_validate(document(service=service, operators=team)), tmp_path / "book.xlsx")
    priced = place(tmp_path / "book.xlsx", "Service", "Least people on the phone")
    edited(tmp_path / "book.xlsx", {("Minimums", "A4"): 1, ("Minimums", "C4"): "seenior", ("Service", priced): 1})
    with pytest.raises(InputError) as caught:
        read_instance(tmp_path / "book.xlsx")
    told = [str(fault) for fault in caught.value.faults]
    assert any(line.startswith("Minimums!B4: ") and "already has a value" in line for line in told)
    assert any(line.startswith("Service!B") and "already has a value" in line for line in told)


def test_round_trip_of_a_days_total_with_its_shape_and_of_campaigns(starter, tmp_path: Path) -> None:
    data = read_instance(starter()).instance.model_dump(by_alias=True, mode="json", exclude_none=True)
    shape = [{"time": "08:00", "weight": 1}, {"time": "12:00", "weight": 2.5}]
    data["calls"] = {"per_day": 120, "aht_s": 200, "weekday_factors": {"mon": 1.5}, "shape": shape}
    day = data["horizon"]["start"]
    data["campaigns"] = [{"date": day, "name": "TV", "uplift_percent": 30, "decay_days": 2, "from": "10:00", "decay": "linear"}]
    instance = Instance.model_validate(data)
    write_workbook(instance, tmp_path / "total.xlsx")
    assert read_instance(tmp_path / "total.xlsx").instance == instance


def test_a_requirement_in_place_of_calls_and_a_share_are_read_back(tmp_path: Path) -> None:
    data = document(requirement=[{"start": f"2026-12-07T{hour:02d}:00", "operators": hour % 3} for hour in range(8, 20)],
                    operators=[{"id": "anna", "contract": "free", "share": "50 %"}])
    del data["calls"]
    instance = Instance.model_validate(data)
    write_workbook(instance, tmp_path / "book.xlsx")
    read = read_instance(tmp_path / "book.xlsx").instance
    assert (read.requirement, read.operators) == (instance.requirement, instance.operators)
    assert not read.calls.are_given


def test_rules_of_people_together_are_read_back(tmp_path: Path) -> None:
    team = [{"id": "anna", "contract": "free", "skills": ["senior"], "team": "blue"},
            {"id": "ben", "contract": "free", "team": "red"}]
    rules = [{"rule": "least", "number": 2, "days": "mon-fri", "from": "22:00", "to": "06:00", "price_per_hour": 7.5},
             {"rule": "beside", "name": "never alone", "who": {"team": ["red", "blue"], "contract": "free"},
              "beside": {"skill": "senior"}, "each": 2, "counts": "on_phone"},
             {"rule": "apart", "who": {"operators": "anna|ben"}}]
    data = document(operators=team, together=rules, hours={"always": True})
    del data["calls"]
    instance = with_forecast(data)
    write_workbook(instance, tmp_path / "book.xlsx")
    assert read_instance(tmp_path / "book.xlsx").instance.together == instance.together


def test_all_that_a_new_workbook_shows_is_in_plain_words(book: Path) -> None:
    for sheet in openpyxl.load_workbook(book).worksheets[1:]:
        is_list = sheet["A3"].value == "Setting"
        rows = [row for row in sheet.iter_rows(min_row=4, values_only=True) if row[0]]
        labels = [row[0] for row in rows] if is_list else [cell.value for cell in sheet[3]]
        assert not [label for label in labels if "_" in label or label[0].islower()], sheet.title
        assert not [row[0] for row in rows if is_list and row[3] and not row[4] and row[3] != "yes, no"], "an example"
        assert is_list or all(cell.value for cell in sheet[2]), sheet.title
