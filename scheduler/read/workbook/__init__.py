"""The workbook of an instance: its sheets, read and written."""
