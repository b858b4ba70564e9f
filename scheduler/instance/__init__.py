"""What the supervisor wrote, as frozen models: one file a topic."""
