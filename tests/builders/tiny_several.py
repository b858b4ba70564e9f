"""Pieces of random hotlines: people together, calls and their prices, breaks, split shifts and other work."""

from __future__ import annotations

from typing import Any

from scheduler.instance.base import WEEKDAYS, format_local_time
from tests.builders.tiny_draft import Draft, piece

H = 60


def _price(draft: Draft, share: float = 0.5) -> dict[str, Any]:
    return {"price_per_hour": draft.one_of(0.5, 2, 9)} if draft.chance(share) else {}


def _window(draft: Draft) -> dict[str, Any]:
    """All of the time, or a window of some days."""
    begin = draft.one_of(*draft.starts)
    days = {"days": WEEKDAYS[(draft.first.weekday() + draft.a_day()) % 7]} if draft.chance(0.3) else {}
    length = draft.one_of(60, 120, 240)
    times = {"from": format_local_time(begin), "to": format_local_time((begin + length) % 1440)}
    return days | (times if draft.chance(0.6) else {})


@piece(weight=2.0)
def least_or_most(draft: Draft) -> None:
    """So many at least, or at most, are there, or in a break."""
    rule = draft.one_of("least", "most")
    counts = draft.one_of("present", "on_phone", "on_break") if draft.kind == "day" else draft.one_of("present", "on_phone")
    number = draft.one_of(1, 1, 2) if rule == "least" else draft.one_of(0, 1, 1)
    window = _window(draft)
    if rule == "least" and draft.chance(0.5):
        window |= {"days": WEEKDAYS[(draft.first.weekday() + draft.a_day()) % 7]}
    draft.more("together", {"rule": rule, "number": number, "counts": counts} | window | _price(draft))


@piece()
def beside(draft: Draft) -> None:
    new, old = draft.one_of(("anna", "ben"), ("ben", "anna"))
    draft.more("together", {"rule": "beside", "who": {"operators": new}, "beside": {"operators": old},
                            "each": draft.one_of(1, 2), "counts": draft.one_of("present", "on_phone")}
               | _window(draft) | _price(draft))


@piece()
def apart(draft: Draft) -> None:
    draft.more("together", {"rule": "apart", "who": _pair_of(draft)} | _window(draft) | _price(draft))


@piece()
def together(draft: Draft) -> None:
    draft.more("together", {"rule": "together", "who": _pair_of(draft)} | _window(draft) | _price(draft))


def _pair_of(draft: Draft) -> dict[str, Any]:
    return draft.one_of({"contract": "one"}, {"operators": ["anna", "ben"]})


@piece("day", turn=3)
def lunch_together(draft: Draft) -> None:
    if "lunch" not in draft.topics.get("breaks", {}):
        lunch(draft)
    draft.more("together", {"rule": "lunch_together", "who": _pair_of(draft)} | _price(draft, 0.6))


@piece(weight=1.5)
def min_operators(draft: Draft) -> None:
    _goal(draft, min_operators=draft.one_of(1, 2, {"hard": 1}))
    _fewer_hours(draft)


def _fewer_hours(draft: Draft) -> None:
    """Few open hours, so that a hard minimum can be kept at all."""
    if draft.kind == "day" and draft.chance(0.7):
        draft.topics["hours"] = {"weekly": {"mon-sun": [draft.one_of("08:00-12:00", "09:00-12:00")]}}
    elif draft.kind in ("days", "week"):
        draft.topics["hours"] = {"dates": {draft.date(day): ["08:00-10:00"] for day in sorted({draft.a_day(), draft.a_day()})}}


@piece()
def minimums(draft: Draft) -> None:
    rows = [{"operators": draft.one_of(1, 2, {"hard": 1}, {"hard": 1}, {"hard": 2})} | _window(draft)
            for _ in range(draft.one_of(1, 2))]
    if draft.chance(0.3):
        _skills(draft, "old")
        rows[0]["skill"] = "old"
    draft.put("service", minimums=rows)


def _skills(draft: Draft, name: str) -> None:
    """Some of the operators have a skill."""
    who = draft.one_of(draft.people[:1], draft.people[1:], draft.people)
    for each in draft.topics["operators"]:
        if each["id"] in who:
            each["skills"] = [*each.get("skills", []), name]


@piece()
def topics(draft: Draft) -> None:
    _skills(draft, "abuse")
    draft.put("service", topics=["abuse"])
    draft.put("objective", missing_topic_per_hour=draft.one_of(1, 12, 36))


def _goal(draft: Draft, **values: Any) -> None:
    """A goal of the hotline, or of one of its queues."""
    service = draft.topics.setdefault("service", {})
    goals = service.get("queues")
    goal = service if goals is None else goals[draft.one_of(*goals)]
    goal.update(values)


@piece("day", "days", weight=1.5, turn=0)
def queues(draft: Draft) -> None:
    """Two queues, of which each operator answers one or both."""
    goals = [{}, {"min_operators": 1}, {"min_operators": {"hard": 1}}, {"patience_s": 600}, {"max_occupancy_percent": 60}]
    names = ["sales", "support"]
    draft.put("service", queues={name: dict(draft.one_of(*goals)) for name in names})
    for place, each in enumerate(draft.topics["operators"]):
        own = draft.one_of(names, names[:1], names[1:]) if place else names
        each["skills"] = [*each.get("skills", []), *own]


@piece()
def prices(draft: Draft) -> None:
    """Other prices of what is missing and too much."""
    under = draft.one_of(0, 1, 12)
    draft.put("objective", understaffing_per_hour=under, understaffing_beyond_10_percent_per_hour=under + draft.one_of(0, 5),
              overstaffing_per_hour=draft.one_of(0, 3, 15))


@piece()
def unmanned(draft: Draft) -> None:
    draft.put("objective", unmanned_per_hour=draft.one_of(2, 30))


@piece()
def missed_calls(draft: Draft) -> None:
    draft.put("objective", missed_call=draft.one_of(0.5, 2.5, 20))
    _goal(draft, patience_s=600)


@piece(turn=3)
def outside(draft: Draft) -> None:
    queue = {"queue": "sales"} if "queues" in draft.topics.get("service", {}) else {}
    hours = {"hours": {"weekly": {"mon-sun": ["09:00-12:00"]}}} if draft.chance(0.3) else {}
    by_hour = {"price_per_hour": draft.one_of(1, 9.5), "capacity_operators": draft.one_of(1, 2)}
    by_call = {"price_per_call": draft.one_of(0.5, 3), "capacity_calls_per_hour": draft.one_of(0.5, 2)}
    draft.topics["outside"] = {"name": "X"} | queue | hours | draft.one_of(by_hour, by_call)


@piece()
def seats(draft: Draft) -> None:
    draft.put("hotline", **{draft.one_of("seats", "lines"): draft.one_of(1, 1, 2)})


@piece("day", weight=2.0)
def breathers(draft: Draft) -> None:
    shortest = min(draft.lengths)
    count = [{"from_shift_minutes": draft.one_of(shortest, max(draft.lengths)), "breathers": 1}]
    if shortest >= 4 * H and draft.chance(0.3):
        count = [{"from_shift_minutes": shortest, "breathers": 2}]
    clock = {"clock": [draft.one_of("09:00-12:00", "10:00-13:00")]} if draft.chance(0.3) else {}
    draft.put("breaks", breathers={"minutes": 60, "paid": draft.chance(0.6), "count": count} | clock)


@piece("day", weight=2.0)
def lunch(draft: Draft) -> None:
    row = {"minutes": 60, "paid": draft.chance(0.3), "from_shift_minutes": draft.one_of(min(draft.lengths), max(draft.lengths)),
           "earliest_minutes": draft.one_of(0, 60), "latest_minutes": draft.one_of(120, 240)}
    if draft.chance(0.3):
        row |= {"earliest_minutes": 0, "latest_minutes": 300, "clock": ["10:00-12:00", "12:00-13:00"][: draft.one_of(1, 2)]}
    if draft.chance(0.2):
        row["minutes"] = [60, 120]
    draft.put("breaks", lunch=row)


@piece("day", turn=2)
def spacing(draft: Draft) -> None:
    if not draft.topics.get("breaks"):
        draft.one_of(breathers, lunch)(draft)
    draft.put("breaks", spacing=draft.one_of({"edge_minutes": 60}, {"min_work_minutes": 60}, {"max_work_minutes": 180},
                                             {"max_last_work_minutes": 120}, {"edge_minutes": 60, "max_work_minutes": 240}))


@piece("day", turn=0)
def split(draft: Draft) -> None:
    """Split shifts, beside the others or alone."""
    length = draft.one_of(*draft.lengths)
    gap = draft.one_of([60, 60], [60, 120])
    template = {"name": "parted", "start": {"from": "08:00", "to": "08:00"},
                "length": {"from_minutes": length, "to_minutes": length},
                "split": {"gap_minutes": gap, "part_minutes": [60, length - 60], "every_minutes": 60}}
    draft.topics["shifts"] = [template, *draft.topics["shifts"][: draft.one_of(0, 1)]]
    draft.names = [each["name"] for each in draft.topics["shifts"]]
    draft.starts.add(8 * H)
    draft.pinned_lengths |= {length + 60, length + gap[1]}


@piece("day", "days", weight=2.0, turn=3)
def activities(draft: Draft) -> None:
    """A meeting on given days, or coaching that is counted."""
    begin = draft.one_of(*draft.starts)
    at = {"at": format_local_time(begin + 60)}
    end = begin + draft.one_of(120, 180)
    between = {"between": f"{format_local_time(begin)}-{format_local_time(end)}", "every_minutes": 60}
    who = draft.one_of({}, {"who": {"operators": ["anna"]}})
    if draft.chance(0.5):
        when = {"per": draft.one_of("week", "period", "month"), "times": draft.one_of(1, [0, 1], [1, 2])} | between
    else:
        when = draft.one_of({}, {"on": draft.date(draft.a_day())}, {"on": draft.date(draft.a_day()), "everyone": True})
        when |= draft.one_of(at, between)
        if "at" in when and draft.chance(0.3):
            when |= {"facilitator": "ben"}
    draft.more("activities", {"name": "talk", "minutes": 60} | who | when)


@piece("day", "days", weight=0.5, turn=3)
def held_together(draft: Draft) -> None:
    """A meeting that all who work have at one time, which is chosen."""
    draft.more("activities", {"name": "round", "minutes": 60, "on": draft.date(draft.a_day()), "together": True,
                              "between": "08:00-12:00", "every_minutes": 60})


@piece("day", "days", weight=0.7, turn=2)
def half_hours(draft: Draft) -> None:
    """A finer grid than shifts and breaks are on, with intervals of half an hour."""
    if "timezone" not in draft.topics.get("hotline", {}):
        draft.put("hotline", interval_minutes=30)
        draft.put("hotline", break_grid_minutes=30)


@piece("day", "days", "week", weight=0.7)
def requirement(draft: Draft) -> None:
    """So many are required, in place of calls."""
    draft.topics["required"] = [draft.one_of(0, 1, 2) for _ in range(3)], draft.chance(0.5)
