"""Queueing: Erlang's formulas, finite lines, patience, the load of a queue, and the calls it misses."""
