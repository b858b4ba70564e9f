"""The rota that opens the report."""

from __future__ import annotations

from scheduler.publish.kinds import Kinds
from scheduler.publish.report import rota
from scheduler.publish.view import RosterView


def test_a_row_has_shifts_marks_hours_and_target(small):
    view = RosterView(*small)
    days = rota.columns(view)
    assert [(day.weekday, day.label, day.is_weekend, day.is_closed) for day in days] == [
        ("Fri", "4 Dec", False, False), ("Sat", "5", True, False), ("Sun", "6", True, False)]
    anna, *_, david, _, fatima = rota.lines(view, Kinds(view.instance), days)
    assert [(entry.look, entry.letter, entry.text) for entry in anna.entries] == [("k0", "E", "08:00–16:30")] * 3
    assert (anna.name, anna.hours, anna.remark) == ("Anna Lindqvist", "24", "")
    worked = [("k1", "D", "11:00–19:30")] * 2
    assert [(entry.look, entry.letter, entry.text) for entry in david.entries] == [*worked, ("", "", "")]
    assert fatima.hours == "0"


def test_leave_stands_in_the_cell_and_wishes_are_marked(hotline_by_hand):
    entries = [{"operator": "op003", "when": "2026-12-06", "kind": "leave"},
               {"operator": "op000", "when": "2026-12-04", "kind": "avoid", "from": "08:00", "to": "09:00"}]
    view = RosterView(*hotline_by_hand(availability=entries))
    lines = list(rota.lines(view, Kinds(view.instance), rota.columns(view)))
    assert (lines[3].entries[2].look, lines[3].entries[2].text) == ("off", "Leave")
    assert (lines[0].entries[0].marks.denied, lines[0].entries[0].text) == (1, "08:00–16:30")


def test_below_each_day_stands_what_it_lacks(small):
    view = RosterView(*small)
    (piece,) = rota.pieces(view, rota.columns(view))
    foot = dict(piece.foot)
    assert [text for text, _ in foot["At work"]] == ["5", "5", "4"]
    short = sum(float(text) for text, _ in foot["Hours short"])
    assert short == 3.4
    assert "Nobody there" not in foot


def test_many_days_are_cut_into_whole_weeks(hotline_of_size):
    for days, sizes in ((14, [14]), (16, [16]), (28, [14, 14]), (31, [16, 15])):
        view = RosterView(*hotline_of_size(2, days, grid=15))
        assert [len(piece.columns) for piece in rota.pieces(view, rota.columns(view))] == sizes
