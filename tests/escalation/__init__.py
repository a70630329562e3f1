"""Tests of the human service."""
