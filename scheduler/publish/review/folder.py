"""A review in a folder: the page, the same for programs, and the patch."""

from __future__ import annotations

from pathlib import Path

from scheduler.publish.atomic import write_files
from scheduler.publish.overwriting import refuse_overwriting
from scheduler.publish.review.page import render_review
from scheduler.publish.review.words import as_json
from scheduler.reviewed import Review

PAGE, RECORD, PATCH = "review.html", "review.json", "review.diff"


def publish_review(review: Review, folder: Path) -> list[Path]:
    """Write ``review.html`` and ``review.json``, and ``review.diff`` where there is something to change; the files written."""
    files = {folder / PAGE: render_review(review).encode(), folder / RECORD: f"{as_json(review)}\n".encode()}
    if review.patch:
        files[folder / PATCH] = review.patch.encode()
    refuse_overwriting(files)
    write_files(files, set() if review.patch else {folder / PATCH})
    return list(files)
