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


def test_a_row_is_as_high_as_its_lines(small):
    instance, result = small
    name = "A hotline with a name of two lines, " * 3
    longer = instance.model_copy(update={"hotline": instance.hotline.model_copy(update={"name": name})})
    sheet = workbook(longer, result)["Summary"]
    heights = {sheet.cell(row, 1).value: sheet.row_dimensions[row].height for row in range(1, sheet.max_row + 1)}
    assert heights["hotline"] == 2 * 13.5
    assert heights["horizon"] is None
