"""Rasa's custom actions: each takes the tracker's turn to its answer and hands the reply back."""
