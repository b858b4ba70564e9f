"""Counters of the rules as automata, as the smallest graphs, and as walks over the days."""
