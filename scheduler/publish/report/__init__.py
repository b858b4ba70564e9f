"""The report: one self-contained page, for the screen and for paper, that says how good the roster is and shows it."""
