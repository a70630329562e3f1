"""The curated content: its schema, loading and checks."""
