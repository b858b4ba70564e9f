from __future__ import annotations

import datetime as dt
import json
import os
import random
import subprocess
from pathlib import Path
from zoneinfo import ZoneInfo

import icalendar
import pytest
from ical.calendar_stream import IcsCalendarStream

from scheduler.check.exports.calendars import check_calendars
from scheduler.errors import InputError
from scheduler.publish.filenames import calendar_name
from scheduler.publish.folder import publish
from tests.builders.examples import split_over_midnight

HERE = Path(__file__).parent


def calendars(folder):
    return {path.name: icalendar.Calendar.from_ical(path.read_bytes()) for path in (folder / "calendars").iterdir()}


def sequences(folder):
    return {str(event["UID"]): int(event["SEQUENCE"])
            for calendar in calendars(folder).values() for event in calendar.walk("VEVENT")}


def shown(folder):
    """UIDs of the events that take place."""
    return {str(event["UID"]) for calendar in calendars(folder).values() for event in calendar.walk("VEVENT")
            if str(event.get("STATUS", "")) != "CANCELLED"}


def merged(phone, folder, read):
    """What a phone holds that has seen every version: of each UID the event of the highest sequence."""
    for path in sorted((folder / "calendars").glob("*.ics")):
        for uid, sequence, status, start, end in read(path):
            if uid not in phone or phone[uid][0] <= sequence:
                phone[uid] = sequence, status, path.stem, start, end
    return sorted((name, start, end) for _, status, name, start, end in phone.values() if status != "CANCELLED")


def by_icalendar(path):
    for event in icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT"):
        yield str(event["UID"]), int(event["SEQUENCE"]), str(event.get("STATUS", "")), event.start, event.end


def by_ical(path):
    for event in IcsCalendarStream.calendar_from_ics(path.read_text("utf-8")).events:
        yield event.uid, event.sequence, str(event.status.value if event.status else ""), event.start, event.end


def longer(shift):
    return shift.model_copy(update={"end": shift.end + dt.timedelta(minutes=15)})


def test_one_event_a_shift_in_utc(small, folder):
    instance, result = small
    publish(instance, result, folder)
    for operator in instance.operators:
        calendar = calendars(folder)[calendar_name(operator.id)]
        shifts = [shift for shift in result.shifts if shift.operator == operator.id]
        assert str(calendar["X-HOTLINE-OPERATOR"]) == operator.id
        assert "METHOD" not in calendar
        assert [(e.start, e.end) for e in calendar.walk("VEVENT")] == [(s.start, s.end) for s in shifts]
        assert {str(e["CATEGORIES"].cats[0]) for e in calendar.walk("VEVENT")} <= {"SHIFT"}
    text = (folder / "calendars" / "op000.ics").read_text("utf-8")
    assert "DTSTART:20261204T010000Z" in text
    assert "BEGIN:VEVENT" not in (folder / "calendars" / "op005.ics").read_text("utf-8")


def test_breaks_in_words_of_the_operators_own_zone(hotline_by_hand, folder):
    instance, result = hotline_by_hand()
    away = instance.operators[0].model_copy(update={"timezone": "Asia/Makassar"})
    instance = instance.model_copy(update={"operators": (away, *instance.operators[1:])})
    publish(instance, result, folder)
    event = calendars(folder)["op000.ics"].walk("VEVENT")[0]
    assert str(event["DESCRIPTION"]) == ("Shift 09:00–17:30 (times in Asia/Makassar)\nBreather 11:00–11:15\n"
                                         "Lunch 13:00–13:30\nBreather 15:15–15:30")


def test_breaks_as_events(small, folder):
    instance, result = small
    publish(instance, result, folder, breaks_as_events=True)
    events = [event for calendar in calendars(folder).values() for event in calendar.walk("VEVENT")]
    breaks = [event for event in events if event["CATEGORIES"].cats[0] != "SHIFT"]
    assert len(breaks) == sum(len(shift.breaks) for shift in result.shifts)
    assert {str(event["TRANSP"]) for event in breaks} == {"TRANSPARENT"}
    assert {str(event["CATEGORIES"].cats[0]) for event in breaks} == {"LUNCH", "BREATHER"}
    assert len(events) == len(sequences(folder)), "UIDs are unique"


def test_nobody_else_is_named(small, folder):
    instance, result = small
    publish(instance, result, folder, breaks_as_events=True)
    for operator in instance.operators:
        text = (folder / "calendars" / calendar_name(operator.id)).read_text("utf-8").replace("\r\n ", "")
        for other in instance.operators:
            assert other is operator or (other.id not in text and other.name not in text)


def test_publishing_again_gives_the_same_bytes(small, folder):
    instance, result = small
    first = {path: path.read_bytes() for path in publish(instance, result, folder)}
    record = (folder / "published.json").read_bytes()
    assert {path: path.read_bytes() for path in publish(instance, result, folder)} == first
    assert (folder / "published.json").read_bytes() == record
    elsewhere = publish(instance, result, folder.with_name("elsewhere"))
    assert [path.read_bytes() for path in elsewhere] == list(first.values())


def test_sequence_rises_by_one_for_the_changed_shift_only(small, with_shifts, folder):
    instance, result = small
    publish(instance, result, folder)
    before = sequences(folder)
    changed = with_shifts(result, [longer(result.shifts[0]), *result.shifts[1:]])
    publish(instance, changed, folder)
    after = sequences(folder)
    assert before.keys() == after.keys()
    assert sorted(after[uid] - before[uid] for uid in after) == [0] * (len(after) - 1) + [1]
    publish(instance, changed, folder)
    assert sequences(folder) == after


def test_a_shift_that_went_and_came_back_changed_does_not_repeat_its_sequence(small, with_shifts, folder):
    instance, result = small
    publish(instance, result, folder)
    publish(instance, with_shifts(result, result.shifts[1:]), folder)
    assert len(shown(folder)) == len(result.shifts) - 1
    publish(instance, with_shifts(result, [longer(result.shifts[0]), *result.shifts[1:]]), folder)
    assert sorted(sequences(folder).values())[-2:] == [0, 2]


@pytest.mark.parametrize("read", [by_icalendar, by_ical])
def test_a_phone_that_saw_every_version_shows_exactly_the_last_roster(small, with_shifts, folder, read):
    instance, result = small
    dice, phone = random.Random(1), {}
    for _ in range(6):
        shifts = [longer(shift) if dice.random() < 0.2 else shift for shift in result.shifts if dice.random() < 0.8]
        publish(instance, with_shifts(result, shifts), folder)
        right = sorted((shift.operator, shift.start.astimezone(dt.UTC), shift.end.astimezone(dt.UTC)) for shift in shifts)
        assert merged(phone, folder, read) == right
        before = {path: path.read_bytes() for path in folder.rglob("*.ics")}
        publish(instance, with_shifts(result, shifts), folder)
        assert {path: path.read_bytes() for path in folder.rglob("*.ics")} == before
    assert not list(check_calendars(instance, shifts, folder / "calendars"))


def test_the_next_horizon_keeps_what_is_over_and_forgets_what_was_called_off(small, hotline_by_hand, with_shifts, folder):
    instance, result = small
    publish(instance, result, folder)
    publish(instance, with_shifts(result, result.shifts[1:]), folder)
    after, following = hotline_by_hand(start="2026-12-11")
    publish(after, following, folder)
    events = [event for calendar in calendars(folder).values() for event in calendar.walk("VEVENT")]
    assert "CANCELLED" not in {str(event.get("STATUS")) for event in events}
    assert len(events) == len(following.shifts) + len(result.shifts) - 1
    assert not list(check_calendars(after, following.shifts, folder / "calendars"))
    later, last = hotline_by_hand(start="2027-04-02")
    publish(later, last, folder)
    assert len(sequences(folder)) == len(last.shifts)


def test_whoever_has_left_sees_their_shifts_called_off_until_these_are_over(small, hotline_by_hand, with_shifts, folder):
    instance, result = small
    publish(instance, result, folder)
    who = result.shifts[0].operator
    theirs = [shift for shift in result.shifts if shift.operator == who]
    left = instance.model_copy(update={"operators": tuple(each for each in instance.operators if each.id != who)})
    roster = with_shifts(result, [shift for shift in result.shifts if shift.operator != who])
    publish(left, roster, folder)
    events = calendars(folder)[calendar_name(who)].walk("VEVENT")
    assert [(str(event["STATUS"]), int(event["SEQUENCE"])) for event in events] == [("CANCELLED", 1)] * len(theirs)
    assert {event.start for event in events} == {shift.start for shift in theirs}
    assert not list(check_calendars(left, roster.shifts, folder / "calendars"))
    before = (folder / "calendars" / calendar_name(who)).read_bytes()
    publish(left, roster, folder)
    assert (folder / "calendars" / calendar_name(who)).read_bytes() == before
    after, following = hotline_by_hand(start="2026-12-11")
    fewer = after.model_copy(update={"operators": tuple(each for each in after.operators if each.id != who)})
    publish(fewer, with_shifts(following, [shift for shift in following.shifts if shift.operator != who]), folder)
    assert calendar_name(who) not in calendars(folder)


def test_the_calendar_of_a_stranger_is_found_unless_all_of_it_is_called_off(small, folder):
    instance, result = small
    publish(instance, result, folder)
    path = folder / "calendars" / calendar_name(result.shifts[0].operator)
    stranger = folder / "calendars" / "zoe.ics"
    stranger.write_bytes(path.read_bytes().replace(result.shifts[0].operator.encode(), b"zoe"))
    (found,) = check_calendars(instance, result.shifts, folder / "calendars")
    assert "zoe.ics: its X-HOTLINE-OPERATOR, 'zoe', is no operator of the instance" in str(found)
    stranger.write_bytes(stranger.read_bytes().replace(b"BEGIN:VEVENT", b"BEGIN:VEVENT\r\nSTATUS:CANCELLED"))
    assert not list(check_calendars(instance, result.shifts, folder / "calendars"))


def test_the_record_of_another_hotline_is_refused(small, hotline_by_hand, folder):
    instance, result = small
    publish(instance, result, folder)
    other = instance.model_copy(update={"hotline": instance.hotline.model_copy(update={"name": "Another"})})
    with pytest.raises(InputError, match="Another"):
        publish(other, result, folder)


def spring_and_autumn(hotline_by_hand):
    for start in ("2026-03-27", "2026-10-23"):  # Friday to the Sunday on which Europe changes its clocks
        yield hotline_by_hand(start=start, zone="Europe/Berlin")
    night = {"hours": {"always": True}}
    instance, result = hotline_by_hand(start="2026-10-24", zone="Europe/Berlin", **night)
    # Sunday 00:00 local to 06:00 local is seven hours long.
    start = dt.datetime(2026, 10, 24, 22, tzinfo=dt.UTC).astimezone(ZoneInfo("Europe/Berlin"))
    end = (start.astimezone(dt.UTC) + dt.timedelta(hours=7)).astimezone(start.tzinfo)
    assert (start.hour, end.hour) == (0, 6)
    moved = result.shifts[0].model_copy(update={"start": start, "end": end, "breaks": ()})
    yield instance, result.model_copy(update={"shifts": (moved,)})


def expected(result, operator):
    return [(shift.start.astimezone(dt.UTC), shift.end.astimezone(dt.UTC))
            for shift in result.shifts if shift.operator == operator.id]


def test_a_python_parser_reads_both_clock_changes(hotline_by_hand, tmp_path):
    for number, (instance, result) in enumerate(spring_and_autumn(hotline_by_hand)):
        publish(instance, result, tmp_path / str(number))
        for operator in instance.operators:
            text = (tmp_path / str(number) / "calendars" / calendar_name(operator.id)).read_text("utf-8")
            events = sorted(IcsCalendarStream.calendar_from_ics(text).events, key=lambda event: event.dtstart)
            assert [(event.dtstart, event.dtend) for event in events] == expected(result, operator)
            assert all(event.summary == "Helpline shift" and event.sequence == 0 for event in events)


@pytest.mark.node
def test_ical_js_reads_both_clock_changes(hotline_by_hand, node_folder, tmp_path):
    wanted, paths = [], []
    for number, (instance, result) in enumerate(spring_and_autumn(hotline_by_hand)):
        publish(instance, result, tmp_path / str(number))
        for operator in instance.operators:
            paths.append(tmp_path / str(number) / "calendars" / calendar_name(operator.id))
            wanted.append(expected(result, operator))
    done = subprocess.run(["node", str(HERE / "read_calendars.mjs"), *map(str, paths)], capture_output=True, text=True,
                          check=True, env={**os.environ, "ICAL_JS": str(node_folder)}, encoding="utf-8")
    read = [sorted((dt.datetime.fromisoformat(event["start"]), dt.datetime.fromisoformat(event["end"]))
                   for event in events) for events in json.loads(done.stdout)]
    assert read == wanted
    assert {event["category"] for events in json.loads(done.stdout) for event in events} == {"SHIFT"}


def with_hotline(small, **more):
    instance, result = small
    return instance.model_copy(update={"hotline": instance.hotline.model_copy(update=more)}), result


def test_calendars_name_the_place_and_remind_where_the_hotline_says_so(small, folder):
    publish(*small, folder, breaks_as_events=True)
    plain = sequences(folder)
    bare = calendars(folder)["op000.ics"].walk("VEVENT")[0]
    assert "LOCATION" not in bare
    assert not bare.walk("VALARM")
    told = with_hotline(small, location="Room 2; Jalan Merdeka 5", reminder_minutes=60, break_reminder_minutes=5)
    publish(*told, folder, breaks_as_events=True)
    events = {str(event["UID"]): event for each in calendars(folder).values() for event in each.walk("VEVENT")}
    assert {(str(event.get("LOCATION", "")), event["CATEGORIES"].cats[0] == "SHIFT") for event in events.values()} == {
        ("Room 2; Jalan Merdeka 5", True), ("", False)}
    assert {event.walk("VALARM")[0]["TRIGGER"].dt for event in events.values()} == {
        -dt.timedelta(minutes=60), -dt.timedelta(minutes=5)}
    assert sequences(folder) == {uid: number + 1 for uid, number in plain.items()}, "whoever has them must be told"
    assert not list(check_calendars(told[0], told[1].shifts, folder / "calendars", require_all=True))
    assert {each.unit for each in check_calendars(small[0], small[1].shifts, folder / "calendars")} == {"properties"}
    for path in (folder / "calendars").iterdir():
        assert max(map(len, path.read_bytes().split(b"\r\n"))) <= 75
        IcsCalendarStream.calendar_from_ics(path.read_text("utf-8"))


def test_a_shift_that_is_called_off_reminds_nobody(small, folder):
    told = with_hotline(small, reminder_minutes=60)
    publish(*told, folder)
    publish(told[0], told[1].model_copy(update={"shifts": told[1].shifts[1:]}), folder)
    off = [event for each in calendars(folder).values() for event in each.walk("VEVENT")
           if str(event.get("STATUS", "")) == "CANCELLED"]
    assert len(off) == 1
    assert not off[0].walk("VALARM")


def test_parts_of_a_split_shift_keep_their_uids_also_where_one_begins_after_midnight(tmp_path):
    plan, roster = split_over_midnight()
    uids, moved = set[str](), roster.model_copy(update={"shifts": roster.shifts[1:]})
    for number, each in enumerate((roster, moved)):
        publish(plan, each, tmp_path / f"{number}")
        uids |= shown(tmp_path / f"{number}")
        assert len(shown(tmp_path / f"{number}")) == 2 * len(each.shifts)
    assert len(uids) == 4, "the second day's events are the same whether the first day has any"


def test_colleagues_are_named_only_where_the_hotline_says_so(small, folder):
    publish(*small, folder)
    plain = {path.name: path.read_bytes() for path in (folder / "calendars").iterdir()}
    assert not any(b"With you" in content for content in plain.values())
    told = with_hotline(small, name_colleagues=True)
    publish(*told, folder)
    text = "".join(str(event.get("DESCRIPTION", "")) for each in calendars(folder).values() for event in each.walk("VEVENT"))
    assert "\nWith you: " in text
    assert not [each.id for each in told[0].operators if each.id in text], "names only"
    assert not list(check_calendars(told[0], told[1].shifts, folder / "calendars", require_all=True))
    assert {each.unit for each in check_calendars(small[0], small[1].shifts, folder / "calendars")} == {"colleagues", "names"}
    wrong = folder / "calendars" / "op000.ics"
    wrong.write_bytes(wrong.read_bytes().replace(b"With you: ", b"With you: X", 1))
    assert {each.unit for each in check_calendars(told[0], told[1].shifts, folder / "calendars")} == {"colleagues", "names"}


def test_what_was_called_off_names_nobody_once_the_hotline_no_longer_does(small, folder):
    told = with_hotline(small, name_colleagues=True)
    publish(*told, folder)
    publish(small[0], small[1].model_copy(update={"shifts": small[1].shifts[1:]}), folder)
    assert not any(b"With you" in path.read_bytes() for path in (folder / "calendars").iterdir())
