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
import subprocess
import sys
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
# ## A hotline without calls
# `schedule init` writes a starter. Its week begins where the log ends.

# %%
scheduler.starter(folder / "help")
text = (folder / "help" / "hotline.yaml").read_text(encoding="utf-8")
start = next(line for line in text.splitlines() if line.strip().startswith("start: 20"))
text = text.replace(start, "  start: 2026-12-07").replace('    sat: ["09:00-13:00"]\n', "")
(folder / "help" / "hotline.yaml").write_text(text, encoding="utf-8")
(folder / "help" / "availability.csv").write_text("operator,when,from,to,kind\nemil,wed,,,unavailable\n", encoding="utf-8")
print(text[text.index("horizon:"):text.index("calls:")])

# %% [markdown]
# ## The forecast
# The command names the method it chose, how far off it was on the log itself, and what is odd. With four calls in a
# quarter-hour most of the error is chance.

# %%
command = [sys.executable, "-m", "scheduler", "forecast", "log.csv", "help"]
print(subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stderr)

# %%
forecast = pd.read_csv(folder / "help" / "calls.csv", parse_dates=["start"])
forecast.groupby(forecast.start.dt.date)[["calls", "calls_p10", "calls_p90"]].sum().round(0)

# %% [markdown]
# ## The roster

# %%
hotline = scheduler.read(folder / "help")
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
