"""The sheet that says how good the roster is."""

from __future__ import annotations

from tests.publish.conftest import workbook


def test_summary_says_how_good_it_is(small):
    _, result = small
    summary = {row[0].value: row[1].value for row in workbook(*small)["Summary"].iter_rows()}
    assert (summary["objective"], summary["bound"], summary["gap"]) == (
        result.run.objective, result.run.bound, result.run.gap)
    assert summary["instance sha256"] == result.instance.sha256
    assert summary["Missing, first 10 %: cost"] == result.terms["understaffing"].cost
