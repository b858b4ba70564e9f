"""What is written against the law of the preset, at its place and with its article."""

from __future__ import annotations

import pytest

from scheduler.instance.checks.presets import is_kept_with, preset_is_kept, preset_notes
from tests.builders.checked import FREE, instance

H = 60
LUNCH = {"minutes": 30, "from_shift_minutes": 301, "earliest_minutes": 120, "latest_minutes": 300}


def count(number, minutes=10):
    return {"minutes": minutes, "count": [{"from_shift_minutes": 0, "breathers": number}]}


def plan(law, length=(8 * H, 8 * H), override=(), lunch=LUNCH, breathers=None, prices=None, split=None, **contract):
    breaks = ({"lunch": lunch} if lunch else {}) | ({"breathers": breathers} if breathers else {})
    return instance(
        preset={"law": law, "override": list(override)}, breaks=breaks, objective={"bounds": prices or {}},
        contracts={"free": {key: value for key, value in FREE.items() if key != "rest_hours"} | {"hours_per_week": [0, 40]}
                   | contract},
        shifts=[{"name": "day", "start": {"from": "08:00", "to": "08:00"}, "split": split,
                 "length": {"from_minutes": length[0], "to_minutes": length[1], "every_minutes": 30}}])


def faults(law, **changes):
    return dict(preset_is_kept(plan(law, **changes)))


def test_a_contract_that_says_nothing_is_held_to_the_law():
    kept = plan("de-arbzg")
    assert not list(preset_is_kept(kept))
    assert (kept.contracts["free"].rest_hours, kept.contracts["free"].weekly_rest_hours) == (11, 35)
    assert kept.breaks.spacing.max_work_minutes == 360


@pytest.mark.parametrize(("law", "written", "article"), [
    ("de-arbzg", {"rest_hours": 10.5}, "§ 5 Abs. 1"),
    ("de-arbzg", {"hours_per_week": [0, 60.5]}, "§ 3 Satz 2"),
    ("eu-2003-88", {"weekly_rest_hours": 34}, "Article 5"),
    ("eu-2003-88", {"hours_per_week": [0, 49]}, "Article 6(b)"),
    ("id-uu13", {"days_per_week": [0, 7]}, "Pasal 79"),
    ("us-ca-meal-rest", {"days_per_week": [0, 7]}, "551"),
    ("uk-wtr-1998", {"weekly_rest_hours": 24}, "regulation 11(1)"),
])
def test_a_looser_contract_is_a_fault_with_the_article_unless_it_is_overridden(law, written, article):
    (field,) = written
    shifts = {"breathers": {"minutes": 10, "count": [{"from_shift_minutes": 0, "breathers": 2}]}, "length": (6 * H, 6 * H)}
    found = faults(law, **shifts, **written)
    assert article in found["contracts", "free", field]
    assert ("contracts", "free", field) not in faults(law, override=[field], **shifts, **written)


def test_boundary_a_contract_as_strict_as_the_law():
    assert not faults("de-arbzg", rest_hours=11, weekly_rest_hours=35, hours_per_week=[0, 60])


def test_a_price_for_what_the_law_keeps_always():
    assert list(faults("de-arbzg", prices={"weekly_rest": 5, "same_start": 2})) == [("objective", "bounds", "weekly_rest")]
    assert not faults("de-arbzg", prices={"weekly_rest": 5}, override=["weekly_rest_hours"])


@pytest.mark.parametrize(("longest", "lunch", "article"), [
    (6 * H, None, None), (6 * H + 30, None, "§ 4 Satz 1"), (9 * H + 30, 30, None), (10 * H, 30, "§ 4 Satz 1"),
    (10 * H + 30, 45, None)])
def test_breaks_of_german_shifts(longest, lunch, article):
    rule = LUNCH | {"minutes": lunch} if lunch else None
    found = faults("de-arbzg", length=(longest, longest), lunch=rule)
    assert list(found) == ([("breaks",)] if article else [])
    assert article is None or article in found["breaks",]


def test_the_work_of_a_shift():
    assert ("shifts", 0, "length") in faults("de-arbzg", length=(11 * H, 11 * H), lunch=LUNCH | {"minutes": 45})
    assert not faults("de-arbzg", length=(8 * H, 11 * H), lunch=LUNCH | {"minutes": 45}, shift_minutes=[0, 10 * H])
    assert not faults("de-arbzg", length=(11 * H, 11 * H), lunch=LUNCH | {"minutes": 45}, override=["shift_work"])


@pytest.mark.parametrize(("law", "article"), [("eu-2003-88", "Article 3"), ("uk-wtr-1998", "regulation 10(1)")])
def test_boundary_a_shift_leaves_eleven_hours_of_each_day(law, article):
    assert not faults(law, length=(13 * H, 13 * H))
    assert article in faults(law, length=(13 * H + 30, 13 * H + 30))["shifts", 0, "length"]
    assert not faults(law, length=(16 * H, 16 * H), override=["shift_work"])


def test_split_shifts_are_held_to_the_most_work_and_the_longest_span():
    def split(gap, part=240):
        return {"gap_minutes": [120, gap], "part_minutes": [part, part]}

    assert not faults("eu-2003-88", split=split(300))
    assert "takes 810 min" in faults("eu-2003-88", split=split(330))["shifts", 0, "length"]
    assert not faults("de-arbzg", length=(10 * H, 10 * H), split=split(120, 300))
    long = faults("de-arbzg", length=(11 * H, 11 * H), split=split(120, 330), lunch=None)
    assert "has 660 min of work" in long["shifts", 0, "length"]


def test_the_breaks_of_split_shifts_are_said_not_to_be_held_to_the_law():
    divided = {"gap_minutes": [120, 120], "part_minutes": [240, 240]}
    told = dict(preset_notes(plan("de-arbzg", split=divided)))
    assert told["shifts", 0, "split"] == "de-arbzg: the breaks of split shifts are not held to it"
    for other in (plan("de-arbzg"), plan("de-arbzg", split=divided, override=["breaks"])):
        assert ("shifts", 0, "split") not in dict(preset_notes(other))


@pytest.mark.parametrize(("earliest", "latest", "stretch"), [(150, 360, 0), (120, 360, 390), (150, 390, 390)])
def test_breathers_of_ten_minutes_end_no_stretch_in_germany(earliest, latest, stretch):
    long = {"length": (9 * H, 9 * H), "lunch": LUNCH | {"earliest_minutes": earliest, "latest_minutes": latest}}
    found = faults("de-arbzg", **long, breathers=count(2))
    assert (f"may have {stretch} min without a break of at least 15 min" in found["breaks",]) if stretch else not found
    assert not faults("de-arbzg", **long, breathers=count(2, 15))


def test_meals_and_rest_periods_of_california():
    assert not faults("us-ca-meal-rest", breathers=count(2))
    assert "1 paid breathers" in faults("us-ca-meal-rest", breathers=count(1))["breaks",]
    late = faults("us-ca-meal-rest", breathers=count(2), lunch=LUNCH | {"latest_minutes": 315})
    assert "lunch 1 up to 315 min" in late["breaks",]
    long = {"length": (11 * H + 30, 11 * H + 30), "breathers": count(3)}
    assert "has 1 lunches of at least 30 min" in faults("us-ca-meal-rest", **long)["breaks",]
    second = LUNCH | {"earliest_minutes": 420, "latest_minutes": 600}
    assert not faults("us-ca-meal-rest", **long, lunch=[LUNCH, second])


def test_short_lunches_and_long_breathers_are_no_meals_in_california():
    short, late = LUNCH | {"minutes": 20}, LUNCH | {"earliest_minutes": 420, "latest_minutes": 440}
    assert "lunch 1 up to 440 min" in faults("us-ca-meal-rest", breathers=count(2), lunch=[short, late])["breaks",]
    assert "has 0 lunches" in faults("us-ca-meal-rest", breathers=count(2, 30), lunch=None)["breaks",]


def test_boundary_a_fourth_rest_period_above_fourteen_hours_in_california():
    meals = [LUNCH, LUNCH | {"earliest_minutes": 420, "latest_minutes": 600}]
    assert not faults("us-ca-meal-rest", length=(15 * H, 15 * H), lunch=meals, breathers=count(3))
    long = faults("us-ca-meal-rest", length=(15 * H + 30, 15 * H + 30), lunch=meals, breathers=count(3))
    assert "at least 4" in long["breaks",]


def test_an_unpaid_half_hour_after_four_hours_in_indonesia():
    assert not faults("id-uu13", length=(8 * H + 30, 8 * H + 30))
    paid = LUNCH | {"paid": True, "from_shift_minutes": 0}
    assert "unpaid" in faults("id-uu13", length=(5 * H, 5 * H), lunch=paid)["breaks",]


def test_what_no_rule_keeps_and_what_is_overridden_is_said():
    told = [message for _, message in preset_notes(plan("de-arbzg", override=["rest_hours", "days_per_week"]))]
    assert any("fifteen Sundays" in message for message in told)
    assert told[-2:] == ["de-arbzg: rest_hours is not held to § 5 Abs. 1",
                         "de-arbzg: days_per_week is nothing that it speaks of"]


def test_whether_a_changed_instance_keeps_the_law():
    kept = plan("de-arbzg")
    looser = kept.contracts["free"].model_copy(update={"rest_hours": 10})
    assert is_kept_with(kept, contracts=kept.contracts)
    assert not is_kept_with(kept, contracts={"free": looser})
