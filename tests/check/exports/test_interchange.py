"""Files for other systems, read again by code that shares nothing with what wrote them, give the roster back."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json

import pytest

from scheduler.check.exports.interchange import shifts_of_genesys, shifts_of_google
from scheduler.publish.folder import export
from tests.builders.examples import by_hand

NAMES = ("=1+1", "Ünal, Ö", "+49", "ok")


def of_roster(instance, result, called):
    names = {operator.id: called(operator) for operator in instance.operators}
    return sorted((names[each.operator], each.start.astimezone(dt.UTC), each.end.astimezone(dt.UTC),
                   tuple((pause.kind, pause.start.astimezone(dt.UTC), pause.end.astimezone(dt.UTC)) for pause in each.breaks))
                  for each in result.shifts)


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    instance, result = by_hand(names=NAMES)
    folder = tmp_path_factory.mktemp("exchange")
    assert {path.name for path in export(instance, result, ["google", "genesys"], folder)} == {
        "google-calendar.csv", "genesys-schedule.json"}
    return instance, result, folder


def test_google_gives_the_roster_back(published):
    instance, result, folder = published
    found = shifts_of_google((folder / "google-calendar.csv").read_bytes(), instance.grid.zone)
    assert sorted(found) == of_roster(instance, result, lambda operator: operator.name)


def test_genesys_gives_the_roster_back(published):
    instance, result, folder = published
    found = shifts_of_genesys((folder / "genesys-schedule.json").read_bytes())
    assert sorted(found) == of_roster(instance, result, lambda operator: operator.email or operator.id)


def test_the_columns_and_keys_are_those_of_the_documents(published):
    _, _, folder = published
    rows = list(csv.reader(io.StringIO((folder / "google-calendar.csv").read_text("utf-8"))))
    assert rows[0] == ["Subject", "Start Date", "Start Time", "End Date", "End Time", "All Day Event", "Description",
                       "Location", "Private"]
    assert not [cell for row in rows for cell in row if cell[:1] in ("=", "+", "@")]
    schedule = json.loads((folder / "genesys-schedule.json").read_bytes())
    assert list(schedule) == ["description", "weekCount", "published", "agentSchedules"]
    first = schedule["agentSchedules"][0]["shifts"][0]
    assert sum(each["lengthMinutes"] for each in first["activities"]) == first["lengthMinutes"]
