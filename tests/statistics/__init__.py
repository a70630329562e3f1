"""Tests of the figures for coordinators."""
