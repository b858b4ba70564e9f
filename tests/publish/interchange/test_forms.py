"""Files for other systems, read again by code that shares nothing with what wrote them, give the roster back."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json

import openpyxl
import pytest

from scheduler.cli.export import command
from scheduler.errors import InputError
from scheduler.publish.folder import export
from scheduler.publish.interchange.forms import FORMS, lacks
from scheduler.publish.view import RosterView
from scheduler.roster import Break, Shift
from tests.builders.examples import FULL_BREAKS, by_hand, make_shift
from tests.builders.interchange import (
    shifts_of_activities,
    shifts_of_deputy,
    shifts_of_genesys,
    shifts_of_google,
    shifts_of_graph,
    shifts_of_teams,
)

NAMES = ("=1+1", "Ünal, Ö", "+49", "ok", "-x y", "@night")
NIGHTS = [("2026-12-04", "Asia/Jakarta"), ("2026-10-23", "Europe/Berlin"), ("2026-03-27", "Europe/Berlin")]
"""First day, a Friday, and zone; the clocks of Berlin change in the night after the second."""


COLUMNS = {
    "google-calendar.csv": ["Subject", "Start Date", "Start Time", "End Date", "End Time", "All Day Event", "Description",
                            "Location", "Private"],
    "deputy-schedule.csv": [
        "First Name", "Last Name", "Email", "Start Date", "Start Time", "End Date", "End Time", "Location", "Area",
        "Meal Break (Mins)", "Meal Break Start Date", "Meal Break Start Time", "Meal Break End Date", "Meal Break End Time",
        "Rest Break Start Date", "Rest Break Start Time", "Rest Break End Date", "Rest Break End Time", "Comment",
        "Published", "Open"],
    "activities.csv": [
        "*Username", "*Shift Start Date and Time", "*Shift End Date and Time", "*Local Time Zone", "*Base Activity Name",
        "Shift Notes", "Activity Start Date and Time", "Activity End Date and Time", "Activity Name"],
}


def keyed(operator):
    return operator.email or operator.id


def named(operator):
    return operator.name


def addressed(operator):
    return operator.email or operator.name


def of_roster(instance, result, called):
    names = {operator.id: called(operator) for operator in instance.operators}
    return sorted((names[each.operator], each.start.astimezone(dt.UTC), each.end.astimezone(dt.UTC),
                   tuple((pause.kind, pause.start.astimezone(dt.UTC), pause.end.astimezone(dt.UTC)) for pause in each.breaks))
                  for each in result.shifts)


@pytest.fixture(scope="module", params=NIGHTS, ids="{0[0]}".format)
def published(request, tmp_path_factory):
    start, zone = request.param
    people = [{"id": f"op{number:03d}", "name": name, "contract": "full", "email": f"p{number}@x.org" if number < 5 else None}
              for number, name in enumerate(NAMES)]
    instance, result = by_hand(NAMES, start, zone, operators=people)
    date = dt.date.fromisoformat(start) + dt.timedelta(days=1)
    night = make_shift("op005", zone, f"{date}T22:00", 510, FULL_BREAKS)
    result = result.model_copy(update={"shifts": (*result.shifts, night)})
    folder = tmp_path_factory.mktemp("exchange")
    export(instance, result, FORMS, folder)
    return instance, result, folder


def test_google_gives_the_roster_back(published):
    instance, result, folder = published
    found = shifts_of_google((folder / "google-calendar.csv").read_bytes(), instance.grid.zone)
    assert sorted(found) == of_roster(instance, result, named)


@pytest.mark.parametrize(("name", "read"), [("teams-shifts.xlsx", shifts_of_teams), ("deputy-schedule.csv", shifts_of_deputy)])
def test_teams_and_deputy_give_the_roster_back(published, name, read):
    instance, result, folder = published
    found = read((folder / name).read_bytes(), instance.grid.zone)
    assert sorted(found) == of_roster(instance, result, addressed)


@pytest.mark.parametrize(("name", "read"), [("teams-graph.json", shifts_of_graph), ("activities.csv", shifts_of_activities)])
def test_graph_and_activities_give_the_roster_back(published, name, read):
    instance, result, folder = published
    assert sorted(read((folder / name).read_bytes())) == of_roster(instance, result, keyed)


def test_forms_with_an_offset_tell_the_repeated_hours_apart():
    instance, result = by_hand(("ok",), "2026-10-23", "Europe/Berlin", availability=[])
    second = dt.datetime(2026, 10, 25, 2, 30, tzinfo=instance.grid.zone, fold=1)
    pause = Break(kind="breather", start=second.replace(minute=45), end=second.replace(hour=3, minute=0))
    result = result.model_copy(update={"shifts": (Shift(operator="op000", start=second, end=second.replace(hour=7),
                                                        breaks=(pause,)),)})
    view, truth = RosterView(instance, result), of_roster(instance, result, keyed)
    for kind, read in (("teams-graph", shifts_of_graph), ("activities", shifts_of_activities), ("genesys", shifts_of_genesys)):
        assert list(read(FORMS[kind].render(view))) == truth


def test_teams_has_typed_cells_and_graph_says_what_is_paid(published):
    instance, _, folder = published
    sheet = openpyxl.load_workbook(folder / "teams-shifts.xlsx")["Shifts"]
    assert [cell.value for cell in sheet[1]] == [
        "Member", "Work Email", "Group", "Start Date", "Start Time", "End Date", "End Time", "Theme Color", "Custom Label",
        "Unpaid Break (minutes)", "Notes", "Shared"]
    assert sheet["A2"].value == "=1+1"
    assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    lunch = instance.breaks.lunch[0]
    assert sheet["J2"].value == (0 if lunch.paid else FULL_BREAKS[1][2])
    shift = json.loads((folder / "teams-graph.json").read_bytes())["value"][0]["sharedShift"]
    assert [list(each) for each in shift["activities"]] == [
        ["isPaid", "startDateTime", "endDateTime", "code", "displayName"]] * 3
    assert [each["isPaid"] for each in shift["activities"]] == [instance.breaks.breathers.paid, lunch.paid,
                                                                instance.breaks.breathers.paid]


def test_a_user_name_with_a_comma_is_refused(published):
    instance, result, folder = published
    people = [operator.model_copy(update={"email": "a,b@x.org"}) for operator in instance.operators]
    with pytest.raises(InputError, match=r"op000.*'a,b@x.org' has a comma"):
        export(instance.model_copy(update={"operators": tuple(people)}), result, ["activities"], folder / "other")
    assert b'"' not in (folder / "activities.csv").read_bytes()


def test_genesys_gives_the_roster_back_with_what_is_paid(published):
    instance, result, folder = published
    content = (folder / "genesys-schedule.json").read_bytes()
    assert sorted(shifts_of_genesys(content)) == of_roster(instance, result, keyed)
    schedule = json.loads(content)
    assert list(schedule) == ["description", "weekCount", "published", "agentSchedules"]
    for shift in (shift for agent in schedule["agentSchedules"] for shift in agent["shifts"]):
        assert sum(each["lengthMinutes"] for each in shift["activities"]) == shift["lengthMinutes"]
        assert [list(each) for each in shift["activities"]] == [
            ["startDate", "lengthMinutes", "description", "activityCodeId", "paid"]] * len(shift["activities"])
        lunch = instance.breaks.lunch[0].paid
        assert all(each["paid"] == (lunch if each["activityCodeId"] == "meal" else True) for each in shift["activities"])


def test_the_columns_are_those_of_the_documents_and_no_name_becomes_a_formula(published):
    tables = {form.FILE: list(csv.reader(io.StringIO((published[2] / form.FILE).read_text("utf-8"))))
              for form in FORMS.values() if form.FILE.endswith(".csv")}
    assert {name: rows[0] for name, rows in tables.items()} == COLUMNS
    assert not [cell for rows in tables.values() for row in rows for cell in row if cell[:1] in ("=", "+", "-", "@")]


def test_every_file_is_for_its_owner_alone(published):
    assert {form.FILE: (published[2] / form.FILE).stat().st_mode & 0o777 for form in FORMS.values()} == dict.fromkeys(
        (form.FILE for form in FORMS.values()), 0o600)


def test_the_command_knows_every_form():
    offered = next(option for option in command.params if option.name == "kinds").type.choices
    assert set(FORMS) == set(offered) - {"ical", "excel", "html", "csv", "pack"}


def test_people_without_an_address_or_with_that_of_another_are_named(published):
    instance, result, _ = published
    people = [operator.model_copy(update={"email": "One@x.org" if number == 1 else "one@x.org" if number < 3 else None})
              for number, operator in enumerate(instance.operators)]
    said = list(lacks("genesys", instance.model_copy(update={"operators": tuple(people)}), result))
    assert said[1:] == [
        "people are known by their e-mail addresses there, and no address in the instance is that of op003, op004, op005",
        "op000, op001, op002 share the address one@x.org, and will be one person there"]
    assert list(lacks("google", instance, result)) == list(FORMS["google"].LACKS)
