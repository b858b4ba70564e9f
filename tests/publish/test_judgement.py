"""How good a roster is, in plain words."""

from __future__ import annotations

from scheduler.publish import judgement
from scheduler.publish.view import RosterView


def test_summary_line_in_plain_words(small):
    instance, result = small
    assert judgement.in_words(RosterView(instance, result)) == (
        "6 operators (5 with shifts), 3 days; 3.4 operator-hours short, gap 1.80 %")
    rows = tuple(row.model_copy(update={"required": 0}) for row in result.intervals)
    best = result.model_copy(update={"intervals": rows, "run": result.run.model_copy(update={"status": "optimal"})})
    assert judgement.in_words(RosterView(instance, best)) == (
        "6 operators (5 with shifts), 3 days; nobody short, proven the best possible")
    unknown = result.model_copy(update={"run": result.run.model_copy(update={"bound": 0.0})})
    assert judgement.in_words(RosterView(instance, unknown)).endswith(", gap unknown, as nothing is proven yet")


def test_settings_name_the_goal_of_each_queue(both):
    settings = dict(judgement.settings(RosterView(*both)))
    assert settings["service goal of Sales"] == "90 % answered within 20 s"
    assert settings["mean patience of =Support <b>"] == "60 s"
    assert (settings["topics"], settings["seats"], settings["price of an hour without a topic"]) == ("abuse", "3", "36")
    assert "service goal" not in settings


def test_the_sentence_tells_of_bare_topics_only(both):
    instance, truth = both
    assert "operator-hours short, 13.5 h without somebody for a topic, gap" in judgement.in_words(RosterView(*both))
    covered = truth.terms | {"topic_cover": truth.terms["topic_cover"].model_copy(update={"amount": 0.0})}
    assert "topic" not in judgement.in_words(RosterView(instance, truth.model_copy(update={"terms": covered})))


def test_work_that_is_late_is_told_beside_who_is_short(small):
    instance, result = small
    late = result.terms["understaffing"].model_copy(update={"amount": 35.75, "unit": "hours"})
    words = judgement.in_words(RosterView(instance, result.model_copy(update={"terms": result.terms | {"late_work": late}})))
    assert "3.4 operator-hours short, 35.8 h of work done late, gap" in words


def test_open_time_with_nobody_there_comes_first_and_is_not_called_the_best_possible(small):
    instance, result = small
    required = sum(row.required > 0 for row in result.intervals) * instance.hotline.interval_minutes / 60
    best = result.run.model_copy(update={"status": "optimal", "bound": result.run.objective, "gap": 0.0})
    words = judgement.in_words(RosterView(instance, result.model_copy(update={"shifts": (), "run": best})))
    assert words.startswith(f"Nobody is on the phone for {required:.1f} h of open time. ")
    assert words.endswith(". Proven: no roster that keeps these contracts, absences and rules costs less.")
    assert "best possible" not in words


def test_hours_that_require_nobody_are_not_empty(small):
    instance, result = small
    nobody = tuple(row.model_copy(update={"required": 0}) for row in result.intervals)
    assert judgement.unmanned_hours(RosterView(instance, result.model_copy(update={"shifts": (), "intervals": nobody}))) == 0
