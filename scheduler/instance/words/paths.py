"""How the words name a field: by the keys and indices that lead to it."""

FieldPath = tuple[str | int, ...]
"""Keys and indices from the document down, such as ``("operators", 6, "contract")``."""
