"""Tests of bot/answers: replies composed from memory, directory and texts."""
