"""Progress off a terminal: now and then a line, always the last, and no harm where nobody reads."""

from __future__ import annotations

import inspect
import io
import re

from scheduler.cli.progress import IN_WORDS, RunningLine, line_of, progress_on
from scheduler.engine import search as search_module
from scheduler.engine.bound.proof import Proof
from scheduler.engine.budget import Budget
from scheduler.engine.crew import Crew
from scheduler.engine.monitor import Monitor
from scheduler.engine.moves.portfolio import Portfolio
from scheduler.engine.search import Progress
from scheduler.engine.search_params import SearchParams
from scheduler.instance.objective import UNITS
from tests.builders import checked
from tests.builders.derived import problem_of


def told(seconds: float, cost: float, bound: float | None) -> Progress:
    return Progress(seconds, round(cost * UNITS), None if bound is None else round(bound * UNITS), "a dive")


def test_a_line_has_time_cost_bound_and_gap():
    assert line_of(told(1.25, 200, 150)).split() == [
        "1.2", "s", "cost", "200.00", "bound", "150.00", "gap", "25.00", "%", "a", "dive"]
    assert "bound            –   gap       –" in line_of(told(0, 200, None))
    assert "gap  0.00 %" in line_of(told(0, 0, 0)), "what costs nothing cannot be better"
    assert "gap  0.01 %" in line_of(told(0, 100_000, 99_999)), "0 is said only of what is proven"


def test_every_step_of_the_search_is_told_in_words_of_a_supervisor():
    crew = Crew.of(problem_of(checked.with_forecast({})))
    monitor = Monitor(crew, Budget(1))
    candidates = Portfolio.of(crew, monitor, Proof(crew, crew.empty(), monitor, SearchParams().proof),
                              SearchParams()).choice.candidates
    named = {each.move.name.partition(",")[0] for each in candidates}
    offered = set(re.findall(r'"([a-z ]+)"\)', inspect.getsource(search_module)))
    assert {"diving", "whole problem"} <= named and {"first roster", "construction"} <= offered
    assert named | offered | {"bound"} == IN_WORDS.keys()


def test_the_clock_of_the_live_line_goes_on_between_improvements(monkeypatch):
    now = 0.0
    monkeypatch.setattr("time.monotonic", lambda: now)
    line = RunningLine(60)
    assert "searching for up to 60 s" in line.__rich__()
    line.update(told(1, 200, 150))
    now = 30.0
    assert line.__rich__().startswith("  31.0 s   cost       200.00")
    line.update(told(29, 190, 150))
    assert line.__rich__().startswith("  31.0 s"), "never back, though the search's clock paused"
    now = 100.0
    assert line.__rich__().startswith("  60.0 s"), "the search is over by then"
    line.update(told(1, 180, 150))
    assert line.__rich__().startswith("   1.0 s"), "the next search"


def test_the_first_and_the_last_line_are_written():
    stream = io.StringIO()
    with progress_on(stream, 60) as show:
        for cost in range(900, 0, -1):
            show(told(0.1, cost, 0))
    first, *_, last = stream.getvalue().splitlines()
    assert "900.00" in first and " 1.00 " in last


def test_a_stream_that_nobody_reads_does_no_harm():
    class Closed(io.StringIO):
        def write(self, text: str) -> int:
            raise BrokenPipeError

    with progress_on(Closed(), 60) as show:
        show(told(0.1, 9, None))
