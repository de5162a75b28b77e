"""Acts, what was sealed in them, and the mail that each one causes."""

from __future__ import annotations

from django.db import models


class Act(models.Model):
    """One official act. Rows are added by `acts.actions.record` and never change."""

    class Audience(models.TextChoices):
        PUBLIC = "public"  # the words of the act may be read by everyone
        PARTIES = "parties"  # by whoever reported, and by officers
        STAFF = "staff"  # by officers only

    position = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=100)
    verb = models.CharField(max_length=64)
    object_type = models.CharField(max_length=32)
    object_id = models.BigIntegerField()
    audience = models.CharField(max_length=8, choices=Audience, default=Audience.PUBLIC)
    public = models.JSONField(default=dict)
    leaf = models.TextField()

    class Meta:
        ordering = ("position",)
        indexes = [
            models.Index(fields=["object_type", "object_id", "position"], name="act_object"),
            models.Index(fields=["verb", "-position"], name="act_verb"),
        ]


class Sealed(models.Model):
    """What the commitment in a leaf stands for, and its key. Erasing the row is forgetting."""

    act = models.OneToOneField(Act, models.CASCADE, primary_key=True, related_name="sealed")
    key = models.BinaryField(max_length=32)
    words = models.JSONField()


class Register(models.Model):
    """One row: how many leaves the record holds. Its lock gives the order of commits."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    size = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="one_register")]


class Message(models.Model):
    """A mail that an act causes, written in the act's transaction and sent by the worker."""

    act = models.ForeignKey(Act, models.CASCADE, related_name="messages")
    kind = models.CharField(max_length=64)
    address = models.EmailField()
    language = models.CharField(max_length=8)
    context = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    next_try_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["act", "address"], name="one_mail_per_act_and_address")
        ]
        indexes = [
            models.Index(
                fields=["next_try_at"],
                name="message_waiting",
                condition=models.Q(sent_at__isnull=True, next_try_at__isnull=False),
            )
        ]
