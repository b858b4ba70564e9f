"""One file a rule, hard or priced, from plain times."""
