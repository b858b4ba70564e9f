"""The operator's pack: a page for each operator, to be printed."""
