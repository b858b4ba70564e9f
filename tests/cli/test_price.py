"""`schedule price`: a line a rule, and one JSON object."""

from __future__ import annotations

import json

import pytest

from tests.cli.conftest import run


@pytest.mark.heavy
def test_prices_are_printed_as_one_object(tiny):
    done = run("price", tiny, "--time-limit", "0.1", "--json")
    assert done.returncode == 0, done.stderr
    rules = json.loads(done.stdout)["rules"]
    assert {each["rule"] for each in rules} == {"hours_per_week", "rest", "breaks"}
    assert "as it is: cost" in done.stderr


def test_hours_below_nothing_are_refused(tiny):
    done = run("price", tiny, "--hours", "-1")
    assert (done.returncode, done.stdout) == (2, "")
