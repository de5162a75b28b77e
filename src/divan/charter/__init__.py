"""Charters: governance models as data; checked, simulated and decided by."""
