"""Keeping a city running: backups, checks, forgetting on time, measurements."""
