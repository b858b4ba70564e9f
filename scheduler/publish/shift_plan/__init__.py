"""Anonymous shifts on a page, and as tables."""
