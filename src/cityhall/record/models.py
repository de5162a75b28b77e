"""Seals of the record, the witnesses that cosign them, and how far the integrator has come."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Seal(models.Model):
    """A signed checkpoint: the size and root of the record at a moment. Never changed or removed.

    Seals only grow; the database refuses one that is not larger than the one before it.
    """

    size = models.BigIntegerField(primary_key=True)
    root = models.CharField(max_length=64)  # hexadecimal
    note = models.TextField()  # the signed note, with the city's own signatures only
    at = models.DateTimeField()

    class Meta:
        ordering = ("size",)
        constraints = [models.CheckConstraint(condition=Q(size__gte=1), name="seal_of_something")]


class Integration(models.Model):
    """One row: who integrates now, and whether something forbids sealing any further.

    `alarm` names a fault of which only people can say what it means: tiles and database disagree,
    a file is ahead of the database, or a witness saw another history. Nothing is sealed until it
    is taken off.
    """

    class Alarm(models.TextChoices):
        ROLLED_BACK = "rolled_back"  # the published seal is larger than the database's
        CHANGED = "changed"  # entries no longer give the root that was sealed
        FORKED = "forked"  # a witness holds another history than ours

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    holder = models.CharField(max_length=64, blank=True)
    until = models.DateTimeField(null=True)
    alarm = models.CharField(max_length=16, choices=Alarm, blank=True)
    evidence = models.TextField(blank=True)
    alarmed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="one_integration")]


class Comparison(models.Model):
    """One row: when the database was last compared with the record, and where they differed."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    at = models.DateTimeField(null=True)
    size = models.BigIntegerField(default=0)  # of the record then
    count = models.PositiveIntegerField(default=0)  # of differences; 0: both say the same
    places = models.JSONField(default=list)  # the first of them, such as "service.request:4063"
    next_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="one_comparison")]


class Witness(models.Model):
    """An outside body that cosigns our seals, and how it answered last."""

    class State(models.TextChoices):
        NEW = "new"
        COSIGNS = "cosigns"
        AWAY = "away"
        REFUSES = "refuses"
        CONTRADICTS = "contradicts"

    name = models.CharField(max_length=200, unique=True)  # the name of its key
    label = models.JSONField(default=dict)  # what people call it
    key = models.CharField(max_length=300)  # its verifier key
    url = models.CharField(max_length=500)
    active = models.BooleanField(default=True)
    size = models.BigIntegerField(default=0)  # of the last seal that it cosigned
    state = models.CharField(max_length=12, choices=State, default=State.NEW)
    said = models.CharField(max_length=300, blank=True)
    answered_at = models.DateTimeField(null=True)
    ask_at = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("name",)


class Cosignature(models.Model):
    """The line by which a witness vouches for a seal."""

    seal = models.ForeignKey(Seal, models.PROTECT, related_name="cosignatures", db_index=False)
    witness = models.ForeignKey(Witness, models.PROTECT, related_name="cosignatures")
    line = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["seal", "witness"], name="one_cosignature_per_seal")
        ]


class DayCount(models.Model):
    """Kept counts of acts by day of the city's calendar, office and kind, so no page counts."""

    day = models.DateField()
    by = models.CharField(max_length=100)
    verb = models.CharField(max_length=64)
    count = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["day", "by", "verb"], name="one_count_a_day")
        ]
