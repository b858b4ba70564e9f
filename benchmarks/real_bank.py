"""Build a hotline from the calls a bank received in August 1999: its real hours, load, handling times and patience.

    python -m benchmarks.real_bank -o FOLDER [--log FILE] [--calls FILE]

The forecast of an interval is the mean over the same weekday of the month, so it has seen the fortnight it plans: it is
a fair load to staff, and no test of forecasting. The people and their contracts are invented, as many as the load asks
for. With --calls the calls themselves are written as well, as a log that `schedule review` reads. The log is not part
of this project; it is looked for where SCHEDULE_DATA points, or in ../shared/data.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import math
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from string import Template
from typing import Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from ruamel.yaml import YAML

from scheduler.demand.demand import demand_of
from scheduler.instance.base import WEEKDAYS, format_local_time
from scheduler.instance.instance import Instance

ROOT = Path(__file__).resolve().parent.parent
LOG = Path("calls", "anonymous_bank_1999_08_calls.csv")
INTERVAL_MINUTES = 15
START, DAYS = dt.date(1999, 8, 1), 14
FULL_SHARE = 0.7
REQUIRED_PER_PAID_HOUR = 0.87
"""Required operator-hours in a paid hour, at the middle of the contracts; the rest are breathers and some slack."""

Row = Sequence[object]

HOTLINE = Path(__file__).with_suffix(".yaml")
"""Template of `hotline.yaml`; what the log says is filled in."""

HABITS: tuple[tuple[Row, ...], ...] = (
    (),
    (("sun-thu", "07:00", "17:00", "only"),),
    (("sun-thu", "14:00", "24:00", "only"),),
    (("sat", "", "", "unavailable"),),
    (("fri", "", "", "unavailable"),),
)
"""Standing availability, by turns."""


@dataclass(frozen=True)
class Log:
    """What is learned from the log.

    Parameters
    ----------
    calls
        Mean calls in an interval, by weekday (0 is Monday) and interval of the day; shape (7, intervals of a day).
    aht_s
        Mean handling time in seconds, by weekday and hour of the day, NaN where nobody was served; shape (7, 24).
    patience_s
        Mean patience of callers, in seconds.
    """

    calls: NDArray[np.float64]
    aht_s: NDArray[np.float64]
    patience_s: float


def read_log(path: Path, longest_s: float = 3600) -> Log:
    """Read the calls that wanted an operator: those served, and those that hung up in the queue, not before.

    A call counts at the moment it leaves the voice unit. Service times of nothing, or above `longest_s` (33 of 31,402,
    where a line was left open), count as calls and not in the mean handling time. Mean patience is the estimate for
    exponential patience under censoring: all time waited, over the number who hung up.
    """
    log = wanted(path)
    served = log["outcome"] == "AGENT"
    seconds = pd.to_timedelta(log["vru_exit"]).dt.total_seconds()
    log = log.assign(weekday=log["date"].dt.day_of_week, hour=seconds // 3600, slot=seconds // (60 * INTERVAL_MINUTES))
    handled = log[served & log["ser_time"].between(1, longest_s)]
    counts = by_weekday(log, "slot", 24 * 60 // INTERVAL_MINUTES, "size").fillna(0)  # here no row does mean no call
    calls = counts.div(log.groupby("weekday")["date"].nunique(), axis=0)
    aht_s = by_weekday(handled, "hour", 24, "mean")
    return Log(calls.to_numpy(), aht_s.to_numpy(), float(log["q_time"].sum() / (~served).sum()))


def wanted(path: Path) -> pd.DataFrame:
    """Calls that wanted an operator."""
    log = pd.read_csv(path, dtype={"call_id": str}, parse_dates=["date"])
    return log[(log["outcome"] == "AGENT") | ((log["outcome"] == "HANG") & (log["q_time"] > 0))]


def calls_for_a_review(path: Path, longest_s: float = 3600) -> pd.DataFrame:
    """The same, one row a call: when it left the voice unit, how long it waited, how long it was handled, what became of it."""
    log = wanted(path)
    served = log["outcome"] == "AGENT"
    return pd.DataFrame({
        "start": log["date"] + pd.to_timedelta(log["vru_exit"]), "wait_s": log["q_time"],
        "handling_s": log["ser_time"].where(served & log["ser_time"].between(1, longest_s)),
        "outcome": served.map({True: "answered", False: "abandoned"}),
    }).sort_values("start")


def by_weekday(log: pd.DataFrame, column: str, columns: int, measure: Literal["size", "mean"]) -> pd.DataFrame:
    """Number of calls, or mean service time, by weekday and another column; shape (7, columns)."""
    table = log.groupby(["weekday", column])["ser_time"].agg(measure).unstack()
    return table.reindex(index=range(7), columns=range(columns))


def opening(log: Log, weekday: int, least_calls: float = 2) -> tuple[int, int]:
    """Start and end of a weekday's hours in minutes: its longest run of intervals with `least_calls` in the mean."""
    busy = log.calls[weekday] >= least_calls
    runs = (slots for is_busy, slots in groupby(range(len(busy)), key=busy.__getitem__) if is_busy)
    longest = max((list(slots) for slots in runs), key=len)
    return longest[0] * INTERVAL_MINUTES, (longest[-1] + 1) * INTERVAL_MINUTES


def forecast(log: Log) -> Iterator[tuple[str, float, int]]:
    """Start, expected calls and mean handling time of each open interval.

    Raises
    ------
    ValueError
        If nobody was ever served in an open hour of a weekday.
    """
    for date in (START + dt.timedelta(days=day) for day in range(DAYS)):
        weekday = date.weekday()
        for minute in range(*opening(log, weekday), INTERVAL_MINUTES):
            aht_s = float(log.aht_s[weekday, minute // 60])
            if math.isnan(aht_s):
                raise ValueError(f"no handling time is known for {WEEKDAYS[weekday]} {minute // 60} h")
            calls = float(log.calls[weekday, minute // INTERVAL_MINUTES])
            yield f"{date}T{format_local_time(minute)}", round(calls, 2), round(aht_s)


def document(log: Log) -> str:
    """Text of `hotline.yaml`."""
    hours = {WEEKDAYS[day]: "-".join(map(format_local_time, opening(log, day))) for day in range(7)}
    weekly = ", ".join(f'{day}: ["{window}"]' for day, window in hours.items())
    return Template(HOTLINE.read_text(encoding="utf-8")).substitute(
        interval=INTERVAL_MINUTES, start=START, days=DAYS, weekly=weekly, patience_s=round(log.patience_s)
    )


def operators_needed(text: str, rows: Iterable[tuple[str, float, int]]) -> int:
    """Operators whose contracts, in their middle, give the hours the forecast requires."""
    topics: dict[str, Any] = YAML(typ="safe").load(text)
    inline = {
        "calls": {"forecast": [{"start": dt.datetime.fromisoformat(s), "calls": c, "aht_s": a} for s, c, a in rows]},
        "operators": [{"id": "nobody", "contract": "full"}],
        "availability": [],
    }
    instance = Instance.model_validate(topics | inline)
    hours = int(demand_of(instance)[None].required.sum()) * INTERVAL_MINUTES / 60 / (DAYS / 7)
    full, half = (sum(instance.contracts[name].hours_per_week) / 2 for name in ("full", "half"))
    return math.ceil(hours / REQUIRED_PER_PAID_HOUR / (FULL_SHARE * full + (1 - FULL_SHARE) * half))


def build(log_file: Path, folder: Path) -> None:
    """Write the instance into `folder`, which is made if it is not there."""
    log = read_log(log_file)
    text, rows = document(log), list(forecast(log))
    count = operators_needed(text, rows)
    full = round(count * FULL_SHARE)
    contracts = ["full"] * full + ["half"] * (count - full)
    people = [(f"agent-{row:02d}", f"Agent {row}", "", contract) for row, contract in enumerate(contracts, 1)]
    habits = [(person[0], *entry) for row, person in enumerate(people) for entry in HABITS[row % len(HABITS)]]
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "hotline.yaml").write_text(text, encoding="utf-8")
    write_table(folder / "calls.csv", ("start", "calls", "aht_s"), rows)
    write_table(folder / "operators.csv", ("id", "name", "email", "contract"), people)
    write_table(folder / "availability.csv", ("operator", "when", "from", "to", "kind"), habits)


def write_table(path: Path, header: Row, rows: Iterable[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([header, *rows])


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    data = Path(os.environ.get("SCHEDULE_DATA") or ROOT.parent / "shared" / "data")
    parser.add_argument("-o", "--output", type=Path, required=True, help="folder of the new instance")
    parser.add_argument("--log", type=Path, default=data / LOG, help="the call log")
    parser.add_argument("--calls", type=Path, help="where to write the calls of the month, one row a call")
    options = parser.parse_args(arguments)
    if not options.log.is_file():
        parser.error(f"there is no call log at {options.log}; name it with --log, or set SCHEDULE_DATA")
    if options.output.resolve().is_relative_to(ROOT):
        parser.error(f"{options.output} lies in the project, where this data does not belong")
    build(options.log, options.output)
    if options.calls:
        calls_for_a_review(options.log).to_csv(options.calls, index=False, lineterminator="\n")


if __name__ == "__main__":
    main()
