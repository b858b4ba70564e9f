"""What a cell filled in by hand means: read where it can mean one thing only, asked about where it can mean two."""
