"""Facts of a roster from plain times: pay, coverage, weeks, nights, runs."""
