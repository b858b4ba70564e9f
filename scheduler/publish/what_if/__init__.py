"""Scenarios side by side: in words, as JSON, and on a page with a picture."""
