"""A hotline that prices missed calls and buys outside help, from its YAML to a checked roster and its documents."""

from __future__ import annotations

import json

import openpyxl
import pytest

from .conftest import run

QUICK = ("--time-limit", "0.2", "--workers", "1", "--deterministic")
OUTSIDE = "outside: {name: Call Us, price_per_hour: 0.9, capacity_operators: 2, minimum_purchase: 500}\n"
MISSED = "objective: {missed_call: 2.0}\n"


def appended(tiny, text: str):
    path = tiny / "hotline.yaml"
    path.write_text(path.read_text("utf-8") + text, "utf-8")
    return tiny


def test_solve_check_and_documents(tiny, tmp_path):
    appended(tiny, MISSED + OUTSIDE)
    solved = run("solve", tiny, "-o", tmp_path / "plan", *QUICK)
    assert solved.returncode == 0, solved.stderr
    roster = json.loads((tmp_path / "plan" / "roster.json").read_text("utf-8"))
    terms = roster["terms"]
    assert {"missed_calls", "below_minimum", "outside"} <= terms.keys()
    assert "understaffing" not in terms
    assert terms["outside"]["amount"] == pytest.approx(sum(row["amount"] for row in roster["outside"]))
    assert terms["outside"]["amount"] > 0
    checked = run("check", tmp_path / "plan")
    assert checked.returncode == 0, checked.stdout
    assert "bought of Call Us" in (tmp_path / "plan" / "report.html").read_text("utf-8")
    summary = openpyxl.load_workbook(tmp_path / "plan" / "roster.xlsx")["Summary"]
    cells = {row[0]: row[1] for row in summary.iter_rows(values_only=True)}
    assert "below the minimum purchase" in cells["Summary"]
    assert cells["Outside help: cost"] == pytest.approx(terms["outside"]["cost"])


def test_a_roster_that_hides_what_was_bought_is_found_out(tiny, tmp_path):
    appended(tiny, OUTSIDE)
    assert run("solve", tiny, "-o", tmp_path / "plan", *QUICK).returncode == 0
    path = tmp_path / "plan" / "roster.json"
    roster = json.loads(path.read_text("utf-8"))
    assert roster["outside"]
    path.write_text(json.dumps(roster | {"outside": []}), "utf-8")
    checked = run("check", tmp_path / "plan")
    assert checked.returncode == 5
    assert "is missing among what was bought outside" in checked.stdout


@pytest.mark.parametrize(("text", "words"), [
    ("outside: {name: X}\n", ["outside", "neither of price_per_hour and price_per_call"]),
    ("outside: {name: X, price_per_hour: 1, queue: de}\n", ["outside.queue", "one queue without a name"]),
    ("outside: {name: X, price_per_hour: 1, seats: 2}\n", ["outside.seats", "unknown key"]),
    ("objective: {missed_call: free}\n", ["objective.missed_call", "free"]),
])
def test_what_is_wrong_is_named_with_its_line(tiny, text, words):
    lines = len((tiny / "hotline.yaml").read_text("utf-8").splitlines())
    found = run("staff", appended(tiny, text))
    assert (found.returncode, found.stdout) == (2, "")
    assert f"hotline.yaml:{lines + 1}:" in found.stderr
    for word in words:
        assert word in found.stderr
