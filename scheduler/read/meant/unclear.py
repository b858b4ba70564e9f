"""A cell that has to be asked about."""

from __future__ import annotations


class UnclearError(ValueError):
    """A cell can mean several things, or surely something else than it says; the message asks."""
