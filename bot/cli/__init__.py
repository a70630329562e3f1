"""The `vart` command."""
