"""Whole conversations and unseen writers, with the real trained Rasa."""
