"""Progress off a terminal: now and then a line, always the last, and no harm where nobody reads."""

from __future__ import annotations

import io

from scheduler.cli.progress import line_of, progress_on
from scheduler.engine.search import Progress
from scheduler.instance.objective import UNITS


def told(seconds: float, cost: float, bound: float | None) -> Progress:
    return Progress(seconds, round(cost * UNITS), None if bound is None else round(bound * UNITS), "a dive")


def test_a_line_has_time_cost_bound_and_gap():
    assert line_of(told(1.25, 200, 150)).split() == [
        "1.2", "s", "cost", "200.00", "bound", "150.00", "gap", "25.00%", "a", "dive"]
    assert "bound            –   gap      –" in line_of(told(0, 200, None))
    assert "gap  0.00%" in line_of(told(0, 0, 0)), "what costs nothing cannot be better"


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
