"""``python -m scheduler.simulate``: compile the simulation once, so that the first run of a user need not wait for it."""

from __future__ import annotations

from scheduler.simulate.run import warm_up

if __name__ == "__main__":
    warm_up()
