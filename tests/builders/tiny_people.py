"""Pieces of random hotlines: what is said of single people, such as absences, pins, history, rotations and overtime."""

from __future__ import annotations

from typing import Any

from scheduler.instance.base import WEEKDAYS, format_local_time
from tests.builders.tiny_draft import Draft, piece
from tests.builders.tiny_rules import SEVERAL, a_night, a_weekend, some_hours


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
    for day in sorted({draft.a_day(), draft.a_day()}):
        draft.more("availability", {"operator": who, "kind": draft.one_of("overtime", "time_off"), "when": draft.date(day),
                                    "hours": draft.one_of(0.5, 1, 2, 3)})
    if not any("hours_per_week" in each and each["hours_per_week"][1] < 168 for each in draft.topics["contracts"].values()):
        draft.bound(hours_per_week=some_hours(draft))


@piece()
def share(draft: Draft) -> None:
    """Somebody has half of a contract's hours."""
    draft.topics["operators"][0]["share"] = 0.5
    if draft.chance(0.7):
        least, most = some_hours(draft)
        draft.bound(**{draft.one_of("hours_per_week", "hours_per_period"): [2 * least, 2 * most]})


@piece()
def fairness(draft: Draft) -> None:
    kinds = sorted({draft.one_of("shifts", "weekends", "nights") for _ in range(2)})
    if "nights" in kinds:
        a_night(draft)
    if "weekends" in kinds:
        a_weekend(draft)
    draft.put("objective", fairness={kind: draft.one_of(0.5, 2.25, 9) for kind in kinds})
    if draft.chance(0.6):
        draft.more("ledger", *({"operator": who, "shifts": draft.one_of(0, 2, 5), "nights": draft.one_of(0, 1.5),
                                "weekends": draft.one_of(0, 1)} for who in draft.people[: draft.one_of(1, 2)]))
