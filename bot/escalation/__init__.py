"""Brings in a human by SMS: cases, the duty roster, timers, and what is said on the way."""
