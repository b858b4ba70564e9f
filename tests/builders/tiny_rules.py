"""Pieces of random hotlines: every bound of a contract, with tight values, for `tiny_hotlines`."""

from __future__ import annotations

from scheduler.instance.base import WEEKDAYS
from tests.builders.tiny_draft import Draft, piece

H = 60
SEVERAL = ("days", "week", "clock", "change")
LONG = ("days", "week", "clock")


def some_hours(draft: Draft) -> list[float]:
    """Least and most paid hours: few shifts, now and then a half hour off."""
    shift = draft.one_of(*draft.lengths) / H
    least = shift * draft.one_of(0, 0, 1, 2) - draft.one_of(0, 0, 0.5)
    return [max(0, least), max(0, least) + shift * draft.one_of(0, 1, 1, 2) + draft.one_of(0, 0.5)]


def _pair(draft: Draft, most: int) -> list[int]:
    least = draft.one_of(0, 0, 1, 2)
    return [min(least, most), min(most, least + draft.one_of(0, 1, 1, 2))]


@piece()
def hours_per_week(draft: Draft) -> None:
    draft.bound(hours_per_week=some_hours(draft))
    draft.price("hours_per_week")


@piece()
def days_per_week(draft: Draft) -> None:
    draft.bound(days_per_week=_pair(draft, 7))
    draft.price("days_per_week")


@piece()
def hours_per_month(draft: Draft) -> None:
    draft.bound(hours_per_month=some_hours(draft))
    draft.price("hours_per_month")


@piece()
def hours_per_period(draft: Draft) -> None:
    draft.bound(hours_per_period=some_hours(draft))
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
    a_weekend(draft)


@piece(*LONG)
def complete_weekends(draft: Draft) -> None:
    draft.bound(complete_weekends=True)
    a_weekend(draft)


def a_weekend(draft: Draft) -> None:
    """Let a weekend lie in the horizon, whichever days that are."""
    first = (draft.first.weekday() + draft.one_of(*range(max(1, draft.days - 1)))) % 7
    draft.put("hotline", weekend=",".join(WEEKDAYS[(first + day) % 7] for day in range(draft.one_of(1, 2, 2, 3))))


def a_night(draft: Draft) -> None:
    """What counts as a night: by day the late hours, so that the rules of nights bind there, too."""
    if not draft.nights:
        draft.topics["nights"] = draft.one_of({"from": "10:00", "to": "14:00", "minutes": 120},
                                              {"from": "12:00", "to": "20:00", "minutes": 60})
        draft.nights = True


@piece(*SEVERAL)
def nights_per_week(draft: Draft) -> None:
    a_night(draft)
    draft.bound(max_nights_per_week=draft.one_of(0, 1, 1, 2))
    draft.price("nights_per_week")


@piece(*SEVERAL)
def consecutive_nights(draft: Draft) -> None:
    a_night(draft)
    draft.bound(max_consecutive_nights=draft.one_of(1, 1, 2))


@piece(*SEVERAL, weight=1.5)
def days_off_after_nights(draft: Draft) -> None:
    a_night(draft)
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
