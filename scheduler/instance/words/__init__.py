"""The words in which a fault is told: what was found, what is allowed, what was meant; the same for files and for code."""
