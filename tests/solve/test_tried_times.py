"""Times that are tried one after the other: the best is kept, and the search ends when it is asked to."""

from __future__ import annotations

import pytest

from scheduler.engine.search import Search
from scheduler.instance.objective import UNITS
from scheduler.solve import tried_times
from scheduler.solve.common_times import with_times
from scheduler.solve.options import Options
from scheduler.solve.prepared import prepare
from scheduler.solve.recipe import search
from tests.builders.derived import problem_of
from tests.builders.plans import optimum
from tests.solve.test_common_times import MEETING, REF, of_two

ANY = {key: value for key, value in MEETING.items() if key not in ("between", "everyone")}


def test_a_time_at_which_nobody_can_be_there_is_not_chosen_and_the_best_of_the_others_is_found():
    team = of_two(ANY)
    roster = search(prepare(team, REF), Options(seconds=0.5, deterministic=True))[0]
    costs = [answer[0] for at in range(480, 960, 60)
             if (answer := optimum(problem_of(with_times(team, {("talk", 0): at})))) is not None]
    assert roster.shifts
    assert roster.run.objective * UNITS == min(costs)


@pytest.mark.parametrize("gap", [0.0, 0.9])
def test_the_search_ends_at_a_gap_to_what_holds_for_all_times(monkeypatch, gap):
    made, told = [], []
    monkeypatch.setattr(tried_times, "Search", lambda *args, **kwargs: made.append(Search(*args, **kwargs)) or made[-1])
    options = Options(seconds=0.5, deterministic=True, gap=gap, progress=told.append)
    roster = search(prepare(of_two(ANY | {"minutes": 180}), REF), options)[0]
    assert (len(made) == 1) == bool(gap)
    assert told[-1].cost == roster.run.objective * UNITS
    assert [each.cost for each in told] == sorted({each.cost for each in told}, reverse=True), "only what is better is told"
