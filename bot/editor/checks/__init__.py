"""Checks while an editor writes; each module is a function from fields to problems."""
