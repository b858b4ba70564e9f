"""The independent checker: every rule and the cost anew, from plain times; shares nothing with the solver."""
