# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # From a log to a roster
# Your telephone system writes one row a call. This is the way from there to a checked roster.

# %%
import datetime as dt
from pathlib import Path
from tempfile import mkdtemp

import numpy as np
import pandas as pd

import scheduler

folder = Path(mkdtemp())

# %% [markdown]
# ## A log
# Take your own file in place of this one. Here eight weeks are drawn: busy Mondays, a peak in the late morning, handling times
# around four minutes.

# %%
rng = np.random.default_rng(1)
shape = np.array([8, 14, 20, 22, 16, 14, 18, 16, 11, 6])
rows = []
for date in pd.date_range("2026-10-12", "2026-12-04", freq="B"):
    for hour, mean in enumerate(shape * (1.25 if date.day_of_week == 0 else 1.0), start=8):
        moments = np.sort(rng.uniform(0, 3600, rng.poisson(mean)))
        rows += [{"start": date + pd.Timedelta(hours=hour, seconds=int(second)), "duration": int(rng.lognormal(5.2, 0.8))}
                 for second in moments]
log = pd.DataFrame(rows)
log.to_csv(folder / "log.csv", index=False)
log.head()

# %% [markdown]
# ## The forecast
# What may be read in two ways is refused, with the option that answers. Four intervals of five lie between `calls_p10` and
# `calls_p90`.

# %%
calls = scheduler.forecast(folder / "log.csv", start=dt.date(2026, 12, 7), days=5)
calls.head()

# %%
calls.groupby(pd.to_datetime(calls.start).dt.date)[["calls", "calls_p10", "calls_p90"]].sum().round(0)

# %% [markdown]
# ## The hotline
# `scheduler.starter` writes a starter to begin with. Here it gets the week, the hours and the calls; its shifts, breaks,
# contracts and people stay.

# %%
scheduler.starter(folder / "help")
hotline = scheduler.read(folder / "help").with_(
    horizon={"start": "2026-12-07", "days": 5},
    hours={"weekly": {"sat": None}},
    calls=calls,
    availability=pd.DataFrame({"operator": ["emil"], "when": ["wed"], "kind": ["unavailable"]}),
)
hotline

# %% [markdown]
# ## The roster

# %%
result = scheduler.solve(hotline, seconds=5, deterministic=True, workers=1)
result

# %%
by_day = result.coverage.groupby(result.coverage.start.dt.date)[["calls", "required", "on_phone"]].sum()
by_day.assign(required=by_day.required / 4, on_phone=by_day.on_phone / 4).round(1)  # operator-hours, of quarter-hours

# %% [markdown]
# ## Does it keep its promise?
# Calls are played against the roster, with breaks that start late and people who fall ill.

# %%
simulation = scheduler.simulate(result, replications=20)
print(f"{simulation.service_level:.1%} answered in time")

# %% [markdown]
# ## Publish
# Calendars for the operators, a workbook for the office, a report for you.

# %%
sorted(path.relative_to(folder).as_posix() for path in scheduler.publish(result, folder / "plan"))
