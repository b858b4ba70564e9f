"""What a search may do to its incumbent."""
