"""Tests of bot/gateway."""
