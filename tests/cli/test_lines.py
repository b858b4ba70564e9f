"""`schedule lines` from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from scheduler.cli import main
from tests.builders.queues import queues_of

OFFERS = """name,monthly_fee,per_minute,channels,channel_fee,term_months,discount_percent,notice_months,setup
By the minute,20,0.05,2,5,,,1,
Flat,100,0,12,,12,10,3,40
Tiny,5,0,1,,,,,
"""


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["lines", *map(str, arguments)])


@pytest.fixture
def offers(tmp_path: Path) -> Path:
    path = tmp_path / "offers.csv"
    path.write_text(OFFERS, encoding="utf-8")
    return path


def test_it_says_how_many_lines_and_why(tiny):
    result = run(tiny)
    assert result.exit_code == 0
    assert "Erlang B" in result.stdout
    assert "lines are needed" in result.stdout
    assert "offer" not in result.stdout


def test_json_and_text_say_the_same(tiny, offers):
    record = json.loads(run(tiny, "--offers", offers, "--json").stdout)
    text = run(tiny, "--offers", offers).stdout
    assert record["lines"] == max(record["lines_talking"], record["lines_talking_and_waiting"])
    assert f"{record['lines']} lines are needed" in text
    (cheapest,) = [each for each in record["offers"] if each["is_cheapest"]]
    (starred,) = [line for line in text.splitlines() if line.startswith("* ") and "the cheapest." not in line]
    assert cheapest["offer"]["name"] in starred
    assert f"{cheapest['total']:,.2f}" in starred
    assert "too few channels: 1" in text


def test_a_stricter_goal_needs_more_lines(tiny):
    loose, strict = (json.loads(run(tiny, "--blocking-percent", goal, "--json").stdout) for goal in (10, 0.1))
    assert loose["lines"] < strict["lines"]


def test_minutes_are_those_of_the_horizon_unless_given(tiny, offers):
    own = json.loads(run(tiny, "--json").stdout)
    assert own["minutes_per_month"] == pytest.approx(
        (own["handled_minutes"] + own["waited_minutes"]) * 365.25 / 12, rel=1e-5)
    given = json.loads(run(tiny, "--offers", offers, "--minutes-per-month", 1000, "--months", 2, "--json").stdout)
    assert given["offers"][0]["total"] == pytest.approx(
        2 * (20 + 5 * (given["lines"] - 2)) + 2 * 1000 * 0.05)


def test_for_a_roster(root):
    record = json.loads(run(root / "instances" / "tiny", "--roster", root / "solutions" / "tiny", "--json").stdout)
    assert record["operators_present"] <= 4


def test_a_roster_of_another_hotline_is_refused(root):
    result = run(root / "instances" / "tiny", "--roster", root / "solutions" / "helpline")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "roster made for" in result.stderr


def test_callers_who_never_hang_up_and_too_few_operators(tiny, root, edit, offers):
    edit(tiny / "hotline.yaml", "patience_s: 180, ", "")
    rows = (tiny / "calls.csv").read_text("utf-8").splitlines()
    start, calls, aht = rows[9].split(",")
    rows[9] = f"{start},{10 * float(calls)},{aht}"
    (tiny / "calls.csv").write_text("\n".join(rows) + "\n", "utf-8")
    result = run(tiny, "--roster", root / "solutions" / "tiny")
    assert result.exit_code == 0
    assert "no number of lines is enough" in result.stdout
    record = json.loads(run(tiny, "--roster", root / "solutions" / "tiny", "--json").stdout)
    assert record["lines"] is None
    refused = run(tiny, "--roster", root / "solutions" / "tiny", "--offers", offers)
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "no offer was compared" in refused.stderr


@pytest.mark.parametrize("options", [
    ["--blocking-percent", "0"], ["--blocking-percent", "100"], ["--months", "0"], ["--minutes-per-month", "-1"],
    ["--offers", "nowhere.csv"],
])
def test_bad_options(tiny, options):
    result = run(tiny, *options)
    assert (result.exit_code, result.stdout) == (2, "")


def test_bad_offers_name_their_place(tiny, offers):
    offers.write_text(OFFERS.replace("Flat,100", "Flat,none"), encoding="utf-8")
    result = run(tiny, "--offers", offers)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "offers.csv:row 3 (line 3), column monthly_fee" in result.stderr


def test_several_queues_share_the_lines(root):
    record = json.loads(run(root / "instances" / "bilingual", "--json").stdout)
    assert record["lines"] >= record["lines_talking"] > 0


def test_several_queues_of_a_roster(root, tmp_path):
    """A roster lists the queues that share operators together; one in which an interval is missing is none of the instance."""
    needs = json.loads(CliRunner().invoke(main, ["staff", str(root / "instances" / "bilingual"), "--json"]).stdout)
    rows = [{"start": row["start"], "queues": row["queue"].split(" + "), "calls": row["calls"], "required": row["required"],
             "on_phone": row["required"]} for row in needs["intervals"]]
    roster = json.loads((root / "solutions" / "tiny" / "roster.json").read_text("utf-8")) | {
        "shifts": [], "intervals": [], "pools": rows}
    (tmp_path / "roster.json").write_text(json.dumps(roster), "utf-8")
    required = json.loads(run(root / "instances" / "bilingual", "--json").stdout)
    assert json.loads(run(root / "instances" / "bilingual", "--roster", tmp_path, "--json").stdout) == required
    (tmp_path / "roster.json").write_text(json.dumps(roster | {"pools": rows[:-1]}), "utf-8")
    assert run(root / "instances" / "bilingual", "--roster", tmp_path).exit_code == 2
    others = [row | {"queues": ["french", "german"]} for row in rows]
    (tmp_path / "roster.json").write_text(json.dumps(roster | {"pools": [*rows, *others]}), "utf-8")
    refused = run(root / "instances" / "bilingual", "--roster", tmp_path)
    assert refused.exit_code == 2
    assert "'french + german'" in refused.stderr


def test_it_says_what_the_lines_that_are_there_block(tiny, edit):
    assert json.loads(run(tiny, "--json").stdout)["most_blocked_now"] is None
    edit(tiny / "hotline.yaml", "interval_minutes: 15,", "interval_minutes: 15, lines: 3,")
    record = json.loads(run(tiny, "--json").stdout)
    assert (record["lines_now"], record["most_blocked_now"] > 0.01) == (3, True)
    assert "3 lines are there: up to" in run(tiny).stdout


@pytest.mark.parametrize(("concurrency", "code"), [((1, 3), 0), ((3, 3), 2)])
def test_contacts_handled_several_at_a_time_hold_no_line(tmp_path, concurrency, code):
    rows = {"calls": [(60, 300)] * 2, "chat": [(60, 600)] * 2}
    goals = {name: {"concurrency": number} for name, number in zip(rows, concurrency, strict=True)}
    path = tmp_path / "hotline.yaml"
    path.write_text(queues_of(rows, ["calls", "chat"], goals).model_dump_json(by_alias=True, exclude_unset=True), "utf-8")
    result = run(path, "--json")
    assert result.exit_code == code, result.output
    if code:
        assert "a number of lines needs a queue of calls" in result.stderr
    else:
        assert json.loads(result.stdout)["busiest_load_erlangs"] == 5
        assert "without chat: contacts that are handled several at a time hold no telephone line" in result.stderr
