"""Whatever the titles, the order of columns, separators, encodings and forms: read right, or refused with the reason."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from zoneinfo import ZoneInfo

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scheduler.errors import InputError
from scheduler.read.call_log import LogOptions, read_call_log
from tests.builders.properties import examples

UTC = LogOptions(zone=ZoneInfo("UTC"))
FIRST = pd.Timestamp("2026-10-05")

STARTS = {
    "iso": (["Start", "call_start", "Anrufbeginn"], lambda at: f"{at:%Y-%m-%d %H:%M:%S}"),
    "offset": (["Start Time", "created_at"], lambda at: f"{at:%Y-%m-%dT%H:%M:%S}+00:00"),
    "german": (["Beginn", "Zeitstempel"], lambda at: f"{at:%d.%m.%Y %H:%M:%S}"),
    "short": (["Beginn", "Start"], lambda at: f"{at:%d.%m.%y %H:%M:%S}"),
    "american": (["Call Time", "Timestamp"], lambda at: f"{at:%m/%d/%Y %I:%M:%S %p}"),
    "british": (["Call Time", "start"], lambda at: f"{at:%d/%m/%Y %H:%M:%S}"),
    "named": (["Start", "Date and Time"], lambda at: f"{at:%d-%b-%Y %H:%M:%S}"),
    "epoch": (["start", "timestamp"], lambda at: str(int(at.timestamp()))),
    "millis": (["start", "timestamp"], lambda at: str(int(at.timestamp() * 1000))),
}
HANDLING = {
    "seconds": (["handling_s", "Talk Time", "Gesprächsdauer", "billsec"], lambda seconds: str(seconds)),
    "fraction": (["handling", "Handle Time"], lambda seconds: f"{seconds}.5"),
    "clock": (
        ["Duration", "Dauer", "talk_time"],
        lambda seconds: f"{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}",
    ),
    "short": (["Talk Time", "Durée"], lambda seconds: f"{seconds // 60}:{seconds % 60:02d}"),
    "words": (["Handling Time"], lambda seconds: f"{seconds // 60}m {seconds % 60}s"),
    "minutes": (["Talk Time (min)"], lambda seconds: f"{seconds / 60:.6f}"),
}
OUTCOMES = {
    "words": (["Status", "Outcome"], ("answered", "abandoned")),
    "flag": (["Answered (Y/N)"], ("Y", "N")),
    "other way": (["Abandoned"], ("no", "yes")),
    "german": (["Ergebnis"], ("angenommen", "verpasst")),
    "none": ([], ("", "")),
}
DIRECTIONS = {
    "none": ([], ()),
    "english": (["Direction"], ("Inbound", "Outbound")),
    "german": (["Richtung"], ("eingehend", "ausgehend")),
}
OTHERS = {"Agent": "Ann", "Caller": "00491234567", "Call ID": "", "Note": "said 4,5 times", "Cost": "0"}

CALL = st.tuples(st.integers(0, 27), st.integers(7 * 3600, 19 * 3600), st.integers(20, 900), st.booleans(), st.integers(0, 9))


@st.composite
def logs(draw: st.DrawFn) -> tuple[list[list[str]], pd.DataFrame, str]:
    """Rows of a log, the calls that are in it, and the forms in which it is written."""
    forms = [draw(st.sampled_from(sorted(each))) for each in (STARTS, HANDLING, OUTCOMES, DIRECTIONS)]
    start, handling, outcome, way = (
        each[form] for each, form in zip((STARTS, HANDLING, OUTCOMES, DIRECTIONS), forms, strict=True)
    )
    others = draw(st.lists(st.sampled_from(sorted(OTHERS)), unique=True, max_size=3))
    columns = [
        ("start", draw(st.sampled_from(start[0]))),
        ("handling", draw(st.sampled_from(handling[0]))),
        *((name, name) for name in others),
    ]
    columns += [(role, draw(st.sampled_from(each[0]))) for role, each in (("outcome", outcome), ("way", way)) if each[0]]
    columns = draw(st.permutations(columns))
    rows, calls = [[title for _, title in columns]], []
    for day, second, seconds, answered, chance in draw(st.lists(CALL, min_size=24, max_size=40)):
        at = FIRST + pd.Timedelta(days=day % 9, seconds=second)
        seconds = seconds if answered else 0
        is_out = bool(way[0]) and chance == 0
        cells = {
            "start": start[1](at),
            "handling": handling[1](seconds) if answered or forms[1] != "fraction" else "0",
            "outcome": outcome[1][0 if answered else 1],
            "way": way[1][1 if is_out else 0] if way[0] else "",
            **OTHERS, "Call ID": f"17.{len(rows)}",  # rows of one number are legs of one call
        }
        rows.append([cells[role] for role, _ in columns])
        if not is_out:
            calls.append((at, answered, seconds + 0.5 * (answered and forms[1] == "fraction")))
    return rows, pd.DataFrame(calls, columns=["start", "answered", "handling_s"]), forms[0]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None,
          max_examples=examples(60))
@given(
    logs(),
    st.sampled_from(",;\t|"),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.booleans(),
    st.booleans(),
)
def test_a_log_is_read_right_or_refused_with_the_reason(tmp_path: Path, log, separator, encoding, ends, with_title, with_total):
    rows, calls, form = log
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator, lineterminator=ends)
    writer.writerows([["Call report"]] if with_title else [])
    writer.writerows(rows)
    writer.writerows([["Total", str(len(rows) - 1)]] if with_total else [])
    path = tmp_path / "log.csv"
    path.write_bytes(out.getvalue().encode(encoding))
    try:
        frame, understood = read_call_log(path, UTC)
    except InputError as error:
        reason = str(error)
        assert calls.empty or "--" in reason, f"a refusal names the option that answers: {reason}"
        return
    assert understood.kind == "log"
    assert frame["start"].dt.tz_localize(None).dt.round("s").tolist() == calls["start"].tolist(), form
    assert (frame["outcome"] == "answered").tolist() == calls["answered"].tolist()
    assert frame["handling_s"].fillna(0).tolist() == pytest.approx(calls["handling_s"].tolist(), abs=0.01)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=examples(60))
@given(
    st.binary(max_size=400)
    | st.text(max_size=300).map(str.encode)
    | st.lists(
        st.lists(
            st.sampled_from(
                ["start", "calls", "aht", "2026-10-05", "09:00", "1.250", "12", "", "Total", "x", "10/05/2026 9:00", "Y"]
            ),
            min_size=1,
            max_size=4,
        ),
        max_size=8,
    ).map(lambda rows: "\n".join(",".join(row) for row in rows).encode())
)
def test_whatever_a_file_holds_it_is_read_or_refused(tmp_path: Path, content):
    path = tmp_path / "log.csv"
    path.write_bytes(content)
    try:
        frame, understood = read_call_log(path, UTC)
    except InputError as error:
        assert str(error)
        return
    assert len(frame) > 0
    assert understood.calls >= 0
