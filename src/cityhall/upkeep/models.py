"""What keeping a city running remembers: days that were set, and when the worker last stirred."""

from __future__ import annotations

from django.db import models


class Keeping(models.Model):
    """For how many days a kind of data is kept; a rule without a row goes by its default."""

    code = models.SlugField(max_length=40, unique=True)
    days = models.PositiveIntegerField()
    cleared_at = models.DateTimeField(null=True)  # when nothing was left that was due

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(days__gte=1), name="kept_for_a_day_at_least")
        ]


class Beat(models.Model):
    """When a part that works in the background was last alive."""

    name = models.SlugField(max_length=40, unique=True)
    at = models.DateTimeField()
