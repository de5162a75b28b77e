"""Persons, organisations, posts and memberships (Popolo); who may do what follows from posts."""
