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
# # A hotline in Python
# Everything that a folder or a workbook says can be said in Python. Tables are pandas DataFrames.

# %%
import pandas as pd

import scheduler

# %% [markdown]
# ## Calls
# You expect these calls on a weekday, by the hour; half as many on Saturday.

# %%
weekday = pd.Series([14, 22, 28, 30, 24, 20, 26, 24, 18, 12], index=range(8, 18))
rows = []
for date in pd.date_range("2026-12-07", periods=6):
    calls = weekday if date.day_of_week < 5 else weekday.loc[9:12] / 2
    rows += [{"start": date + pd.Timedelta(hours=hour), "calls": number, "aht_s": 270} for hour, number in calls.items()]
calls = pd.DataFrame(rows)
calls.head()

# %% [markdown]
# ## People
# Four work full time, three half. Ben cannot come on Wednesday, Fatima would rather not on Friday.

# %%
operators = pd.DataFrame({
    "id": ["anna", "ben", "chiara", "deniz", "emil", "fatima", "goran"],
    "contract": ["full"] * 4 + ["half"] * 3,
})
availability = pd.DataFrame({
    "operator": ["ben", "fatima"],
    "when": ["2026-12-09", "2026-12-11"],
    "kind": ["unavailable", "avoid"],
})

# %% [markdown]
# ## The hotline
# A key that is misspelt, a row that is missing, hours that nobody can reach: all of it is refused here, in the words of the
# command line.

# %%
hotline = scheduler.Instance(
    hotline={"name": "Help", "timezone": "Europe/Berlin", "interval_minutes": 60, "break_grid_minutes": 15},
    horizon={"start": "2026-12-07", "days": 6},
    hours={"weekly": {"mon-fri": ["08:00-18:00"], "sat": ["09:00-13:00"]}},
    calls=calls,
    service={"target_percent": 80, "answer_within_s": 20, "patience_s": 180, "min_operators": 1},
    shifts=[{
        "name": "day",
        "start": {"from": "08:00", "to": "14:00", "every_minutes": 30},
        "length": {"from_minutes": 240, "to_minutes": 540, "every_minutes": 30},
    }],
    breaks={
        "lunch": {"minutes": 30, "from_shift_minutes": 360, "earliest_minutes": 180, "latest_minutes": 330},
        "breathers": {"minutes": 15, "count": [
            {"from_shift_minutes": 240, "breathers": 1}, {"from_shift_minutes": 300, "breathers": 2},
            {"from_shift_minutes": 480, "breathers": 3},
        ]},
        "spacing": {"edge_minutes": 45, "min_work_minutes": 45, "max_work_minutes": 150},
    },
    contracts={
        "full": {"hours_per_week": [32, 40], "days_per_week": [4, 5], "rest_hours": 11, "shift_minutes": [360, 540]},
        "half": {"hours_per_week": [12, 22], "days_per_week": [3, 5], "rest_hours": 11, "shift_minutes": [240, 360]},
    },
    operators=operators,
    availability=availability,
)
hotline

# %% [markdown]
# ## What it requires
# Operators by hour, and what callers then meet.

# %%
required = scheduler.staff(hotline)
required[["start", "calls", "required", "service_level", "occupancy"]].head(10).round({"service_level": 2, "occupancy": 2})

# %% [markdown]
# ## The roster
# `deterministic` counts work in place of time, so that the same seed gives the same roster; leave it out for your own.

# %%
result = scheduler.solve(hotline, seconds=5, deterministic=True, workers=1)
result

# %%
result.shifts.head(8)

# %%
result.terms.round(1)

# %% [markdown]
# Who is on the phone on Monday, against the requirement:

# %%
monday = result.coverage[result.coverage.start.dt.date == pd.Timestamp("2026-12-07").date()]
monday[["start", "calls", "required", "on_phone", "service_level"]].round({"calls": 1, "service_level": 2})

# %% [markdown]
# Every rule and the cost, gone through by code that shares nothing with the search. An empty answer is a clean roster.

# %%
scheduler.check(hotline, result)
