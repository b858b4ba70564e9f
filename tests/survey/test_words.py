"""A survey in words and as JSON."""

from __future__ import annotations

import json

import scheduler
from scheduler.survey import words


def test_the_text_says_what_was_read_and_what_is_allowed(root):
    found = scheduler.check(scheduler.read(root / "instances" / "tiny"))
    text = str(found).splitlines()
    assert text[0] == ("tiny: 122 calls in 1 day, open for 8 h; 4 operators; 21.8 h on the phone required, at most "
                       "25.5 h to be had")
    assert "  Mon 2026-12-07                  21.8      at most 25.5" in text
    assert "  Mon 2026-12-07 14:00–15:30: 3 required, 3 could be there" in text
    assert text[-1] == "nothing impossible was found; `schedule solve` plans it"
    assert not list(words.warnings(found))


def test_json_is_one_object_with_all_of_it(root):
    found = scheduler.check(scheduler.read(root / "instances" / "tiny"))
    record = json.loads(words.as_json(found))
    assert record["by_day"] == [{"first": "2026-12-07", "last": "2026-12-07", "required": 21.75, "least": 0.0, "most": 25.5}]
    assert record["tightest"][0]["start"] == "2026-12-07T09:00:00+07:00"
    assert record.keys() == {"name", "calls", "operators", "days", "open_hours", "whole", "weeks", "by_day", "tightest", "away",
                             "barely_used", "impossible", "lacks", "slips", "notes", "conflicts"}
