"""A review as a page, as text and as JSON."""
