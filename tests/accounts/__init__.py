"""Tests of accounts and logging in."""
