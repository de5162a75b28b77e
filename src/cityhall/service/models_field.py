"""What arrived from a phone in the street: one row for each key that the phone made."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from cityhall.people.models import Person


class FieldOutcome(models.Model):
    """An outcome that was sent from the field page and done; sent again, it is known by its key."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    key = models.UUIDField()  # made on the phone, or with the page
    request = models.ForeignKey("service.Request", models.CASCADE, related_name="field_outcomes")
    outcome = models.CharField(max_length=14)  # an `Outcome`, or "note"
    seen_at = models.DateTimeField(null=True)  # by the phone's clock, which nobody vouches for
    arrived_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "request", "key"], name="one_act_per_key"),
            models.CheckConstraint(condition=~Q(outcome=""), name="field_outcome_says_what"),
        ]
