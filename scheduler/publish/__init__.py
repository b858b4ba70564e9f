"""Rosters where people look: calendars, workbook, report, tables, and the record of what was published."""
