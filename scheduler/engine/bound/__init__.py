"""The proven bound: the Lagrangian dual, its bundle method, branching."""
