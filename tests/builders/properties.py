"""How many examples a property is tried with: all of them in CI, a share of them in a quick run."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

_UNHURRIED = (HealthCheck.too_slow,)
"""No test asserts a time: on a busy machine making an example may be slow."""


def load_profile() -> None:
    """Load the profile that HYPOTHESIS_PROFILE names: `quick`, which is usual, or `ci` with all examples.

    In CI the examples are the same each time, so that a run fails where it failed before; elsewhere they are new ones.
    """
    quick = settings(deadline=None, max_examples=15, suppress_health_check=_UNHURRIED)
    settings.register_profile("quick", quick)
    settings.register_profile("ci", quick, max_examples=100, derandomize=True, print_blob=True, database=None)
    settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))


def examples(many: int) -> int:
    """So many examples in CI, and in a quick run the share of them that its profile has, but some in any case."""
    return max(min(many, 5), many * settings.default.max_examples // 100)
