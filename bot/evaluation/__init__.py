"""Measures the running bot on labelled lines: topics, municipalities, whole conversations."""
