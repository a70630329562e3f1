"""Vart inside a municipality's own page."""
