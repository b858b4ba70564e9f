"""Who must be told what, and that it is said once."""

from __future__ import annotations

import datetime as dt
import json

import icalendar
import pytest

import scheduler
from scheduler.errors import InputError
from scheduler.library.announcing import announce, withdraw
from scheduler.library.checking import check_published
from scheduler.library.publishing import keep
from scheduler.operate.announcing import messages
from scheduler.publish.record import NAME, Published, read_record
from tests.builders.checked import day, instance, shift
from tests.builders.published import published
from tests.cli.conftest import run


def test_a_message_speaks_of_its_reader_alone():
    plan = instance(horizon=2, operators=[{"id": "anna", "name": "Anna Berg", "contract": "free", "email": "anna@example.org"},
                                          {"id": "ben", "name": "Ben Okafor", "contract": "free"}])
    old = [shift(plan, day(0), 240), shift(plan, day(1), 240, operator="ben")]
    first = list(messages(plan, None, old))
    assert [(each.operator, each.address) for each in first] == [("anna", "anna@example.org"), ("ben", None)]
    assert first[0].text == "Hello Anna Berg, your shifts at Helpline:\n  Mon 2026-12-07: 08:00–12:00; breather 10:00–10:15"
    assert list(messages(plan, old, old)) == []
    new = [old[0], shift(plan, day(0, "10:00"), 240, operator="ben")]
    (told,) = messages(plan, old, new)
    assert told.text == ("Hello Ben Okafor, your shifts at Helpline have changed:\n"
                         "  Mon 2026-12-07: please come, 10:00–14:00; breather 12:00–12:15\n"
                         "  Tue 2026-12-08: off, no longer 08:00–12:00")


def test_whoever_has_left_is_told_what_is_off_and_nobody_else_hears_of_it():
    plan = instance(horizon=2, operators=[{"id": "anna", "contract": "free"}])
    (told,) = messages(plan, [shift(plan, day(1), 240, operator="ben"), shift(plan, day(0), 240)], [shift(plan, day(0), 240)])
    assert (told.operator, told.address) == ("ben", None)
    assert told.text == "Hello ben, your shifts at Helpline have changed:\n  Tue 2026-12-08: off, no longer 08:00–12:00"


def test_a_split_shift_is_told_by_its_parts_also_when_only_the_gap_moves():
    plan = instance()
    old, new = (shift(plan, day(0), 600, (("breather", 120, 15), ("gap", at, 120), ("breather", 480, 15))) for at in (240, 210))
    (told,) = messages(plan, None, [old])
    assert told.text.endswith("Mon 2026-12-07: 08:00–12:00, 14:00–18:00; breather 10:00–10:15, breather 16:00–16:15")
    (told,) = messages(plan, [old], [new])
    assert "08:00–11:30, 13:30–18:00, no longer 08:00–12:00, 14:00–18:00; breather" in told.text


@pytest.mark.parametrize(("code", "greeting", "lines"), [
    ("de", "Guten Tag, Ben Okafor, Ihre Schichten bei Helpline haben sich geändert:",
     ["Mo, 07.12.2026: bitte kommen Sie, 10:00–14:00; Kurzpause 12:00–12:15", "Di, 08.12.2026: frei, nicht mehr 08:00–12:00"]),
    ("ru", "Здравствуйте, Ben Okafor! Ваши смены изменились (Helpline):",
     ["пн, 07.12.2026: пожалуйста, выходите на смену, 10:00–14:00; короткий перерыв 12:00–12:15",
      "вт, 08.12.2026: выходной, смены 08:00–12:00 больше нет"])])
def test_it_speaks_the_language_of_its_reader(code, greeting, lines):
    plan = instance(horizon=2, operators=[{"id": "anna", "contract": "free"},
                                          {"id": "ben", "name": "Ben Okafor", "contract": "free", "language": code}])
    (told,) = messages(plan, [shift(plan, day(1), 240, operator="ben")], [shift(plan, day(0, "10:00"), 240, operator="ben")])
    assert told.text == "\n  ".join([greeting, *lines])


def test_an_activity_that_is_new_or_gone_takes_the_place_of_nothing():
    plan = instance()
    bare, held = (shift(plan, day(0), 240, breaks) for breaks in ((), (("breather", 120, 15),)))
    ((new,), (gone,)) = messages(plan, [bare], [held]), messages(plan, [held], [bare])
    assert new.text.endswith("08:00–12:00 as before, new: breather 10:00–10:15")
    assert gone.text.endswith("08:00–12:00 as before, no longer: breather 10:00–10:15")


def test_a_change_of_breaks_alone_and_of_times_is_told_as_such():
    plan = instance(horizon=1)
    old, new = shift(plan, day(0), 510), shift(plan, day(0, "09:00"), 510)
    (moved,) = messages(plan, [old], [new])
    assert "09:00–17:30, no longer 08:00–16:30; breather 10:" in moved.text
    later = old.model_copy(update={"breaks": (old.breaks[0].model_copy(update={
        each: getattr(old.breaks[0], each) + dt.timedelta(minutes=15) for each in ("start", "end")}), *old.breaks[1:])})
    (told,) = messages(plan, [old], [later])
    assert "08:00–16:30 as before, breather 09:45–10:00 in place of breather 09:30–09:45" in told.text


@pytest.mark.heavy
def test_what_was_said_is_not_said_again(tmp_path):
    scheduler.publish(published(), tmp_path)
    people = len({each.operator for each in published().roster.shifts})
    assert run("publish", tmp_path, "--withdraw").returncode == 2
    for arguments, told, state in ((["--diff"], people, "draft"), ([], people, "published"), ([], 0, "published")):
        done = run("publish", tmp_path, *arguments)
        assert done.returncode == 0
        assert done.stdout.count("Hello ") == told
        assert done.stdout.endswith(f"; the roster is {state}\n")
        assert read_record(tmp_path).state == state
    assert run("check", tmp_path).returncode == 0
    broken = json.loads((tmp_path / "roster.json").read_text())
    broken["shifts"] = broken["shifts"][1:]
    (tmp_path / "roster.json").write_text(json.dumps(broken))
    assert run("publish", tmp_path).returncode == 5


def events(folder):
    found = {}
    for path in (folder / "calendars").glob("*.ics"):
        for event in icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT"):
            found[str(event["UID"])] = (int(event["SEQUENCE"]), str(event.get("STATUS", "")), event["DTSTART"].dt)
    return found


@pytest.mark.heavy
def test_a_withdrawn_roster_is_called_off_and_may_take_place_again(tmp_path):
    plan, now = published(), "2026-12-08T00:00"
    scheduler.export(plan, ["ical"], tmp_path)
    keep(plan, tmp_path)
    announce(tmp_path)
    before = events(tmp_path)
    later = {uid for uid, (*_, start) in before.items() if start.astimezone(plan.instance.grid.zone).isoformat() >= now}
    assert 0 < len(later) < len(before)

    told = withdraw(tmp_path, now)
    assert {each.operator for each in told.messages} == {
        each.operator for each in plan.roster.shifts if each.start.isoformat() >= now}
    assert "off, no longer" in str(told)
    assert str(told).endswith("the roster is withdrawn")
    after = events(tmp_path)
    assert {uid: event[:2] for uid, event in after.items()} == {
        uid: (sequence + 1, "CANCELLED") if uid in later else (sequence, "") for uid, (sequence, *_) in before.items()}
    assert check_published(plan, tmp_path) == ()
    with pytest.raises(InputError, match="found a roster that is withdrawn"):
        withdraw(tmp_path)
    scheduler.export(plan, ["ical"], tmp_path)
    assert events(tmp_path) == after

    again = announce(tmp_path)
    assert "please come" in str(again)
    assert again.record.state == "published"
    assert {uid: event[:2] for uid, event in events(tmp_path).items()} == {
        uid: (sequence + 2 * (uid in later), "") for uid, (sequence, *_) in before.items()}
    assert check_published(plan, tmp_path) == ()


def test_one_that_does_not_fit_its_instance_any_more_is_withdrawn_after_its_repair(tmp_path):
    plan = published()
    keep(plan, tmp_path)
    (tmp_path / NAME).write_text(Published(announced=plan.roster.shifts).to_json())
    head, text = (tmp_path / "instance.yaml").read_text().split("\n", 1)
    left = json.loads(text)
    left["operators"] = [each for each in left["operators"] if each["id"] != plan.roster.shifts[0].operator]
    (tmp_path / "instance.yaml").write_text(f"{head}\n{json.dumps(left)}")
    with pytest.raises(InputError, match=r"instance\.yaml: has changed .* to withdraw it after `schedule repair PLAN"):
        withdraw(tmp_path)


def test_a_roster_that_is_written_anew_takes_place():
    record = Published.model_validate({"schema": 1, "withdrawn_from": "2026-12-08T00:00:00Z"})
    assert record.state == "withdrawn"
    assert record.renewed().state == "draft"


def test_what_took_place_is_said_of_a_withdrawn_roster_alone(tmp_path):
    done = run("publish", tmp_path, "--now", "2026-12-08T00:00")
    assert done.returncode == 2
    assert "--now beside --withdraw" in done.stderr
