"""Tests of bot/directory."""
