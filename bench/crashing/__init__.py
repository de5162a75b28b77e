"""Killing a city at random moments, and looking afterwards whether anything was lost."""
