"""Files to models: an instance from YAML, CSV or a workbook, call logs, results; every error with its place."""
