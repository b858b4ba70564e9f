"""The version of this package, which rosters and calendars name."""

__version__ = "0.1.0"
