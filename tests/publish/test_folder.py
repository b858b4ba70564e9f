"""A folder of all documents, or nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from scheduler.check.exports.files import check_exports
from scheduler.check.hard import check_shifts
from scheduler.errors import InputError
from scheduler.instance.briefing import Briefing
from scheduler.publish import folder as folder_module
from scheduler.publish.folder import export, publish, refuse_unwritable
from scheduler.publish.kinds import Kinds
from scheduler.publish.pack.folder import publish_pack
from scheduler.publish.tables import render_tables
from scheduler.publish.verify import verify
from scheduler.publish.view import RosterView
from scheduler.read.roster_workbook.reader import read_roster_workbook
from scheduler.roster import Roster
from tests.builders.checked import day, result, shift, with_forecast
from tests.builders.examples import split_over_midnight


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_publish_writes_everything(small, folder):
    instance, result = small
    paths = publish(instance, result, folder)
    assert {str(path.relative_to(folder)) for path in paths} == {
        "roster.json", "roster.xlsx", "report.html", *(f"calendars/op00{number}.ics" for number in range(6))}
    assert set(contents(folder)) == {str(path.relative_to(folder)) for path in paths} | {"published.json"}
    assert Roster.model_validate_json((folder / "roster.json").read_bytes()) == result


@pytest.mark.parametrize("name", ["plan.xlsx", "plan.JSON", "plan.html", "plan.ics", "plan.csv"])
def test_a_folder_is_not_named_like_a_file(tmp_path, name):
    with pytest.raises(InputError, match=r"as a file does; allowed is a folder, such as .*plan:"):
        refuse_unwritable(tmp_path / name)
    (tmp_path / name).mkdir()
    refuse_unwritable(tmp_path / name)


@pytest.mark.parametrize(("there", "said"), [
    ("calendars/op000.ics", r"op000\.ics: not written over: it is a file of another kind"),
    ("calendars", r"calendars is a file"),
])
def test_what_stands_where_a_calendar_would_is_told_before_the_search(small, tmp_path, there, said):
    (tmp_path / there).parent.mkdir(exist_ok=True)
    (tmp_path / there).write_text("dear op000")
    with pytest.raises(InputError, match=said):
        refuse_unwritable(tmp_path, small[0].operators)


@pytest.mark.parametrize("kind", ["excel", "pack"])
def test_nothing_is_written_into_a_folder_named_like_a_file(small, tmp_path, kind):
    place = tmp_path / "plan.xlsx"
    with pytest.raises(InputError, match=r"plan\.xlsx.* as a file does; allowed is a folder"):
        publish_pack(RosterView(*small), Briefing(), place) if kind == "pack" else export(*small, [kind], place)
    assert not place.exists()


def test_a_stranger_in_the_roster_writes_nothing(small, with_shifts, folder):
    instance, result = small
    stranger = result.shifts[0].model_copy(update={"operator": "stranger"})
    with pytest.raises(InputError, match="'stranger' is no operator"):
        publish(instance, with_shifts(result, [stranger]), folder)
    assert not folder.exists()


def test_an_error_in_rendering_writes_nothing(small, folder, monkeypatch):
    monkeypatch.setattr(folder_module, "render_report", lambda plan: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        publish(*small, folder)
    assert not folder.exists()


@pytest.fixture(scope="module")
def split():
    template = {"name": "split", "start": {"from": "08:00", "to": "08:00"}, "length": {"from_minutes": 480, "to_minutes": 480},
                "split": {"gap_minutes": [120, 120], "part_minutes": [240, 240]}}
    day_off = {"name": "other", "start": {"from": "10:00", "to": "10:00"}, "length": {"from_minutes": 120, "to_minutes": 120}}
    plan = with_forecast({"shifts": [template, day_off]})
    breaks = ("breather", 120, 15), ("gap", 240, 120), ("breather", 480, 15)
    return plan, result(plan, [shift(plan, day(0), 600, breaks)])


def test_a_split_shift_is_two_shifts_in_all_documents_and_one_when_they_are_read(split, folder):
    plan, roster = split
    assert not check_shifts(plan, roster.shifts)
    publish(plan, roster, folder)
    assert not check_exports(plan, roster, folder)
    assert not list(verify(plan, roster, folder))
    events = (folder / "calendars" / "anna.ics").read_text()
    assert [line for line in events.splitlines() if line.startswith(("DTSTART", "DTEND"))] == [
        "DTSTART:20261207T010000Z", "DTEND:20261207T050000Z", "DTSTART:20261207T070000Z", "DTEND:20261207T110000Z"]
    rows = render_tables(RosterView(plan, roster))["shifts.csv"].decode().splitlines()[1:]
    assert [row.split(",")[-2:] for row in rows] == [["240", "240"]] * 2
    assert read_roster_workbook(folder / "roster.xlsx", plan).says_the_same(roster)


def test_parts_over_midnight_stand_on_the_day_of_the_whole_shift_and_come_back(folder):
    plan, roster = split_over_midnight()
    assert not check_shifts(plan, roster.shifts)
    publish(plan, roster, folder)
    assert not check_exports(plan, roster, folder)
    view = RosterView(plan, roster)
    assert [str(date) for date in view.rota_dates] == ["2026-12-07", "2026-12-08"]
    assert [[view.span(each.start, each.end) for each in today.shifts] for today in view.days] == [
        ["20:00–22:00"], ["01:00–05:00", "20:00–22:00"], ["01:00–05:00"]]
    found = read_roster_workbook(folder / "roster.xlsx", plan)
    assert found.says_the_same(roster)
    assert (found.edits(roster, plan.grid.zone), found.notes) == ([], ())


def test_a_calendar_that_lacks_a_part_of_a_split_shift_is_found(split, folder):
    plan, roster = split
    publish(plan, roster, folder)
    path = folder / "calendars" / "anna.ics"
    path.write_bytes(path.read_bytes().replace(b"DTSTART:20261207T070000Z", b"DTSTART:20261207T080000Z"))
    assert {each.rule for each in check_exports(plan, roster, folder)} == {"calendars"}


def test_counts_and_letters_are_those_of_the_whole_shift(split):
    view = RosterView(*split)
    kinds = Kinds(view.instance, whole_of=view.whole_of)
    assert [kinds.of(each).name for each in view.result.shifts] == ["split", "split"]
    anna = view.instance.operators[0]
    assert (view.days_worked(anna), view.paid_hours(anna)) == (1, 8)
