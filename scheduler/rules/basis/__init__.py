"""What rules are stated in: the kinds of statement, the table of shifts, weeks and nights."""
