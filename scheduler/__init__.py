"""Rosters with breaks for telephone hotlines, with a proven bound, checked, and published."""

__version__ = "0.1.0"
