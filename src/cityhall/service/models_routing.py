"""Rules that say where a report goes, bodies outside the city, and who was told of lateness."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cityhall.people.models import Organization, Post
from cityhall.people.names import name_in


class RoutingRule(models.Model):
    """A rule as it holds now; its number is its key. Earlier forms are its `versions`."""

    name = models.JSONField()
    conditions = models.JSONField(default=dict)  # see `service.rulebook`
    to = models.ForeignKey(Organization, models.PROTECT, related_name="routing_rules")
    post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    rank = models.SmallIntegerField(default=0)  # a higher one stands before
    active = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return name_in(self.name)


class RoutingVersion(models.Model):
    """A rule as somebody once made it; rows are added and never change."""

    rule = models.ForeignKey(RoutingRule, models.CASCADE, related_name="versions")
    version = models.PositiveIntegerField()
    content = models.JSONField()
    at = models.DateTimeField()
    by = models.CharField(max_length=100)  # as the record signs: a post, never a person
    act = models.BigIntegerField()  # the position of its entry in the record

    class Meta:
        ordering = ("-version",)
        constraints = [
            models.UniqueConstraint(fields=["rule", "version"], name="one_row_per_rule_version")
        ]


class BodyTerms(models.Model):
    """What a body outside the city has promised, and where reports for it are sent."""

    organization = models.OneToOneField(Organization, models.CASCADE, related_name="terms")
    email = models.EmailField(blank=True)  # left empty, an officer tells them
    language = models.CharField(max_length=8, default="fa")
    answer_minutes = models.PositiveIntegerField(default=960)  # of the city's working time
    resolve_minutes = models.PositiveIntegerField(default=4800)
    round_the_clock = models.BooleanField(default=False)


class Handover(models.Model):
    """A report in the hands of a body outside the city. The city's unit keeps an eye on it."""

    class State(models.TextChoices):
        OFFERED = "offered", _("waits for their answer")
        TAKEN = "taken", _("they took it")
        REFUSED = "refused", _("they refused it")
        RECALLED = "recalled", _("the city took it back")
        ENDED = "ended", _("closed")

    class Channel(models.TextChoices):
        EMAIL = "email", _("by e-mail")
        OFFICER = "officer", _("told by an officer")
        OPEN311 = "open311", _("from system to system")

    request = models.ForeignKey("service.Request", models.CASCADE, related_name="handovers")
    body = models.ForeignKey(Organization, models.PROTECT, related_name="handovers")
    state = models.CharField(max_length=8, choices=State, default=State.OFFERED)
    channel = models.CharField(max_length=8, choices=Channel, default=Channel.OFFICER)
    nonce = models.UUIDField(default=uuid.uuid4, editable=False)  # of the address of their answer
    external_id = models.CharField(max_length=100, blank=True)  # the number it has with them
    handed_at = models.DateTimeField()
    answer_by = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    silent_at = models.DateTimeField(null=True)  # when their silence was said aloud
    ended_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)  # of a refusal, masked: everyone reads it
    city_due_at = models.DateTimeField(null=True)  # the city's own deadline when it was handed over

    class Meta:
        ordering = ("handed_at", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["request"],
                condition=Q(state__in=("offered", "taken")),
                name="one_open_handover",
            ),
            models.CheckConstraint(
                condition=Q(state__in=("offered", "taken"), ended_at__isnull=True)
                | Q(state__in=("refused", "recalled", "ended"), ended_at__isnull=False),
                name="handover_over_has_a_time",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("handed_at")),
                name="handover_ends_after_it_began",
            ),
        ]
        indexes = [
            models.Index(
                fields=["answer_by"],
                name="handover_waiting",
                condition=Q(state="offered", silent_at__isnull=True),
            ),
            models.Index(fields=["state", "-handed_at"], name="handover_state"),
        ]


OPEN_HANDOVER = (Handover.State.OFFERED, Handover.State.TAKEN)


class Escalation(models.Model):
    """A step up the chain of posts: told once for each deadline, whoever asks how often."""

    class Clock(models.TextChoices):
        ACKNOWLEDGE = "acknowledge", _("looked at")
        DUE = "due", _("done")

    request = models.ForeignKey("service.Request", models.CASCADE, related_name="escalations")
    clock = models.CharField(max_length=12, choices=Clock)
    deadline = models.DateTimeField()
    level = models.PositiveSmallIntegerField()
    posts = models.JSONField(default=list)  # codes of the posts that were told
    at = models.DateTimeField()
    next_at = models.DateTimeField(null=True)  # when the next step is due; none: this was the last

    class Meta:
        ordering = ("at", "level", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["request", "clock", "deadline", "level"], name="told_once"
            )
        ]
        indexes = [
            models.Index(
                fields=["next_at"], name="escalation_next", condition=Q(next_at__isnull=False)
            )
        ]
