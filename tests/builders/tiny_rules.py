"""Pieces of random hotlines: every rule of one operator's roster, with tight values, for `tiny_hotlines`."""

from __future__ import annotations

from typing import Any

from scheduler.instance.base import WEEKDAYS, format_local_time
from tests.builders.tiny_draft import Draft, piece

H = 60
SEVERAL = ("days", "week", "clock", "change")
LONG = ("days", "week", "clock")


def _hours(draft: Draft) -> list[float]:
    """Least and most paid hours: few shifts, now and then a half hour off."""
    shift = draft.one_of(*draft.lengths) / H
    least = shift * draft.one_of(0, 0, 1, 2) - draft.one_of(0, 0, 0.5)
    return [max(0, least), max(0, least) + shift * draft.one_of(0, 1, 1, 2) + draft.one_of(0, 0.5)]


def _pair(draft: Draft, most: int) -> list[int]:
    least = draft.one_of(0, 0, 1, 2)
    return [min(least, most), min(most, least + draft.one_of(0, 1, 1, 2))]


@piece()
def hours_per_week(draft: Draft) -> None:
    draft.bound(hours_per_week=_hours(draft))
    draft.price("hours_per_week")


@piece()
def days_per_week(draft: Draft) -> None:
    draft.bound(days_per_week=_pair(draft, 7))
    draft.price("days_per_week")


@piece()
def hours_per_month(draft: Draft) -> None:
    draft.bound(hours_per_month=_hours(draft))
    draft.price("hours_per_month")


@piece()
def hours_per_period(draft: Draft) -> None:
    draft.bound(hours_per_period=_hours(draft))
    draft.price("hours_per_period")


@piece()
def shifts_per_week(draft: Draft) -> None:
    draft.bound(shifts_per_week=_pair(draft, 7))
    draft.price("shifts_per_week")


@piece()
def shifts_per_month(draft: Draft) -> None:
    draft.bound(shifts_per_month=_pair(draft, 31))
    draft.price("shifts_per_month")


@piece()
def shifts_per_period(draft: Draft) -> None:
    draft.bound(shifts_per_period=_pair(draft, 31))
    draft.price("shifts_per_period")


@piece(*SEVERAL, weight=1.5)
def consecutive_days(draft: Draft) -> None:
    most = draft.one_of(1, 2, 2, 3)
    draft.bound(**draft.one_of({"max_consecutive_days": most}, {"min_consecutive_days": draft.one_of(2, 3)},
                               {"max_consecutive_days": most, "min_consecutive_days": min(2, most)}))


@piece(*SEVERAL, weight=1.3)
def consecutive_days_off(draft: Draft) -> None:
    draft.bound(min_consecutive_days_off=draft.one_of(2, 2, 3))


@piece(*LONG)
def weekends(draft: Draft) -> None:
    draft.bound(max_weekends=draft.one_of(0, 1))
    _weekend(draft)


@piece(*LONG)
def complete_weekends(draft: Draft) -> None:
    draft.bound(complete_weekends=True)
    _weekend(draft)


def _weekend(draft: Draft) -> None:
    """Let a weekend lie in the horizon, whichever days that are."""
    first = (draft.first.weekday() + draft.one_of(*range(max(1, draft.days - 1)))) % 7
    draft.put("hotline", weekend=",".join(WEEKDAYS[(first + day) % 7] for day in range(draft.one_of(1, 2, 2, 3))))


def _night(draft: Draft) -> None:
    """What counts as a night: by day the late hours, so that the rules of nights bind there, too."""
    if not draft.nights:
        draft.topics["nights"] = draft.one_of({"from": "10:00", "to": "14:00", "minutes": 120},
                                              {"from": "12:00", "to": "20:00", "minutes": 60})
        draft.nights = True


@piece(*SEVERAL)
def nights_per_week(draft: Draft) -> None:
    _night(draft)
    draft.bound(max_nights_per_week=draft.one_of(0, 1, 1, 2))
    draft.price("nights_per_week")


@piece(*SEVERAL)
def consecutive_nights(draft: Draft) -> None:
    _night(draft)
    draft.bound(max_consecutive_nights=draft.one_of(1, 1, 2))


@piece(*SEVERAL, weight=1.5)
def days_off_after_nights(draft: Draft) -> None:
    _night(draft)
    draft.bound(min_days_off_after_nights=draft.one_of(1, 2, 3))


@piece(*SEVERAL, weight=1.5)
def forbidden_successions(draft: Draft) -> None:
    draft.bound(forbidden_successions=[[draft.one_of(*draft.names), draft.one_of(*draft.names)]
                                       for _ in range(draft.one_of(1, 2))])


@piece()
def max_shifts(draft: Draft) -> None:
    where = draft.one_of("max_shifts", "max_shifts_per_week")
    draft.bound(**{where: {draft.one_of(*draft.names): draft.one_of(0, 1, 1, 2)}})
    draft.price("max_shifts")


@piece(*SEVERAL)
def same_start(draft: Draft) -> None:
    draft.bound(same_start_all_week=True)
    draft.price("same_start", share=0.4)


@piece(*SEVERAL)
def start_drift(draft: Draft) -> None:
    by = draft.one_of(0, 60, 119, 240, 480)
    draft.bound(**draft.one_of({"max_start_earlier_minutes": by}, {"max_start_later_minutes": by},
                               {"max_start_earlier_minutes": by, "max_start_later_minutes": by}))
    draft.price("start_drift", share=0.4)


@piece(*SEVERAL, weight=1.5)
def different_starts(draft: Draft) -> None:
    draft.bound(max_different_starts_per_week=draft.one_of(1, 1, 2))
    draft.price("different_starts", share=0.4)


@piece(*SEVERAL)
def rest(draft: Draft) -> None:
    draft.bound(rest_hours=draft.one_of(8, 11, 16.5, 32) if draft.kind in ("clock", "change")
                else draft.one_of(18, 20, 21.75, 24, 36, 48))


@piece("week", "days", "clock", weight=2.0)
def weekly_rest(draft: Draft) -> None:
    draft.bound(weekly_rest_hours=draft.one_of(*((40, 48, 60, 72) if draft.kind == "week" else (20, 24, 36, 48))))
    draft.price("weekly_rest")
    if draft.kind != "week":  # a week lies in the horizon whole where nothing is open outside it
        draft.topics["hours"] = {"dates": {draft.date(day): ["00:00-24:00"] if draft.kind == "clock" else ["08:00-14:00"]
                                           for day in range(draft.days)}}


@piece()
def shift_form(draft: Draft) -> None:
    shortest, longest = min(draft.lengths), max(draft.lengths)
    if draft.chance(0.5) and longest > shortest:
        draft.bound(shift_minutes=draft.one_of([shortest, longest - 1], [shortest + 1, longest]))
    else:
        draft.bound(shifts=[draft.one_of(*draft.names)])


@piece("day", "days", "week")
def opening_hours(draft: Draft) -> None:
    """Shifts that would leave the hours, one of which may."""
    draft.topics["shifts"][0]["outside_hours"] = draft.chance(0.5)
    draft.lengths.add(max(draft.lengths) + H)
    for each in draft.topics["shifts"]:
        each["length"] = each["length"] | {"to_minutes": max(draft.lengths), "every_minutes": H}
    draft.lengths |= set(range(min(draft.lengths), max(draft.lengths) + 1, H))
    draft.topics["hours"] = {"weekly": {"mon-sun": ["08:00-13:00"]}}


@piece(weight=2.0)
def availability(draft: Draft) -> None:
    for _ in range(draft.one_of(1, 1, 2)):
        who, day = draft.one_of(*draft.people), draft.a_day()
        begin = draft.one_of(*draft.starts)
        window = {"from": format_local_time(begin), "to": format_local_time((begin + draft.one_of(60, 120, 240)) % 1440)}
        kind = draft.one_of("unavailable", "unavailable", "only", "only")
        times = window if draft.chance(0.7) else {}
        draft.more("availability", {"operator": who, "kind": kind, "when": _when(draft, day)} | times)


def _when(draft: Draft, day: int) -> str:
    return str(draft.one_of(draft.date(day), WEEKDAYS[(draft.first.weekday() + day) % 7], draft.date(day)))


@piece(*SEVERAL)
def leave(draft: Draft) -> None:
    day = draft.a_day()
    when = draft.one_of(draft.date(day), f"{draft.date(day)}..{draft.date(day + 1)}", f"{draft.date(-3)}..{draft.date(0)}")
    hours = {"hours": draft.one_of(0, 2, 3.5, 8)} if draft.chance(0.6) else {}
    draft.more("availability", {"operator": draft.one_of(*draft.people), "when": when,
                                "kind": draft.one_of("leave", "sick", "public_holiday")} | hours)


@piece()
def wishes(draft: Draft) -> None:
    for _ in range(draft.one_of(1, 2)):
        day, begin = draft.a_day(), draft.one_of(*draft.starts)
        times = {"from": format_local_time(begin), "to": format_local_time((begin + 120) % 1440)} if draft.chance(0.5) else {}
        draft.more("availability", {"operator": draft.one_of(*draft.people), "kind": draft.one_of("avoid", "prefer"),
                                    "when": _when(draft, day)} | times)
    draft.put("objective", denied_wish=draft.one_of(0.5, 3, 15))


@piece(turn=3)
def pins(draft: Draft) -> None:
    """A day that is worked, or a shift that is worked so, whether a template has it or not."""
    who, day = draft.one_of(*draft.people), draft.a_day()
    row = {"operator": who, "kind": "pinned", "when": draft.date(day)}
    if draft.chance(0.6):
        begin, length = draft.one_of(*draft.starts), draft.one_of(*draft.lengths)
        if draft.chance(0.4) and draft.kind != "change":
            begin += draft.one_of(-60, 60)
            draft.pinned_starts.add(begin)
        row |= {"from": format_local_time(begin), "to": format_local_time((begin + length) % 1440)}
    draft.more("availability", row)


@piece(turn=4, weight=1.5)
def one_shift_a_day(draft: Draft) -> None:
    """Two shifts on one day are tried, where they are few."""
    draft.doubles = draft.days == 1 and not draft.topics.get("breaks") and not draft.topics.get("activities")


@piece(weight=2.0)
def history(draft: Draft) -> None:
    """What somebody did before, with gaps in what is known."""
    for who in draft.people[: draft.one_of(1, 1, 2)]:
        known: dict[str, Any] = {"operator": who}
        days = draft.one_of(1, 1, 2, 3, 5)
        state = draft.one_of("worked_days", "days_off", None)
        if state:
            known[state] = days
            if draft.chance(0.5):
                known["nights"] = draft.one_of(*range(min(days, 2) + 1)) if state == "worked_days" else draft.one_of(0, 1, 2)
            if draft.chance(0.5):
                known["last_shift"] = draft.one_of(*draft.names)
        if draft.chance(0.5):
            known |= _last_shift(draft, days if state == "days_off" else 0)
        for name, values in (("week_hours", (0, 2, 4, 8.5)), ("week_days", (0, 1, 2)), ("month_hours", (0, 4, 7.5)),
                             ("month_shifts", (0, 1, 2)), ("period_hours", (0, 2, 6)), ("period_shifts", (0, 1))):
            if draft.chance(0.3):
                known[name] = draft.one_of(*values)
        draft.more("history", known)


def _last_shift(draft: Draft, days_off: int) -> dict[str, str]:
    """Start and end of the last shift, or one of the two."""
    begin = draft.one_of(*draft.starts)
    ends = begin + draft.one_of(*draft.lengths) + draft.one_of(0, 0, 30, -30)
    both = {"last_start": _moment(draft, -1 - days_off, begin), "last_end": _moment(draft, -1 - days_off, ends)}
    return draft.one_of(both, both, {"last_end": both["last_end"]}, {"last_start": both["last_start"]})


def _moment(draft: Draft, day: int, minute: int) -> str:
    return f"{draft.date(day + minute // 1440)}T{format_local_time(minute % 1440)}"


@piece(*SEVERAL, weight=1.5)
def rotation(draft: Draft) -> None:
    """A pattern of days, or of weeks, hard or at a price, with offsets, a change of a day."""
    words = [*draft.names, *draft.names, "off", "off", "work", "any", f"{draft.names[0]}/off"]
    starts = {"starts": draft.date(draft.one_of(0, -1, -4)), "name": "turns"}
    pattern = ({"weeks": [[draft.one_of(*words) for _ in range(7)] for _ in range(2)]} if draft.chance(0.3)
               else {"days": [draft.one_of(*words) for _ in range(draft.one_of(2, 3, 4))]})
    offsets = draft.one_of({}, {"offsets": "in_turn"}, {"offsets": {"anna": 1}}, {"who": {"operators": ["ben"]}})
    if len(draft.people) > 2 and offsets.get("offsets") == "in_turn":
        offsets = {}  # a pattern of two weeks has no third place
    price = {"price_per_day": draft.one_of(0.5, 3, 20)} if draft.chance(0.5) else {}
    draft.more("rotations", starts | pattern | offsets | price)
    if draft.chance(0.3):
        who = "ben" if "who" in offsets else "anna"
        draft.more("rotation_changes", {"operator": who, "when": draft.date(draft.a_day()), "shift": draft.one_of(*words)})


@piece(turn=2)
def overtime(draft: Draft) -> None:
    """Agreed overtime, or time off, of single days."""
    draft.bound_all(overtime_minutes_per_day=180, time_off_minutes_per_day=180, overtime_per_hour=draft.one_of(0, 1.5),
                    time_off_per_hour=draft.one_of(0, 2))
    if draft.chance(0.5):
        draft.bound_all(overtime_hours_per_week=draft.one_of(3, 4))
    who = draft.one_of(*draft.people)
    for day in {draft.a_day(), draft.a_day()}:
        draft.more("availability", {"operator": who, "kind": draft.one_of("overtime", "time_off"), "when": draft.date(day),
                                    "hours": draft.one_of(0.5, 1, 2, 3)})
    if not any("hours_per_week" in each and each["hours_per_week"][1] < 168 for each in draft.topics["contracts"].values()):
        draft.bound(hours_per_week=_hours(draft))


@piece()
def share(draft: Draft) -> None:
    """Somebody has half of a contract's hours."""
    draft.topics["operators"][0]["share"] = 0.5
    if draft.chance(0.7):
        least, most = _hours(draft)
        draft.bound(**{draft.one_of("hours_per_week", "hours_per_period"): [2 * least, 2 * most]})


@piece()
def fairness(draft: Draft) -> None:
    kinds = {draft.one_of("shifts", "weekends", "nights") for _ in range(2)}
    if "nights" in kinds:
        _night(draft)
    if "weekends" in kinds:
        _weekend(draft)
    draft.put("objective", fairness={kind: draft.one_of(0.5, 2.25, 9) for kind in kinds})
    if draft.chance(0.6):
        draft.more("ledger", *({"operator": who, "shifts": draft.one_of(0, 2, 5), "nights": draft.one_of(0, 1.5),
                                "weekends": draft.one_of(0, 1)} for who in draft.people[: draft.one_of(1, 2)]))
