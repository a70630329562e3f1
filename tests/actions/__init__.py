"""Tests of the dialogue's wiring: domain, rules, actions, payloads."""
