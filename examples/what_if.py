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
# # What if?
# What does a better service cost? What if a fifth more calls come? Vary your hotline, and let the rosters answer.

# %%
import numpy as np
import pandas as pd

import scheduler

hotline = scheduler.read("instances/tiny")
hotline

# %% [markdown]
# ## Scenarios
# `with_` changes what it names and leaves the rest. What the reader refuses is refused here, too.

# %%
scenarios = {
    "as it is": hotline,
    "90 % in time": hotline.with_(service={"target_percent": 90}),
    "a fifth more calls": hotline.with_(calls=pd.DataFrame(
        [{"start": row.start, "calls": 1.2 * row.calls, "aht_s": row.aht_s} for row in hotline.calls.forecast])),
    "surplus costs nothing": hotline.with_(objective={"overstaffing_per_hour": 0}),
}

# %% [markdown]
# ## Rosters
# Each is solved and bounded. Where the gap is 0, it is the best there is.

# %%
results = {name: scheduler.solve(each, seconds=5, deterministic=True, workers=1) for name, each in scenarios.items()}
table = pd.DataFrame({
    name: {
        "cost": result.cost,
        "gap, %": 100 * result.gap,
        "paid hours": result.shifts.paid_hours.sum(),
        "operator-hours short": (result.coverage.required - result.coverage.on_phone).clip(lower=0).sum() / 4,
        "answered in time, %": 100 * np.average(result.coverage.service_level, weights=result.coverage.calls),
    }
    for name, result in results.items()
}).T
table.round(2)

# %% [markdown]
# ## What a simulation says
# The promise is Erlang's. Played against the calls of the scenario:

# %%
pd.Series({name: scheduler.simulate(result, replications=50).service_level for name, result in results.items()}).round(3)
