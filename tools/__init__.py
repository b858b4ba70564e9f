"""What makes the documents that are made: the reference pages, and pictures of rosters. No part of the package."""
