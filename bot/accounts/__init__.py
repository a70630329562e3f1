"""Accounts of editors and desk staff: who may log in, and what they may do then."""
