"""Anonymous shifts of a day: break chains that merge lengths and lunches, their integer program, and its relaxation."""
