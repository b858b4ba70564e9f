"""Files to models: an instance from YAML, CSV or a workbook, a result from JSON; every error with its place."""

from scheduler.read.instance_file import read_instance
from scheduler.read.loaded import Loaded, faults_error
from scheduler.read.result_file import read_result

__all__ = ["Loaded", "faults_error", "read_instance", "read_result"]
