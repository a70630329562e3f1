"""The rules of content/, one module for each kind of thing; each yields faults."""
