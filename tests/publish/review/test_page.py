"""The page of a review: everything is said, nothing is loaded, and names stay names."""

from __future__ import annotations

import re

from scheduler.publish.review.page import render_review
from tests.builders.reviews import a_review


def test_the_page_says_what_the_review_says_and_loads_nothing():
    page = render_review(a_review())
    for words in ("Handling a call took 30 % longer", "8.00", "18.00 were lost", "72.0 % of the calls", "Mon 7 Dec 09:00",
                  "1.5 operator-hours short", "+++ b/calls.csv", "12 min"):
        assert words in page
    assert not re.search(r"<script|src=|url\(|https?:", page)
    assert "default-src 'none'" in page


def test_what_people_typed_is_escaped():
    page = render_review(a_review(hotline="<script>alert(1)</script>", source="<b>log</b>"))
    assert "<script>" not in page
    assert "<b>log" not in page


def test_a_review_with_nothing_to_say_renders():
    page = render_review(a_review(weaknesses=(), strengths=(), suggestions=(), late_breaks=(), beyond_reach_hours=0.0))
    assert "Nothing cost anything" in page
