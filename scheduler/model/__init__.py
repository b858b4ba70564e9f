"""The problem the engine solves: operators as classes with statements, break chains, coverage; and its CP-SAT model."""
