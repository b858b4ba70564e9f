"""A day that nobody can staff, from the roster to the words: every break stands, and the report says what callers meet."""

from __future__ import annotations

import pytest

import scheduler
from scheduler.check.facts.breaks import breathers_due, lunches_due
from scheduler.instance.service import Redials
from scheduler.publish.report.page import render_report
from scheduler.publish.surge import in_words_of_surges, surge_figures, surges_of
from scheduler.publish.view import RosterView
from scheduler.simulate.shown import lines, record


@pytest.fixture(scope="module")
def tenfold(root) -> scheduler.Result:
    """The smallest hotline on a day with ten times the calls, of which most are redials."""
    tiny = scheduler.read(root / "instances" / "tiny")
    rows = tuple(row.model_copy(update={"calls": 10 * row.calls}) for row in tiny.calls.forecast)
    service = tiny.service.model_copy(update={"redials": Redials(percent=80, delay_s=300)})
    surge = tiny.model_copy(update={"calls": tiny.calls.model_copy(update={"forecast": rows}), "service": service})
    return scheduler.solve(surge, deterministic=True, seconds=1)


def test_every_break_stands_and_the_roster_is_checked(tenfold):
    assert not scheduler.check(tenfold.instance, tenfold)
    assert tenfold.roster.shifts
    for shift in tenfold.roster.shifts:
        kinds = [pause.kind for pause in shift.breaks]
        assert kinds.count("lunch") == len(lunches_due(tenfold.instance, shift))
        assert kinds.count("breather") == breathers_due(tenfold.instance, shift)
    assert tenfold.bound <= tenfold.cost


def test_the_summary_and_the_report_say_what_callers_meet(tenfold):
    view = RosterView(tenfold.instance, tenfold.roster)
    (line,) = in_words_of_surges(view)
    assert line.startswith("Mon 7 Dec: more call than can be answered: of 1,221 callers 3")
    assert "calls each, mean wait 16" in line
    assert "one operator more in the hour from " in line
    (row,) = surge_figures(view)
    assert row.redials.replace(",", "").isdigit()
    page = render_report(view)
    assert "More call than can be answered" in page
    assert row.one_more.split("; ")[0] in page
    assert "80 % of those not answered, after 300 s" in page


def test_a_simulation_says_the_same(tenfold):
    (found,) = surges_of(RosterView(tenfold.instance, tenfold.roster))
    simulation = scheduler.simulate(tenfold, replications=10)
    total = simulation.report.total
    assert float(total.got_through.value[0]) == pytest.approx(found.answered, abs=0.02)
    assert float(total.attempts.value[0]) == pytest.approx(found.attempts / found.callers, abs=0.2)
    assert float(total.mean_wait_s.value[0]) == pytest.approx(found.mean_wait_s, rel=0.03)
    told = "\n".join(lines(simulation.findings))
    assert "service level: first calls answered within 20 s / first calls; " in told
    assert f"redials: {total.callers.value[0]:,.1f} callers make " in told
    assert record(simulation.findings)["total"]["attempts"]["value"] == pytest.approx(float(total.attempts.value[0]), abs=1e-5)
    assert simulation.intervals["calls"].sum() == pytest.approx(float(total.callers.value[0]))


def test_days_that_can_be_staffed_are_not_named(small):
    assert in_words_of_surges(RosterView(*small)) == []
    assert "More call than can be answered" not in render_report(RosterView(*small))
