"""Living with a roster: going on from it, mending it, judging what is asked of it, and saying why it is as it is."""
