"""A call log, or a table of intervals, in whatever form a telephone system exports it, → calls by interval."""

from scheduler.read.call_log.intervals import read_intervals
from scheduler.read.call_log.options import Columns, LogOptions
from scheduler.read.call_log.outcomes import Outcomes
from scheduler.read.call_log.reading import read_call_log
from scheduler.read.call_log.understood import Understood

__all__ = ["Columns", "LogOptions", "Outcomes", "Understood", "read_call_log", "read_intervals"]
