"""Rosters in the forms that other systems take in, one file a form."""
