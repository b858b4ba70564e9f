"""`schedule forecast` from the command line: what it writes, an instance reads."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result

from scheduler.cli import main
from scheduler.demand.forecast import boosting

FIRST = dt.date(2026, 9, 7)
YAML = """
schema: 1
hotline: {name: H, timezone: Asia/Jakarta, interval_minutes: 60, break_grid_minutes: 60}
horizon: {start: 2026-12-07, days: 7}
hours: {weekly: {mon-fri: ["09:00-12:00"]}, exceptions: {2026-12-09: []}}
calls: {forecast: calls.csv}
campaigns: CAMPAIGNS
shifts: [{name: day, start: {from: "09:00", to: "09:00"}, length: {from_minutes: 60, to_minutes: 180, every_minutes: 60}}]
contracts: {free: {hours_per_week: [0, 40]}}
operators: [{id: anna, contract: free}]
"""


@pytest.fixture(autouse=True, scope="module")
def without_boosting():
    """Trees take seconds, and other tests have them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(boosting, "is_installed", lambda: False)
        yield


@pytest.fixture(scope="module")
def plain(without_boosting, tmp_path_factory) -> Result:
    """What the command says of the usual table and hotline, run once."""
    folder = tmp_path_factory.mktemp("plain")
    return run(write_table(folder), hotline(folder))


@pytest.fixture
def table(tmp_path: Path) -> Path:
    return write_table(tmp_path)


def write_table(folder: Path, lift: float = 1.0, from_day: int = 10_000, aht: bool = True) -> Path:
    """Thirteen weeks of calls, Monday to Friday from 09 to 12 h, lifted from a day on."""
    rng = np.random.default_rng(3)
    rows = [["start", "calls", "aht_s"] if aht else ["start", "calls"]]
    for day in range(91):
        date = FIRST + dt.timedelta(days=day)
        if date.weekday() < 5:
            for hour, mean in ((9, 40), (10, 60), (11, 50)):
                calls = rng.poisson(mean * (lift if day >= from_day else 1))
                rows.append([f"{date}T{hour:02d}:00", calls, 180] if aht else [f"{date}T{hour:02d}:00", calls])
    path = folder / "history.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def hotline(folder: Path, campaigns: str = "[]") -> Path:
    (folder / "hotline.yaml").write_text(YAML.replace("CAMPAIGNS", campaigns), encoding="utf-8")
    return folder


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["forecast", *map(str, arguments)])


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_the_open_intervals_of_an_instance(plain):
    assert plain.exit_code == 0, plain.stderr
    rows = rows_of(plain.stdout)
    assert list(rows[0]) == ["start", "calls", "aht_s", "calls_p10", "calls_p90"]
    moments = [(day, hour) for day in (7, 8, 10, 11) for hour in (9, 10, 11)]
    assert [row["start"] for row in rows] == [f"2026-12-{day:02d}T{hour:02d}:00" for day, hour in moments]
    for row in rows:
        assert float(row["calls_p10"]) < float(row["calls"]) < float(row["calls_p90"])
        assert float(row["aht_s"]) == pytest.approx(180)
    assert sum(float(row["calls"]) for row in rows) == pytest.approx(4 * 150, rel=0.06)


def test_it_names_method_error_and_coverage(plain):
    message = plain.stderr
    assert "method: " in message
    assert "of the calls, over all intervals together" in message
    assert "between calls_p10 and calls_p90, 80 % are meant" in message
    assert "others: " in message
    assert "LightGBM is not installed" in message


def test_what_it_writes_the_instance_reads(table, tmp_path):
    folder = hotline(tmp_path)
    assert run(table, folder, "-o", tmp_path / "calls.csv").exit_code == 0
    staff = CliRunner().invoke(main, ["staff", str(folder), "--json"])
    assert staff.exit_code == 0, staff.stderr
    written = rows_of((tmp_path / "calls.csv").read_text("utf-8"))
    total = json.loads(staff.stdout)["totals"]["calls"]
    assert total == pytest.approx(sum(float(row["calls"]) for row in written))


def test_a_campaign_is_in_the_table_and_is_not_applied_again(table, tmp_path, plain):
    tv = "[{date: 2026-12-08, uplift_percent: 50, decay_days: 0}]"
    without = rows_of(plain.stdout)
    folder = hotline(tmp_path, tv)
    assert run(table, folder, "-o", tmp_path / "calls.csv").exit_code == 0
    lifted = rows_of((tmp_path / "calls.csv").read_text("utf-8"))
    ratios = [float(row["calls"]) / float(old["calls"]) for row, old in zip(lifted, without, strict=True)]
    assert ratios == pytest.approx([1] * 3 + [1.5] * 3 + [1] * 6, rel=1e-3)
    assert [row["campaign_factor"] for row in lifted] == ["1"] * 3 + ["1.5"] * 3 + ["1"] * 6
    staff = json.loads(CliRunner().invoke(main, ["staff", str(folder), "--json"]).stdout)
    assert staff["totals"]["calls"] == pytest.approx(sum(float(row["calls"]) for row in lifted))


def test_a_campaign_of_the_past_does_not_lift_the_future(tmp_path, plain):
    past = "[{date: 2026-11-30, name: TV, uplift_percent: 60, decay_days: 0}]"
    table = write_table(tmp_path)
    lines = table.read_text("utf-8").splitlines()
    lifted = [f"{line.split(',')[0]},{round(int(line.split(',')[1]) * 1.6)},180" if line.startswith("2026-11-30") else line
              for line in lines]
    table.write_text("\n".join(lifted), "utf-8")
    told = rows_of(run(table, hotline(tmp_path, past)).stdout)
    assert float(told[1]["calls"]) == pytest.approx(float(rows_of(plain.stdout)[1]["calls"]), rel=0.01)


def test_the_effect_of_a_campaign(tmp_path):
    table = write_table(tmp_path, lift=1.5, from_day=84)
    folder = hotline(tmp_path, "[{date: 2026-11-30, name: TV, uplift_percent: 30, decay_days: 90, decay: linear}]")
    result = run(table, folder, "--campaign-effect", "TV", "--json")
    assert result.exit_code == 0, result.stderr
    effect = json.loads(result.stdout)
    assert effect["uplift_percent"] == pytest.approx(51, abs=12)
    assert effect["uplift_percent_p10"] <= effect["uplift_percent"] <= effect["uplift_percent_p90"]
    assert effect["calls"] > effect["calls_without"]
    text = run(table, folder, "--campaign-effect", "2026-11-30").stdout
    assert text.startswith("TV, 2026-11-30: +")
    assert "expected were +30 %" in text


def test_json_says_the_same(table, tmp_path, plain):
    found = json.loads(run(table, hotline(tmp_path), "--json").stdout)
    rows = rows_of(plain.stdout)
    assert [row["calls"] for row in found["intervals"]] == [float(row["calls"]) for row in rows]
    assert found["backtest"]["wape"][found["method"]] == min(found["backtest"]["wape"].values())


def test_without_an_instance(table):
    result = run(table, "--interval", 60, "--days", 4)
    assert result.exit_code == 0, result.stderr
    starts = [row["start"] for row in rows_of(result.stdout)]
    assert [start[:10] for start in starts[::3]] == ["2026-12-05", "2026-12-06", "2026-12-07", "2026-12-08"][2:]
    assert {start[11:] for start in starts} == {"09:00", "10:00", "11:00"}


def test_days_that_the_log_knows_are_not_used_for_their_own_forecast(table):
    early = run(table, "--interval", 60, "--start", "2026-11-16", "--days", 5)
    lines = [line for line in table.read_text("utf-8").splitlines() if line < "2026-11-16" or line.startswith("start")]
    table.write_text("\n".join(lines), "utf-8")
    assert run(table, "--interval", 60, "--start", "2026-11-16", "--days", 5).stdout == early.stdout


def test_a_table_without_handling_times_needs_one(tmp_path):
    table = write_table(tmp_path, aht=False)
    refused = run(table, "--interval", 60)
    assert refused.exit_code == 2
    assert "--aht SECONDS" in refused.stderr
    assert {row["aht_s"] for row in rows_of(run(table, "--interval", 60, "--aht", 200).stdout)} == {"200.0"}


@pytest.mark.parametrize("arguments", [
    ["--from", "09:00"], ["--interval", "7"], ["--start", "2026-09-07"], ["--start", "soon"], ["--days", "0"],
    ["--campaign-effect", "TV"], ["--timezone", "Mars/Olympus"], ["--aht", "0"],
])
def test_bad_options_write_nothing(arguments, table, tmp_path):
    output = tmp_path / "out.csv"
    result = run(table, "-o", output, *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr
    assert not output.exists()


def test_what_the_instance_says_is_not_said_twice(table, tmp_path):
    result = run(table, hotline(tmp_path), "--days", 3)
    assert result.exit_code == 2
    assert "--days is not for use with INSTANCE" in result.stderr


def test_hours_of_which_nothing_is_known_are_named(table, tmp_path):
    folder = hotline(tmp_path)
    text = (folder / "hotline.yaml").read_text("utf-8").replace("09:00-12:00", "09:00-13:00")
    (folder / "hotline.yaml").write_text(text, "utf-8")
    result = run(table, folder)
    assert result.exit_code == 2
    assert "2026-12-07T12:00" in result.stderr


def test_hours_in_which_a_log_never_had_a_call_are_said(tmp_path):
    log = tmp_path / "log.csv"
    log.write_text("start,handling\n" + "".join(
        f"{FIRST + dt.timedelta(days=day)} 09:{minute:02d},60\n{FIRST + dt.timedelta(days=day)} 11:{minute:02d},60\n"
        for day in range(91) for minute in range(0, 60, 7)), "utf-8")
    assert "never had a call from 10:00 to 11:00" in run(log, hotline(tmp_path)).stderr


def test_an_unknown_campaign_is_named(table, tmp_path):
    result = run(table, hotline(tmp_path), "--campaign-effect", "radio")
    assert result.exit_code == 2
    assert "'radio'" in result.stderr


def test_a_call_log_is_read_too(tmp_path):
    rng = np.random.default_rng(1)
    lines = ["start,handling"]
    for day in range(21):
        for hour in (9, 10):
            lines += [f"{FIRST + dt.timedelta(days=day)} {hour:02d}:{rng.integers(60):02d},120" for _ in range(rng.poisson(30))]
    log = tmp_path / "log.csv"
    log.write_text("\n".join(lines), "utf-8")
    result = run(log, "--interval", 60, "--days", 7)
    assert result.exit_code == 0, result.stderr
    rows = rows_of(result.stdout)
    assert len(rows) == 14
    assert sum(float(row["calls"]) for row in rows) == pytest.approx(420, rel=0.1)
    assert {row["aht_s"] for row in rows} == {"120.0"}


def test_it_writes_into_the_folder_that_it_is_given(table, tmp_path):
    folder = hotline(tmp_path)
    result = run(table, folder)
    assert result.exit_code == 0, result.stderr
    assert (folder / "calls.csv").read_text("utf-8") == result.stdout
    assert f"written to {folder / 'calls.csv'}" in result.stderr


def test_it_says_where_nothing_could_be_written(table, tmp_path):
    folder = hotline(tmp_path)
    text = (folder / "hotline.yaml").read_text("utf-8").replace("{forecast: calls.csv}", "{per_day: 100, aht_s: 60}")
    (folder / "hotline.yaml").write_text(text, "utf-8")
    result = run(table, folder)
    assert result.exit_code == 0, result.stderr
    assert "names no table of calls" in result.stderr
    assert len(rows_of(result.stdout)) == 12


def test_it_never_writes_over_its_log_or_another_file(table, tmp_path):
    folder = hotline(tmp_path)
    before = table.read_bytes()
    (tmp_path / "people.csv").write_text("id,name\nanna,Anna\n", "utf-8")
    places = {table: "it is an input", tmp_path / "people.csv": "it is another file", tmp_path / "my.xlsx": "a CSV table"}
    for output, said in places.items():
        result = run(table, folder, "-o", output)
        assert (result.exit_code, said in result.stderr) == (2, True)
    assert table.read_bytes() == before


def test_a_log_that_is_the_table_of_the_instance_stays(table, tmp_path):
    folder = hotline(tmp_path)
    table.rename(folder / "calls.csv")
    result = run(folder / "calls.csv", folder)
    assert result.exit_code == 2
    assert "it is an input" in result.stderr


def test_totals_a_day_are_spread_by_a_shape_over_the_opening_hours(tmp_path):
    daily = tmp_path / "daily.csv"
    days = [FIRST + dt.timedelta(days=day) for day in range(91)]
    rows = [f"{day},{150 + day.weekday()},180\n" for day in days if day.weekday() < 5]
    daily.write_text("date,calls,aht_s\n" + "".join(rows))
    folder = hotline(tmp_path)
    refused = run(daily, folder)
    assert refused.exit_code == 2
    assert "--shape flat, double-peak or evening" in refused.stderr
    rows = rows_of(run(daily, folder, "--shape", "flat").stdout)
    assert len(rows) == 12
    assert sum(float(row["calls"]) for row in rows) == pytest.approx(4 * 152, rel=0.02)
    assert float(rows[0]["calls"]) == pytest.approx(float(rows[1]["calls"]), rel=0.01)
    assert "foretold by day, as the table is" in run(daily, folder, "--shape", "evening").stderr


def test_an_hourly_table_serves_quarters_of_an_hour(table, tmp_path):
    folder = hotline(tmp_path)
    hours = [float(row["calls"]) for row in rows_of(run(table, folder).stdout)]
    text = (folder / "hotline.yaml").read_text("utf-8").replace("interval_minutes: 60, break_grid_minutes: 60",
                                                                "interval_minutes: 15, break_grid_minutes: 15")
    (folder / "hotline.yaml").write_text(text, "utf-8")
    quarters = [float(row["calls"]) for row in rows_of(run(table, folder).stdout)]
    assert quarters[::4] == pytest.approx([hour / 4 for hour in hours], abs=0.001)


def test_the_distance_to_the_horizon_is_said(table, tmp_path):
    assert "the history ends 2 days before the first day foretold" in run(table, hotline(tmp_path)).stderr


def test_an_open_document_is_refused_before_anything_is_learned(tmp_path):
    (tmp_path / "log.csv").write_text("start,handling\n2026-12-07 09:00,60\n")
    (tmp_path / "hotline.ods").write_bytes(b"not even read")
    result = CliRunner().invoke(main, ["forecast", str(tmp_path / "log.csv"), str(tmp_path / "hotline.ods")])
    assert (result.exit_code, result.stdout) == (2, "")
    assert "calls are not written into .ods; save it as .xlsx, or name a file with -o" in result.stderr


def test_an_instance_with_redials_is_foretold_first_attempts(table, tmp_path):
    """A log in which everybody is not answered at first, and calls again."""
    moments = [(day, hour, minute) for day in range(12) for hour in (9, 10, 11) for minute in range(0, 50, 10)]
    rows = [f"{FIRST + dt.timedelta(days=day)} {hour:02d}:{minute + more:02d}:00,{handling},+49{day}{hour}{minute}"
            for day, hour, minute in moments for more, handling in ((0, ""), (5, 90))]
    log = tmp_path / "log.csv"
    log.write_text("\n".join(["start,handling,Caller ID", *rows]) + "\n")
    again = hotline(tmp_path)
    told = "service: {patience_s: 60, redials: {percent: 90, delay_s: 300}}"
    (again / "hotline.yaml").write_text(YAML.replace("CAMPAIGNS", "[]") + told)
    found = run(log, again, "-o", tmp_path / "calls.csv")
    assert "180 redials left out; 180 first attempts are counted" in found.stderr
    assert sum(float(row["calls"]) for row in rows_of((tmp_path / "calls.csv").read_text())) == pytest.approx(4 * 15, rel=0.05)
    refused = run(table, again, "-o", tmp_path / "c.csv")
    assert refused.exit_code == 2
    assert "is a table of intervals, which tells no redials from first attempts" in refused.stderr


def quiet_history(folder: Path, name: str, hours: dict[int, int], weekdays: range = range(7), suffix: str = "") -> Path:
    """Five weeks of a table that has these calls in each hour."""
    rows = [["start", "calls", "aht_s"]]
    for date in (FIRST + dt.timedelta(days=day) for day in range(35)):
        if date.weekday() in weekdays:
            rows += [[f"{date}T{hour:02d}:00{suffix}", calls, 180] for hour, calls in hours.items()]
    path = folder / name
    path.write_text("\n".join(",".join(map(str, row)) for row in rows) + "\n", "utf-8")
    return path


def test_days_without_any_record_are_closed_and_days_of_closed_rows_are_not_counted(tmp_path):
    """Monday to Friday, with rows of nothing on Sunday: 25 days were learned from, and two weekdays are closed."""
    path = quiet_history(tmp_path, "week.csv", {9: 40, 10: 60}, range(5))
    path.write_text(path.read_text("utf-8") + "".join(
        f"{FIRST + dt.timedelta(days=6 + 7 * week)}T09:00,0,\n" for week in range(5)), "utf-8")
    result = run(path, "--days", 7, "--interval", 60)
    assert result.exit_code == 0, result.stderr
    assert "foretold from 25 days with calls" in result.stderr
    assert "calls in 25 days" in result.stderr
    assert "no record of any sat: taken as closed" in result.stderr
    assert "never a call on sun: taken as closed" in result.stderr
    assert "no history of" not in result.stderr
    assert "before the first day foretold" not in result.stderr
    assert len(rows_of(result.stdout)) == 10


def test_moments_that_count_from_utc_are_written_with_their_offset(tmp_path):
    path = quiet_history(tmp_path, "utc.csv", {9: 40, 10: 60}, suffix="Z")
    result = run(path, "--days", 2, "--interval", 60)
    assert [row["start"][10:] for row in rows_of(result.stdout)] == ["T09:00+00:00", "T10:00+00:00"] * 2
    named = run(path, "--days", 1, "--interval", 60, "--timezone", "Asia/Jakarta")
    assert [row["start"][10:] for row in rows_of(named.stdout)] == ["T16:00", "T17:00"]


EVENING = """
schema: 1
hotline: {name: H, timezone: ZONE, interval_minutes: 30, break_grid_minutes: 30}
horizon: {start: START, days: DAYS}
hours: {weekly: {mon-sun: ["HOURS"]}}
calls: {forecast: calls.csv}
shifts: [{name: eve, start: {from: "20:00", to: "22:00"}, length: {from_minutes: 120, to_minutes: 300, every_minutes: 30}}]
contracts: {free: {hours_per_week: [0, 60]}}
operators: [{id: anna, contract: free}]
"""


@pytest.mark.parametrize(("zone", "start", "days", "hours", "expected", "twice"), [
    ("Asia/Jakarta", "2026-12-07", 2, "20:00-02:00", 24, []),
    ("Europe/Berlin", "2026-10-24", 1, "20:00-04:00", 18, ["02:00", "02:30"]),
    ("Australia/Lord_Howe", "2027-04-03", 1, "20:00-04:00", 17, ["01:30"]),
    ("Australia/Lord_Howe", "2026-10-03", 1, "20:00-04:00", 15, []),
])
def test_an_evening_past_midnight_is_foretold_also_where_the_clock_changes(tmp_path, zone, start, days, hours, expected, twice):
    (tmp_path / "hotline.yaml").write_text(
        EVENING.replace("ZONE", zone).replace("START", start).replace("DAYS", str(days)).replace("HOURS", hours), "utf-8")
    early = (dt.date.fromisoformat(start) - dt.timedelta(days=7 * 6)).isocalendar()
    first = dt.date.fromisocalendar(early.year, early.week, 1)
    rows = ["start,calls,aht_s"] + [
        f"{first + dt.timedelta(days=day)}T{at // 2:02d}:{at % 2 * 30:02d},{20 if at > 12 else 10},180"
        for day in range(35) for at in (*range(8), *range(40, 48))]
    path = tmp_path / "log.csv"
    path.write_text("\n".join(rows) + "\n", "utf-8")
    result = run(path, tmp_path)
    assert result.exit_code == 0, result.stderr
    written = rows_of((tmp_path / "calls.csv").read_text("utf-8"))
    assert len(written) == expected
    assert [row["start"][11:16] for row in written if len(row["start"]) > 16] == twice * 2
    assert [float(row["calls"]) for row in written if row["start"][11:13] < "04"] == pytest.approx([10] * (expected - 8 * days),
                                                                                                 rel=0.1)
    staff = CliRunner().invoke(main, ["staff", str(tmp_path), "--json"])
    assert staff.exit_code == 0, staff.stderr


QUEUES = """
schema: 1
hotline: {name: H, timezone: Asia/Jakarta, interval_minutes: 60, break_grid_minutes: 60}
horizon: {start: 2026-10-12, days: 7}
hours: {weekly: {mon-fri: ["09:00-11:00"]}}
calls: {forecast: calls.csv}
service: {queues: {sales: {}, help: {}}}
shifts: [{name: day, start: {from: "09:00", to: "09:00"}, length: {from_minutes: 60, to_minutes: 120, every_minutes: 60}}]
contracts: {free: {hours_per_week: [0, 40]}}
operators: [{id: anna, contract: free, skills: [sales, help]}]
"""


@pytest.fixture(scope="module")
def of_queues(without_boosting, tmp_path_factory) -> Path:
    """Five weeks of three queues in one table: sales 40 and 60 calls, help twice and other three times as many."""
    folder = tmp_path_factory.mktemp("queues")
    lines = []
    for name, times in (("sales", 1), ("help", 2), ("other", 3)):
        path = quiet_history(folder, f"{name}.csv", {9: 40 * times, 10: 60 * times}, range(5))
        lines += [f"{line},{name}" for line in path.read_text("utf-8").splitlines()[1:]]
    (folder / "log.csv").write_text("start,calls,aht_s,line\n" + "\n".join(lines) + "\n", "utf-8")
    (folder / "hotline.yaml").write_text(QUEUES, "utf-8")
    return folder


def test_all_queues_of_an_instance_are_foretold_in_one_run(of_queues):
    result = run(of_queues / "log.csv", of_queues, "--queue", "line")
    assert result.exit_code == 0, result.stderr
    rows = rows_of((of_queues / "calls.csv").read_text("utf-8"))
    assert list(rows[0]) == ["start", "queue", "calls", "aht_s", "calls_p10", "calls_p90"]
    for name, times in (("sales", 1), ("help", 2)):
        own = [row for row in rows if row["queue"] == name]
        assert [float(row["calls"]) for row in own] == pytest.approx([40 * times, 60 * times] * 5, rel=0.02)
    assert "queue 'other' of the log is none of the instance: its 7,500 calls are left out" in result.stderr
    assert "sales: method: " in result.stderr and "help: method: " in result.stderr
    staff = CliRunner().invoke(main, ["staff", str(of_queues), "--json"])
    assert staff.exit_code == 0, staff.stderr


def test_each_queue_is_foretold_as_it_would_be_alone(of_queues):
    together = json.loads(run(of_queues / "log.csv", "--queue", "line", "--days", 7, "--interval", 60, "--json").stdout)
    alone = json.loads(run(of_queues / "help.csv", "--days", 7, "--interval", 60, "--json").stdout)
    assert list(together["queues"]) == ["help", "other", "sales"]
    assert [{key: value for key, value in row.items() if key != "queue"} for row in together["queues"]["help"]["intervals"]] \
        == alone["intervals"]
    assert {row["queue"] for row in together["queues"]["help"]["intervals"]} == {"help"}


@pytest.mark.parametrize(("log", "options", "changed", "said"), [
    ("sales.csv", [], ("", ""), "the instance has the queues 'sales', 'help', and the calls are not told apart; name the"),
    ("log.csv", ["--queue", "line"], ("help", "support"), "no call of 'support', which the instance has; the log has 'help'"),
    ("log.csv", ["--queue", "line"], ("service: {queues: {sales: {}, help: {}}}", ""), "has one queue"),
])
def test_queues_that_are_not_those_of_the_instance_are_refused(of_queues, tmp_path, log, options, changed, said):
    (tmp_path / "hotline.yaml").write_text(QUEUES.replace(*changed), "utf-8")
    result = run(of_queues / log, tmp_path, *options)
    assert result.exit_code == 2
    assert said in str(result.exception) + result.stderr
    assert not (tmp_path / "calls.csv").exists()
