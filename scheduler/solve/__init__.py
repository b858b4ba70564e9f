"""The recipe: prepare, search, check; and the truth loop."""
