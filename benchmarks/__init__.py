"""What the engine reaches and how fast, beside what a user would take instead; one command, ``python -m benchmarks.run``."""
