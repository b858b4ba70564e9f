"""Telephone lines: how many are needed, and which offer is cheapest."""
