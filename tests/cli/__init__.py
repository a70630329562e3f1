"""Tests of the `vart` command."""
