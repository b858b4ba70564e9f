"""What can be said of an instance before anything is solved: hours required and allowed, tight moments, people, slips."""
