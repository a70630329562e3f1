"""Tests of the editors' domain."""
