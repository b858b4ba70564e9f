"""What a user would take instead of the engine, one file each; every roster is judged as the engine's own."""
