"""Figures for coordinators: how many, never who."""
