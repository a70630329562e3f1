"""Tests of nlu/: reading a message without Rasa."""
