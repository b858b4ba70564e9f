"""What each operator could work; those who are alike share it."""

from __future__ import annotations

import numpy as np

from tests.builders.surveys import team


def test_operators_of_equal_contract_and_availability_share_what_they_could_work():
    people = [{"id": name, "contract": "free"} for name in ("anna", "ben", "cleo")]
    found = team(operators=people, availability=[{"operator": "cleo", "when": "mon", "kind": "unavailable"}])
    anna, ben, cleo = found.reaches
    assert anna is ben
    assert anna.longest.tolist() == [240] * 7
    assert cleo.longest.tolist() == [0, *[240] * 6]
    assert cleo.longest_offered.tolist() == anna.longest_offered.tolist() == [240] * 7


def test_covered_cells_are_those_of_the_shifts():
    found = team(1)
    anna, = found.reaches
    open_cells = np.flatnonzero(found.demand.is_open)
    assert np.flatnonzero(anna.covers).tolist() == np.flatnonzero(anna.offered).tolist() == open_cells.tolist()
    assert found.required.sum() == len(open_cells) == 16


def test_who_answers_a_queue():
    queues = {"sales": {}, "support": {}}
    people = [{"id": "anna", "contract": "free", "skills": ["sales"]}, {"id": "ben", "contract": "free"}]
    calls = [{"start": f"2026-12-07T{hour:02d}:00", "calls": 1, "aht_s": 60, "queue": queue}
             for queue in queues for hour in range(8, 12)]
    found = team(1, service={"queues": queues}, operators=people, calls={"forecast": calls})
    assert (found.answering("sales"), found.answering("support"), found.answering(None)) == ([0], [], [0, 1])
