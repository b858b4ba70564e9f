"""A call log, one row a call, → the table of calls per interval that an instance names as its forecast."""

from scheduler.read.call_log.columns import Columns
from scheduler.read.call_log.outcomes import Outcomes
from scheduler.read.call_log.table import CallTable, IntervalCalls, LogOptions, read_call_log

__all__ = ["CallTable", "Columns", "IntervalCalls", "LogOptions", "Outcomes", "read_call_log"]
