"""Ballots in, outcome and reasons out."""
