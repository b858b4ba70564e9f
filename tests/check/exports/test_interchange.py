"""Files for other systems, read again by code that shares nothing with what wrote them, give the roster back."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json

import pytest

from scheduler.check.exports.interchange import shifts_of_genesys, shifts_of_google
from scheduler.cli.export import command
from scheduler.publish.folder import export
from scheduler.publish.interchange.forms import FORMS, lacks
from tests.builders.examples import FULL_BREAKS, by_hand, make_shift

NAMES = ("=1+1", "Ünal, Ö", "+49", "ok", "-x y", "@night")
NIGHTS = [("2026-12-04", "Asia/Jakarta"), ("2026-10-23", "Europe/Berlin"), ("2026-03-27", "Europe/Berlin")]
"""First day, a Friday, and zone; the clocks of Berlin change in the night after the second."""


def keyed(operator):
    return operator.email or operator.id


def named(operator):
    return operator.name


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
    rows = list(csv.reader(io.StringIO((published[2] / "google-calendar.csv").read_text("utf-8"))))
    assert rows[0] == ["Subject", "Start Date", "Start Time", "End Date", "End Time", "All Day Event", "Description",
                       "Location", "Private"]
    assert not [cell for row in rows for cell in row if cell[:1] in ("=", "+", "-", "@")]


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
        "people are known by their e-mail addresses there, and op003, op004, op005 have none in the instance",
        "op000, op001, op002 share the address one@x.org, and will be one person there"]
    assert list(lacks("google", instance, result)) == list(FORMS["google"].LACKS)
