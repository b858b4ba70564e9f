"""What no single field can tell: checks across the topics of an instance."""
