"""Breaks: kept by construction, for every row of the table of shifts has only legal placements (`basis.break_forms`)."""

NAME = "breaks"
