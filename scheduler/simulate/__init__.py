"""Calls against a roster: an event simulation that plays the very shifts, breather by breather, and measures service."""
