"""Exported files, read again and compared with the roster."""
