"""Vart on Telegram."""
