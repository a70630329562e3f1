"""Tests of bot/evaluation: the measures, on made-up replies."""
