"""Tests of the HSDS API."""
