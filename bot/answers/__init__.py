"""Composes replies from memory, directory and texts; used by Rasa's actions and the fallback."""
