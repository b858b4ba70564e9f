"""Tasks on many processes or machines: each is tried again when its worker dies, and reported with its reason when it fails."""
