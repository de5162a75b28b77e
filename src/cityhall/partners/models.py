"""Keys of other systems, what came in under them, and what goes out: reports and events."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from cityhall.people.models import Area, Organization, Person
from cityhall.people.names import name_in
from cityhall.service.models import Request, Service


class Scope(models.TextChoices):
    """What a key is for. Whatever it is for, it reads what everyone reads."""

    READ = "read"  # a limit of its own when reading
    REPORT = "report"  # send reports
    UPDATE = "update"  # say more about the reports that it sent


class ApiKey(models.Model):
    """A key of another system. The key itself is nowhere: `digest` is a keyed hash of it."""

    code = models.SlugField(max_length=40, unique=True)  # signs in the record: partner:<code>
    name = models.CharField(max_length=120)
    contact = models.EmailField(blank=True)
    prefix = models.CharField(max_length=8, unique=True)  # of the key; may be shown
    digest = models.CharField(max_length=64)
    scopes = models.JSONField(default=list)  # of `Scope`
    per_minute = models.PositiveIntegerField(default=60)
    by_token = models.BooleanField(default=False)  # a report is answered by a token first
    created_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)  # to the hour
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("name", "pk")
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="api_key_has_a_name"),
            models.CheckConstraint(
                condition=Q(per_minute__gte=1, per_minute__lte=6000), name="api_key_has_a_limit"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Sending(models.Model):
    """What came in under a key. The same reference a second time is the same sending."""

    class Kind(models.TextChoices):
        REQUEST = "request"
        UPDATE = "update"

    key = models.ForeignKey(ApiKey, models.PROTECT, related_name="sendings")
    kind = models.CharField(max_length=8, choices=Kind)
    reference = models.CharField(max_length=100, null=True)  # the sender's own
    digest = models.CharField(max_length=64)  # of what was sent: another text is no repetition
    token = models.CharField(max_length=32, unique=True)
    request = models.ForeignKey(Request, models.CASCADE, null=True, related_name="sendings")
    position = models.BigIntegerField(null=True)  # of the act that came of it
    media = models.JSONField(default=list)  # addresses of photos that are still to be fetched
    media_at = models.DateTimeField(null=True)  # when to try that
    media_tries = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["key", "kind", "reference"], name="one_sending_per_reference"
            )
        ]
        indexes = [
            models.Index(fields=["media_at"], name="media_due", condition=Q(media_at__isnull=False))
        ]


class Upstream(models.Model):
    """Another Open311 server to which reports go on."""

    code = models.SlugField(max_length=40, unique=True)
    name = models.JSONField()  # {"fa": …, "en": …}; public: it stands in the story of a report
    endpoint = models.CharField(max_length=300)  # ends in a slash
    jurisdiction = models.CharField(max_length=120, blank=True)
    sealed_key = models.TextField(blank=True)
    # Whose system it is: what is handed to that body goes there.
    body = models.OneToOneField(Organization, models.PROTECT, null=True, related_name="upstream")
    # Their code for whatever has no route of its own; empty, only kinds with a route can go there.
    other_code = models.CharField(max_length=120, blank=True)
    repeats_safely = models.BooleanField(default=False)  # it knows Idempotency-Key, as Divan does
    active = models.BooleanField(default=True)
    seen = models.BigIntegerField(default=0)  # positions of the record below this are looked at
    fault = models.CharField(
        max_length=200, blank=True
    )  # of the last call; empty when it went well
    created_at = models.DateTimeField()

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return name_in(self.name)


class Route(models.Model):
    """Which reports go on: a kind, in one area or everywhere, and what it is called over there."""

    upstream = models.ForeignKey(Upstream, models.CASCADE, related_name="routes")
    service = models.ForeignKey(Service, models.PROTECT, related_name="+")
    area = models.ForeignKey(Area, models.PROTECT, null=True, related_name="+")
    remote_code = models.CharField(max_length=120)

    class Meta:
        ordering = ("service__service_code", "pk")
        constraints = [
            models.UniqueConstraint(fields=["service", "area"], name="one_route_per_kind_and_area"),
            models.UniqueConstraint(
                fields=["service"], condition=Q(area__isnull=True), name="one_route_per_kind"
            ),
        ]


class Forwarding(models.Model):
    """One report on its way to another server. The row is there before anything is sent."""

    class State(models.TextChoices):
        WAITING = "waiting"  # not sent, or surely not taken
        SENDING = "sending"  # a try is on its way; found so later, it is doubtful
        DOUBTFUL = "doubtful"  # the answer was lost: they may have it
        ASKED = "asked"  # they gave a token for the number
        SENT = "sent"
        REFUSED = "refused"

    request = models.ForeignKey(Request, models.CASCADE, related_name="forwardings")
    upstream = models.ForeignKey(Upstream, models.PROTECT, related_name="forwardings")
    remote_code = models.CharField(max_length=120)
    reference = models.UUIDField(default=uuid.uuid4, unique=True)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(null=True)  # when to try, or to look, again
    first_tried_at = models.DateTimeField(null=True)
    token = models.CharField(max_length=200, blank=True)
    fault = models.CharField(max_length=300, blank=True)
    remote_id = models.CharField(max_length=120, blank=True)
    remote_status = models.CharField(max_length=40, blank=True)  # open or closed, as they say
    remote_notes = models.TextField(blank=True)
    remote_updated_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ("-pk",)
        constraints = [
            models.UniqueConstraint(fields=["request", "upstream"], name="forwarded_once"),
            models.CheckConstraint(
                condition=~Q(state="sent") | ~Q(remote_id=""), name="sent_has_a_number"
            ),
        ]
        indexes = [
            models.Index(
                fields=["upstream", "next_at"],
                name="forwarding_due",
                condition=Q(next_at__isnull=False),
            )
        ]


class Subscription(models.Model):
    """An address that is told of public acts."""

    name = models.CharField(max_length=120)
    url = models.CharField(max_length=500)
    sealed_secret = models.TextField()
    sealed_previous = models.TextField(blank=True)  # signs too, for a day after a change
    previous_until = models.DateTimeField(null=True)
    verbs = models.JSONField(default=list)  # such as "service.close"; empty: every public act
    seen = models.BigIntegerField(default=0)  # positions of the record below this are queued
    failing_since = models.DateTimeField(null=True)
    disabled_at = models.DateTimeField(null=True)
    disabled_by_worker = models.BooleanField(default=False)
    rests_until = models.DateTimeField(null=True)  # after a failure others wait too
    owner = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        ordering = ("name", "pk")

    def __str__(self) -> str:
        return self.name


class Delivery(models.Model):
    """One event for one subscription; its number is the event's id over there."""

    subscription = models.ForeignKey(Subscription, models.CASCADE, related_name="deliveries")
    position = models.BigIntegerField()  # of the act
    verb = models.CharField(max_length=64)
    tries = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(null=True)
    tried_at = models.DateTimeField(null=True)
    status = models.PositiveSmallIntegerField(null=True)  # what the last try was answered
    fault = models.CharField(max_length=200, blank=True)
    done_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subscription", "position"], name="one_delivery_per_act"
            )
        ]
        indexes = [
            models.Index(
                fields=["subscription", "next_at"],
                name="delivery_due",
                condition=Q(next_at__isnull=False),
            ),
            models.Index(fields=["subscription", "-position"], name="delivery_log"),
        ]
