"""Charters in force, matters on their route, the inbox of whoever must decide."""
