"""Published files against what publishing gives; what an old record does not say, and what another version wrote."""

from __future__ import annotations

import json

from scheduler.publish.folder import export, publish
from scheduler.publish.verify import verify
from scheduler.version import __version__


def changed(folder, **keys):
    """Change the record; None takes a key out."""
    record = json.loads((folder / "published.json").read_text("utf-8")) | keys
    (folder / "published.json").write_text(json.dumps({key: value for key, value in record.items() if value is not None}))


def told(small, folder):
    return [violation.message for violation in verify(*small, folder)]


def test_what_was_published_is_what_publishing_gives(small, folder):
    for events in (False, True):
        publish(*small, folder, breaks_as_events=events)
        assert told(small, folder) == []
    changed(folder, version=None, documents=None, breaks_as_events=None)  # as 0.1.0 wrote it
    assert told(small, folder) == []


def test_a_folder_without_documents_has_nothing_to_say(small, folder):
    folder.mkdir()
    assert told(small, folder) == []


def test_the_record_knows_what_is_missing(small, folder):
    publish(*small, folder)
    export(*small, ["csv"], folder)
    for name in ("roster.xlsx", "shifts.csv", "calendars/op001.ics"):
        (folder / name).unlink()
    assert told(small, folder) == [f"{name} is missing" for name in ("calendars/op001.ics", "roster.xlsx", "shifts.csv")]


def test_a_difference_that_another_version_may_have_made_says_how_to_renew_it(small, folder):
    publish(*small, folder)
    page = folder / "report.html"
    page.write_text(page.read_text("utf-8").replace("Costs by term", "Costs"), "utf-8")
    changed(folder, version="0.0.9")
    for path in (folder / "calendars").iterdir():
        path.write_bytes(path.read_bytes().replace(f"//{__version__}//".encode(), b"//0.0.9//"))
    (message,) = told(small, folder)
    assert message.startswith("report.html:")
    assert message.endswith("(published by version 0.0.9; `schedule export` renews it)")
