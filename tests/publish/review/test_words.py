"""A review in words and as JSON: the parts add up, and a part that helped is told as such."""

from __future__ import annotations

import json

from scheduler.publish.review.words import as_json, text
from tests.builders.reviews import a_review


def test_words_begin_with_what_was_lost_and_name_every_part():
    told = list(text(a_review()))
    assert told[1].endswith("18.00 were lost")
    (forecast,) = (line for line in told if line.startswith("  Forecast:"))
    assert forecast.endswith("7.00  (calls that could have been foreseen 5.00; chance, which no forecast knows 2.00)")
    assert "Mean handling time: 240 s planned, 312 s (+30 %)" in told
    assert "Mean patience: 180 s planned, not told" in told


def test_json_has_the_groups_and_they_add_up():
    data = json.loads(as_json(a_review()))
    lost = data["lost"]
    assert lost == {"total": 18.0, "forecast": 7.0, "staffing": 8.0, "roster": 3.0, "attendance": 0.0}
    assert data["intervals"][0]["start"].startswith("2026-12-07")
