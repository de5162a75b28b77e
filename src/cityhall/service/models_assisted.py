"""That a report was written down by an officer for somebody else, and on what terms."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cityhall.people.models import Person

MOST_TRIES = 10  # of taking a report over, right or wrong


class Channel(models.TextChoices):
    DESK = "desk", _("at a desk")
    PHONE = "phone", _("by phone")


class Assistance(models.Model):
    """The help with one report: who wrote, how it was told, what the person agreed to and how."""

    request = models.OneToOneField("service.Request", models.CASCADE, related_name="assistance")
    officer = models.ForeignKey(Person, models.PROTECT, related_name="+")
    channel = models.CharField(max_length=5, choices=Channel)
    agreed = models.JSONField(default=list)  # keys of `assistance.CONSENTS`
    how = models.CharField(max_length=6)  # a key of `assistance.WAYS`
    reason = models.CharField(max_length=10)  # a key of `assistance.REASONS`
    known = models.JSONField(default=list)  # keyed hashes of what only the person knows
    tries = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField()
    taken_over_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(tries__lte=MOST_TRIES), name="assistance_few_tries"),
            models.CheckConstraint(
                condition=Q(channel__in=["desk", "phone"]), name="assistance_known_channel"
            ),
        ]
