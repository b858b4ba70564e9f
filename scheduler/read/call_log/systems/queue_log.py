"""Asterisk's ``queue_log`` (also FreePBX, PBXware and tables of it): one row an event, without a header, parted by ``|``.

Source: Asterisk's ``doc/queuelog.txt``: ``epoch|callid|queue|agent|event|data…``. A call enters (ENTERQUEUE), is
connected (CONNECT: hold
time) and completed (COMPLETEAGENT, COMPLETECALLER: hold time, talk time) or transferred (TRANSFER, ATTENDEDTRANSFER and
BLINDTRANSFER: their last numbers are hold time and talk time), or leaves the queue otherwise.
"""

from __future__ import annotations

import pandas as pd

from scheduler.read.call_log.moments import content
from scheduler.read.call_log.systems.system import System, marks
from scheduler.read.call_log.titles import words

_TITLES = words("time callid queuename agent event data1 data2 data3 data4 data5")
_EVENTS = {"ENTERQUEUE", "CONNECT", "COMPLETECALLER", "COMPLETEAGENT", "ABANDON", "EXITWITHTIMEOUT"}
_DATA = [f"data{number}" for number in range(1, 6)]


def _form(cells: pd.DataFrame) -> tuple[str, ...] | None:
    if not 5 <= cells.shape[1] <= 12:
        return None
    events = cells[4].dropna().astype(str).str.strip()
    if events.isin(_EVENTS).any() and content(cells[0]) == "moment":
        return (*_TITLES, *(f"data{number}" for number in range(6, 9)))[: cells.shape[1]]
    return None


def to_calls(cells: pd.DataFrame) -> pd.DataFrame:
    """From events to calls.

    Parameters
    ----------
    cells
        Events, by the titles of this system.

    Returns
    -------
    pandas.DataFrame
        One row a call that entered a queue, by the row of that event: `time`, `queuename`, `callstatus`, `talktime`
        and `waittime`
        in seconds.
    """
    event = cells["event"].fillna("").astype(str).str.strip().str.upper()
    data = cells.reindex(columns=_DATA).apply(pd.to_numeric, errors="coerce")
    talk, wait = pd.Series(float("nan"), cells.index), pd.Series(float("nan"), cells.index)
    done = event.isin(["COMPLETECALLER", "COMPLETEAGENT"])
    talk[done], wait[done] = data["data2"][done], data["data1"][done]
    blind = event.isin(["TRANSFER", "BLINDTRANSFER"])
    talk[blind], wait[blind] = data["data4"][blind], data["data3"][blind]
    attended = event == "ATTENDEDTRANSFER"
    talk[attended], wait[attended] = data["data3"][attended], data["data2"][attended]
    connected = event == "CONNECT"
    wait[connected] = data["data1"][connected]
    wait[event == "ABANDON"] = data["data3"][event == "ABANDON"]
    entered = event == "ENTERQUEUE"
    visit = entered.groupby([cells["callid"], cells["queuename"]]).cumsum()  # the same call may come back to the queue
    by = [cells["callid"], cells["queuename"], visit]
    calls = cells.loc[entered, ["time", "callid", "queuename"]].assign(
        visit=visit[entered], callerid=cells.reindex(columns=["data2"])["data2"][entered])
    facts = pd.DataFrame(
        {
            "talktime": talk.groupby(by).max(),
            "waittime": wait.groupby(by).max(),
            "answered": (done | blind | attended | connected).groupby(by).any(),
        }
    )
    facts.index.names = ["callid", "queuename", "visit"]
    joined = calls.join(facts, on=["callid", "queuename", "visit"])
    status = joined["answered"].map({True: "answered", False: "abandoned"})
    return joined.drop(columns=["answered", "visit", "callid"]).assign(callstatus=status)


SYSTEM = System(
    "Asterisk queue_log",
    "events",
    marks("callid queuename event", "callid queuename agent event data1"),
    {"start": words("time created"), "handling": words("talktime"), "outcome": words("callstatus")},
    form=_form,
)
