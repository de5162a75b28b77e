"""Hints to a planner that cannot know: which index not to take."""

from __future__ import annotations

from django.db import connection
from django.db.models import F
from django.db.models.expressions import Combinable


def unindexed(name: str) -> Combinable:
    """A column by whose index SQLite must not look rows up, because it would then sort them all.

    PostgreSQL knows how many there are and chooses well.
    """
    return F(name) + 0 if connection.vendor == "sqlite" else F(name)
