"""Queues and topics in the report."""

from __future__ import annotations

import re

from scheduler.check.facts.topics import uncovered
from scheduler.publish.report.page import render_report
from scheduler.publish.report.queues import gaps, queue_figures, topic_figures
from scheduler.publish.view import RosterView


def test_the_report_tells_of_queues_and_topics(both):
    page = render_report(RosterView(*both))
    assert "<b>" not in re.sub(r"<b>[EDLN]</b>", "", page), "a name is never markup"
    assert page.count("<th scope=row><bdi>Sales + =Support &lt;b&gt;</bdi></th>") == 2, "on the page of each day"
    assert page.count("<th scope=row><bdi>Sales</bdi></th>") == 2
    assert "each queue has its own goal" in page
    assert "Topics without cover" in page


def test_figures_of_queues(both):
    plan = RosterView(*both)
    sales, support = queue_figures(plan)
    assert (sales.name, sales.goal, sales.operators) == ("Sales", "90 % in 20 s", 2)
    assert (support.goal, support.operators) == ("80 % in 20 s", 2)
    short = sum(max(row.required - row.on_phone, 0) for row in both[1].intervals if row.queue == "Sales")
    assert sales.short == f"{short:,.1f}"


def test_uncovered_times_are_those_the_checker_counts(both):
    instance, truth = both
    plan = RosterView(instance, truth)
    bare = list(gaps(plan, "abuse"))
    local = [(f"{plan.local(start):%d %H:%M}", f"{plan.local(end):%d %H:%M}") for start, end in bare]
    # Anna's first breather before Ben comes, and his last one after she has gone; on the second day nobody at all.
    assert local == [("07 08:00", "07 09:00"), ("07 10:30", "07 10:45"), ("07 18:30", "07 18:45"),
                     ("08 08:00", "08 20:00")]
    minutes = sum((end - start).total_seconds() for start, end in bare) / 60
    assert minutes == uncovered(instance, truth.shifts, "abuse").sum() * 15
    (figures,) = topic_figures(plan)
    assert (figures.hours, figures.operators) == ("13.50", 2)
    assert figures.when == ("Mon 07 Dec 08:00–09:00; Mon 07 Dec 10:30–10:45; Mon 07 Dec 18:30–18:45; and 1 more")


def test_breaks_of_the_only_one_are_gaps(both):
    instance, truth = both
    alone = truth.model_copy(update={"shifts": truth.shifts[1:]})
    bare = list(gaps(RosterView(instance, alone), "abuse"))
    minutes = sum((end - start).total_seconds() for start, end in bare) / 60
    assert minutes == uncovered(instance, alone.shifts, "abuse").sum() * 15 == 12 * 60 + 3.5 * 60 + 3 * 15 + 30
