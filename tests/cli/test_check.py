"""`schedule check`: what it prints, and its exit codes."""

from __future__ import annotations

import datetime as dt
import io
import json
import warnings
import zipfile

import pytest
from click.testing import CliRunner

from scheduler.check.facts.coverage import on_phone
from scheduler.cli import main
from scheduler.demand.queueing.queue import queue_of
from scheduler.read.instance_file import read_instance
from scheduler.roster import IntervalCover, Roster, Run, Shift
from tests.builders.derived import costs_of, required_cells_of

HOTLINE = """\
schema: 1
hotline: {name: Helpline, timezone: Asia/Jakarta, interval_minutes: 60, break_grid_minutes: 15}
horizon: {start: 2026-12-07, days: 1}
hours: {weekly: {mon: ["08:00-12:00"]}}
calls:
  forecast:
    - {start: 2026-12-07T08:00, calls: 4, aht_s: 180}
    - {start: 2026-12-07T09:00, calls: 4, aht_s: 180}
    - {start: 2026-12-07T10:00, calls: 4, aht_s: 180}
    - {start: 2026-12-07T11:00, calls: 4, aht_s: 180}
shifts:
  - {name: day, start: {from: "08:00", to: "08:00"}, length: {from_minutes: 240, to_minutes: 240}}
breaks:
  breathers: {minutes: 15, paid: true, count: [{from_shift_minutes: 240, breathers: 1}]}
  spacing: {edge_minutes: 45, min_work_minutes: 45, max_work_minutes: 150}
contracts: {full: {hours_per_week: [0, 40]}}
operators: [{id: anna, name: Anna Berg, contract: full}]
"""
START = dt.datetime(2026, 12, 7, 1, tzinfo=dt.UTC)


def after(minutes):
    return START + dt.timedelta(minutes=minutes)


@pytest.fixture
def roster(tmp_path, monkeypatch):
    """A folder with a true roster.json; the instance lies beside it, as the path in the result says."""
    monkeypatch.chdir(tmp_path)
    source = tmp_path / "instances" / "helpline"
    source.mkdir(parents=True)
    (source / "hotline.yaml").write_text(HOTLINE)
    loaded = read_instance(source)
    plan = loaded.instance
    shifts = [
        Shift.model_validate(
            {
                "operator": "anna",
                "start": after(0),
                "end": after(240),
                "breaks": [{"kind": "breather", "start": after(120), "end": after(135)}],
            }
        )
    ]
    priced, required, present = costs_of(plan, shifts), required_cells_of(plan)[0], on_phone(plan, shifts)
    levels = queue_of(plan).service_level(present.reshape(-1, 4).mean(axis=1))
    rows = [
        IntervalCover(
            start=after(60 * hour),
            queue=None,
            calls=4,
            required=int(required[(8 + hour) * 4]),
            on_phone=float(present[(8 + hour) * 4 : (9 + hour) * 4].mean()),
            service_level=float(levels[8 + hour]),
        )
        for hour in range(4)
    ]
    run = Run(
        status="optimal",
        objective=priced.objective,
        bound=priced.objective,
        gap=0,
        seconds=1,
        seed=0,
        workers=1,
        interrupted=False,
        versions={},
    )
    ref = loaded.ref.model_copy(update={"path": "instances/helpline"})
    said = Roster(schema=1, instance=ref, run=run, terms=priced.terms, shifts=tuple(shifts), intervals=tuple(rows))
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "roster.json").write_text(said.to_json())
    return folder


def check(*arguments):
    return CliRunner().invoke(main, ["check", *map(str, arguments)])


def damage(folder):
    path = folder / "roster.json"
    data = json.loads(path.read_text())
    data["shifts"][0]["breaks"] = []
    path.write_text(json.dumps(data))


def test_a_clean_roster(roster):
    for path in (roster, roster / "roster.json"):
        answer = check(path)
        assert answer.exit_code == 0, answer.output
        assert "clean; 1 shifts" in answer.stdout
        assert answer.stderr == ""


def test_a_dropped_break(roster):
    damage(roster)
    answer = check(roster)
    assert answer.exit_code == 5
    lines = answer.stdout.splitlines()
    assert (
        lines[0]
        == "breaks: 1 breaks: anna 2026-12-07 08:00-12:00: breaks of kind breather: 0; a shift of 240 min has 1"
    )
    assert "violations of" in lines[-1]
    assert answer.stderr == ""


def test_json_is_one_object(roster):
    answer = check(roster, "--json")
    data = json.loads(answer.stdout)
    assert answer.exit_code == 0
    assert (data["clean"], data["violations"], data["shifts"]) == (True, [], 1)
    damage(roster)
    answer = check(roster, "--json")
    data = json.loads(answer.stdout)
    assert answer.exit_code == 5
    assert data["violations"][0].keys() == {"rule", "amount", "unit", "message"}


def test_the_instance_is_found_from_the_folder_of_the_roster(roster, tmp_path, monkeypatch):
    (tmp_path / "instances").rename(roster / "instances")
    assert check(roster).exit_code == 0
    monkeypatch.chdir(roster)
    assert check(".").exit_code == 0


def test_an_instance_that_is_not_there(roster, tmp_path):
    (tmp_path / "instances").rename(tmp_path / "elsewhere")
    answer = check(roster)
    assert answer.exit_code == 2
    assert "instance.path" in answer.stderr
    assert check(roster, "--instance", tmp_path / "elsewhere" / "helpline").exit_code == 0


def test_another_instance_is_told(roster, tmp_path):
    path = tmp_path / "instances" / "helpline" / "hotline.yaml"
    path.write_text(HOTLINE + "# changed\n")
    answer = check(roster)
    assert answer.exit_code == 5
    assert answer.stdout.startswith("instance: ")
    assert answer.stdout.splitlines()[-1].startswith(
        "the instance has changed since this roster was made for it: check it after `schedule repair PLAN --now TIME`")


def test_the_exports_are_re_read(roster):
    (roster / "calendars").mkdir()
    (roster / "calendars" / "anna.ics").write_text(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nX-HOTLINE-OPERATOR:anna\r\nEND:VCALENDAR\r\n", newline=""
    )
    answer = check(roster)
    assert answer.exit_code == 5
    assert answer.stdout.startswith("calendars: 1 events: ")


def test_what_openpyxl_drops_of_a_workbook_is_no_message(roster):
    assert CliRunner().invoke(main, ["export", str(roster), "--to", "excel"]).exit_code == 0
    book, changed = zipfile.ZipFile(roster / "roster.xlsx"), io.BytesIO()
    with book, zipfile.ZipFile(changed, "w") as again:
        for name in book.namelist():  # other programs write extensions that openpyxl does not know
            again.writestr(name, book.read(name).replace(b"</worksheet>", b'<extLst><ext uri="{0}"/></extLst></worksheet>'))
    (roster / "roster.xlsx").write_bytes(changed.getvalue())
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        assert check(roster).exit_code == 0
    assert not [str(each.message) for each in told if "extension" in str(each.message)]


def test_bad_input(roster, tmp_path):
    assert check(tmp_path / "nowhere").exit_code == 2
    (roster / "roster.json").write_text("{")
    assert check(roster).exit_code == 2
    (roster / "roster.json").unlink()
    assert check(roster).exit_code == 2


def test_an_instance_is_looked_over(root):
    answer = check(root / "instances" / "tiny")
    assert (answer.exit_code, answer.stderr) == (0, "")
    assert answer.stdout.startswith("tiny: 122 calls in 1 day, open for 8 h; 4 operators; 21.8 h on the phone required")
    told = json.loads(check(root / "instances" / "tiny" / "hotline.yaml", "--json").stdout)
    assert (told["operators"], told["impossible"]) == (4, [])


def test_what_is_impossible_is_2_after_everything_else_was_told(tmp_path):
    (tmp_path / "hotline.yaml").write_text(HOTLINE.replace("[0, 40]", "[40, 40]").replace("days: 1", "days: 7"))
    answer = check(tmp_path)
    assert answer.exit_code == 2
    assert "hours on the phone" in answer.stdout
    assert "impossible:\n  hotline.yaml:" in answer.stdout
    assert answer.stderr == "", "it is said once"


def test_a_published_workbook_under_another_name_is_told(roster, tmp_path):
    assert CliRunner().invoke(main, ["export", str(roster), "--to", "excel", "-o", str(tmp_path)]).exit_code == 0
    (tmp_path / "roster.xlsx").rename(tmp_path / "november.xlsx")
    answers = [CliRunner().invoke(main, [command, str(tmp_path / "november.xlsx")]) for command in ("check", "solve")]
    assert [answer.exit_code for answer in answers] == [2, 2]
    assert "no roster.json beside it, which would name the instance; name it with --instance" in answers[0].stderr
    assert "is a published roster, not an instance" in answers[1].stderr
    answer = CliRunner().invoke(main, ["solve", str(roster / "roster.json")])
    assert "is a roster, not an instance; `schedule solve` takes the instance" in answer.stderr


def test_an_instance_without_any_roster_is_told_why_and_what_mends_it(tmp_path):
    source = tmp_path / "hotline.yaml"
    source.write_text(HOTLINE + """\
availability:
  - {operator: anna, when: 2026-12-07, kind: pinned}
  - {operator: anna, when: 2026-12-07, kind: unavailable}
""")
    found = CliRunner().invoke(main, ["check", str(source), "--json"])
    assert found.exit_code == 2
    (conflict,) = json.loads(found.stdout)["conflicts"]
    assert conflict["operators"] == ["anna"]
    assert [rule for rule, _ in conflict["rules"]] == ["availability", "pins"]
    assert {each["by"] for each in conflict["relaxations"]} == {"take out this row"}
    assert CliRunner().invoke(main, ["check", str(source)]).stdout.count("take out this row") == 2
