"""Figures for those who ask."""

from __future__ import annotations

from scheduler.publish.report import figures
from scheduler.publish.view import RosterView


def test_tiles_terms_worst_intervals_and_hours(small):
    view = RosterView(*small)
    assert figures.tiles(view)[0] == ("Operator-hours short", "3.4", "of 60 needed")
    assert [term.label for term in figures.terms(view)][:2] == ["Paid hours", "Missing, first 10 %"]
    short = [float(row.short) for row in figures.worst(view)]
    assert short == sorted(short, reverse=True)
    assert [row.remark for row in figures.hours(view)] == ["" for _ in view.instance.operators]
