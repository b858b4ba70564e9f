"""Planning anonymous shifts: bound by column generation, rounding, windows, proofs, and a portfolio of processes."""
