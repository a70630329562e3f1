"""The published directory for other systems: a read-only HSDS 3.0 API (docs/hsds.md)."""
