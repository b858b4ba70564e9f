"""``python -m scheduler.engine``: compile the inner loops once, so that the first run of a user need not wait for it."""

from __future__ import annotations

from scheduler.engine.compiled.warm_up import warm_up

if __name__ == "__main__":
    warm_up()
