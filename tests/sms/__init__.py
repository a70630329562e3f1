"""SMS on their way out and in."""
