"""An edited workbook against every rule: cells, and what it costs."""

from __future__ import annotations

import json

import openpyxl
import pytest
from click.testing import CliRunner

import scheduler
from scheduler.cli import main
from scheduler.library.edited import check_workbook
from tests.builders.checked import day, result, shift, with_forecast


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("plan")
    contract = {"hours_per_week": [0, 168], "days_per_week": [0, 7], "rest_hours": 11}
    plan = with_forecast({"horizon": 7, "contracts": {"free": contract}}, calls=2.0)
    found = result(plan, [shift(plan, day(number), 510) for number in range(5)])
    made = scheduler.Instance.model_validate(plan.model_dump(by_alias=True))
    scheduler.publish(scheduler.Result(made, found), folder)
    return folder


def edit(folder, **cells):
    book = openpyxl.load_workbook(folder / "roster.xlsx")
    for cell, value in cells.items():
        book["Roster"][cell] = value
    book.save(folder / "edited.xlsx")
    return folder / "edited.xlsx"


def test_each_breach_has_its_cell_and_the_change_its_price(folder):
    checked = check_workbook(edit(folder, D5="21:00–05:30"))
    assert [edit.cell for edit in checked.edits] == ["Roster!D5"]
    by_rule = {finding.violation.rule: finding.cells for finding in checked.findings}
    assert by_rule["breaks"] == "Roster!D5"
    assert by_rule["rest"] == "Roster!D5, Roster!E5"
    assert checked.added_cost == pytest.approx(sum(checked.added_by_term.values()))
    assert checked.added_cost > 0


def test_a_whole_shift_less_breaks_no_rule_and_is_priced(folder):
    checked = check_workbook(edit(folder, D5=None))
    assert checked.findings == ()
    assert "no rule is broken; it costs" in str(checked)
    assert checked.added_by_term["pay"] == pytest.approx(-8.0)


def test_the_command_says_so_with_its_exit_code(folder):
    def run(*arguments):
        return CliRunner().invoke(main, ["check", *map(str, arguments)])

    assert run(edit(folder)).exit_code == 0
    assert run(edit(folder, D5=None)).exit_code == 0
    broken = run(edit(folder, D5="21:00–05:30"), "--json")
    assert broken.exit_code == 5
    told = json.loads(broken.stdout)
    assert not told["clean"]
    assert {row["cells"] for row in told["violations"] if row["rule"] == "breaks"} == {"Roster!D5"}
    nonsense = run(edit(folder, D5="from eight"))
    assert nonsense.exit_code == 2
    assert "edited.xlsx, Roster!D5: found 'from eight'" in nonsense.stderr
