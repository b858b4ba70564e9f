"""Day plans of the shared data: anonymous shifts with breaks, planned by the engine and by exact solvers, and proven."""
