"""The files of a review: a patch that is no longer needed goes."""

from __future__ import annotations

from scheduler.publish.review.folder import publish_review
from tests.builders.reviews import a_review


def test_a_patch_is_written_where_there_is_one_and_goes_where_there_is_none(tmp_path):
    assert {path.name for path in publish_review(a_review(), tmp_path)} == {"review.html", "review.json", "review.diff"}
    publish_review(a_review(patch=""), tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {"review.html", "review.json"}
