"""Kinds of report, reports, and what hangs on them."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cityhall.people.models import Area, Organization, Person
from cityhall.people.names import name_in


class ServiceGroup(models.Model):
    code = models.SlugField(max_length=40, unique=True)
    name = models.JSONField()
    order = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("order", "code")

    def __str__(self) -> str:
        return name_in(self.name)


class Service(models.Model):
    """A kind of report. `questions` are Open311 attributes, checked by `service.questions`."""

    service_code = models.SlugField(max_length=60, unique=True)
    name = models.JSONField()
    description = models.JSONField(default=dict)
    group = models.ForeignKey(ServiceGroup, models.PROTECT, related_name="services")
    unit = models.ForeignKey(Organization, models.PROTECT, related_name="services")
    questions = models.JSONField(default=list)
    keywords = models.JSONField(default=dict)  # {"fa": ["چراغ", …], "en": […]}
    acknowledge_minutes = models.PositiveIntegerField(default=480)  # of working time
    resolve_minutes = models.PositiveIntegerField(default=2400)
    round_the_clock = models.BooleanField(default=False)  # clocks run day and night
    danger = models.BooleanField(default=False)  # shown first, with the emergency number
    confidential = models.BooleanField(default=False)  # never public
    hide_place = models.BooleanField(default=False)  # the public sees the area only
    place_required = models.BooleanField(default=True)
    active = models.BooleanField(default=True)
    order = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("group__order", "order", "service_code")

    def __str__(self) -> str:
        return name_in(self.name)


class Status(models.TextChoices):
    RECEIVED = "received", _("received")
    SEEN = "seen", _("seen")
    IN_PROGRESS = "in_progress", _("in progress")
    WAITING = "waiting", _("waiting for your answer")
    PAUSED = "paused", _("paused with a reason")
    DONE = "done", _("done")
    DECLINED = "declined", _("closed without action")


OPEN = (Status.RECEIVED, Status.SEEN, Status.IN_PROGRESS, Status.WAITING, Status.PAUSED)
CLOSED = (Status.DONE, Status.DECLINED)


class Outcome(models.TextChoices):
    FIXED = "fixed", _("fixed")
    MADE_SAFE = "made_safe", _("made safe, repair planned")
    ANSWERED = "answered", _("answered")
    NOT_FOUND = "not_found", _("nothing found at the place")
    NOT_OURS = "not_ours", _("belongs to another body")
    NOT_POSSIBLE = "not_possible", _("cannot be done")
    DUPLICATE = "duplicate", _("the same as another report")
    IMPORTED = "imported", _("closed in an earlier system")


DONE_OUTCOMES = (Outcome.FIXED, Outcome.MADE_SAFE, Outcome.ANSWERED)


class Publish(models.TextChoices):
    """What the reporter lets the public read."""

    ALL = "all", _("my words and photos")
    WORDS = "words", _("my words, without photos")
    NOTHING = "nothing", _("only the kind and the place")


class Request(models.Model):
    """One report. Its number is its key; `title` … `public_longitude` are what everyone may see."""

    nonce = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    receipt = models.CharField(max_length=64, unique=True, null=True)  # keyed hash of the code
    service = models.ForeignKey(
        Service,
        models.PROTECT,
        related_name="requests",
        db_index=False,  # the list_* indexes serve
    )
    status = models.CharField(max_length=12, choices=Status, default=Status.RECEIVED)
    is_open = models.BooleanField(default=True)
    is_public = models.BooleanField(default=True)

    description = models.TextField(blank=True)  # as typed; for parties and officers
    publish = models.CharField(max_length=8, choices=Publish, default=Publish.ALL)
    title = models.CharField(max_length=120, blank=True)  # public
    public_text = models.TextField(blank=True)  # masked
    answers = models.JSONField(default=dict)  # question code: value or list of values

    address = models.CharField(max_length=250, blank=True)
    landmark = models.CharField(max_length=120, blank=True)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    public_address = models.CharField(max_length=250, blank=True)
    public_latitude = models.FloatField(null=True)
    public_longitude = models.FloatField(null=True)
    area = models.ForeignKey(
        Area, models.PROTECT, null=True, related_name="requests", db_index=False
    )

    requested_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    acknowledge_by = models.DateTimeField(null=True)
    acknowledged_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    unit = models.ForeignKey(Organization, models.PROTECT, related_name="requests", db_index=False)
    assignee = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", db_index=False
    )
    body = models.ForeignKey(  # outside the city, while the report is in its hands
        Organization, models.PROTECT, null=True, related_name="+", db_index=False
    )
    outcome = models.CharField(max_length=14, choices=Outcome, blank=True)
    explanation = models.TextField(blank=True)  # public, masked
    evidence = models.CharField(max_length=250, blank=True)  # what was seen, when no photo shows it
    verdict = models.CharField(max_length=10, blank=True)  # reporter: "solved" or "not_solved"
    reopened = models.PositiveSmallIntegerField(default=0)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="merged")
    voices = models.PositiveIntegerField(default=0)  # "me too", the reporter not counted

    channel = models.CharField(max_length=20, default="web")
    language = models.CharField(max_length=8, default="fa")
    source = models.CharField(max_length=60, blank=True)  # another system, for an import
    external_id = models.CharField(max_length=100, null=True)
    version = models.PositiveIntegerField(default=1)
    # Until service.actions.forgetting erases them.
    contact_kept = models.BooleanField(default=True, db_default=True)
    words_kept = models.BooleanField(default=True, db_default=True)

    search = models.TextField(blank=True)  # folded words and lemmas of what is public
    facets = models.CharField(max_length=80, blank=True)  # "s12 a3 topen": filters of a word search

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "external_id"], name="one_row_per_source_id"),
            models.CheckConstraint(
                condition=Q(status__in=OPEN, is_open=True, closed_at__isnull=True)
                | Q(status__in=CLOSED, is_open=False, closed_at__isnull=False),
                name="closed_has_a_time",
            ),
            models.CheckConstraint(
                condition=Q(is_open=True) | ~Q(outcome=""), name="closed_has_an_outcome"
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True)
                | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="place_is_on_earth",
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")),
                name="not_merged_into_itself",
            ),
        ]
        indexes = [
            # One for each set of filters of the public list, so that none grows with the city.
            *(
                models.Index(
                    fields=[*fields, "-requested_at", "-id"],
                    name=f"list_{'_'.join(f[:4] for f in fields) or 'all'}",
                    condition=Q(is_public=True),
                )
                for fields in (
                    [],
                    ["service"],
                    ["area"],
                    ["is_open"],
                    ["service", "area"],
                    ["service", "is_open"],
                    ["area", "is_open"],
                    ["service", "area", "is_open"],
                )
            ),
            models.Index(
                fields=["unit", "due_at", "id"], name="queue_unit", condition=Q(is_open=True)
            ),
            models.Index(
                fields=["assignee", "due_at", "id"], name="queue_person", condition=Q(is_open=True)
            ),
            *(  # what is to be forgotten next: each row leaves its index once it is
                models.Index(
                    fields=["closed_at"],
                    name=f"forget_{what}",
                    condition=Q(is_open=False, **{f"{what}_kept": True}),
                )
                for what in ("contact", "words")
            ),
            models.Index(
                fields=["acknowledge_by"],
                name="unseen",
                condition=Q(is_open=True, acknowledged_at__isnull=True),
            ),
            models.Index(fields=["due_at"], name="by_deadline", condition=Q(is_open=True)),
            models.Index(  # for whoever reaches many units: walked until a page is full
                fields=["due_at", "id", "unit", "assignee"],
                name="queue_all",
                condition=Q(is_open=True),
            ),
            models.Index(
                fields=["unit", "due_at", "id"],
                name="queue_unclaimed",
                condition=Q(is_open=True, assignee__isnull=True),
            ),
            models.Index(
                fields=["latitude", "longitude"],
                name="nearby",
                condition=Q(is_open=True, is_public=True),
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"


class Party(models.Model):
    """Whoever reported, or said "me too". Personal data of a report is here and nowhere else."""

    class Role(models.TextChoices):
        REPORTER = "reporter"
        VOICE = "voice"

    request = models.ForeignKey(Request, models.CASCADE, related_name="parties")
    role = models.CharField(max_length=8, choices=Role)
    voice = models.CharField(max_length=64)  # keyed hash of person, address or browser
    person = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="parties")
    name = models.CharField(max_length=120, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=20, blank=True)
    mobile = models.CharField(max_length=20, blank=True)  # proven; then news go there, not by mail
    language = models.CharField(max_length=8, default="fa")
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["request", "voice"], name="one_voice_per_request"),
            models.UniqueConstraint(
                fields=["request"], condition=Q(role="reporter"), name="one_reporter"
            ),
        ]


class Draft(models.Model):
    """A report being written. Its token is in the address; it opens for its own browser only."""

    token = models.CharField(max_length=22, unique=True)
    browser = models.CharField(max_length=64)
    data = models.JSONField(default=dict)
    created_at = models.DateTimeField(db_index=True)
    request = models.OneToOneField(Request, models.CASCADE, null=True, related_name="draft")


class Photo(models.Model):
    """A picture, re-encoded by us; the file stands in MEDIA_ROOT under the photo's own id."""

    class Purpose(models.TextChoices):
        REPORT = "report"
        EVIDENCE = "evidence"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    request = models.ForeignKey(Request, models.CASCADE, null=True, related_name="photos")
    draft = models.ForeignKey(Draft, models.CASCADE, null=True, related_name="photos")
    purpose = models.CharField(max_length=8, choices=Purpose, default=Purpose.REPORT)
    is_public = models.BooleanField(default=False)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    size = models.PositiveIntegerField()  # bytes of the large form
    created_at = models.DateTimeField()

    class Meta:
        ordering = ("created_at", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(request__isnull=False) | Q(draft__isnull=False),
                name="photo_belongs_somewhere",
            )
        ]
        indexes = [
            models.Index(
                fields=["request"],
                name="photo_kept_back",
                condition=Q(is_public=False, request__isnull=False),
            )
        ]


class Pause(models.Model):
    """A time during which the clock of a report stood still, with the reason in its act."""

    request = models.ForeignKey(Request, models.CASCADE, related_name="pauses")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["request"], condition=Q(ended_at__isnull=True), name="one_open_pause"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("started_at")),
                name="pause_ends_after_start",
            ),
        ]


class Tally(models.Model):
    """Kept counts of public reports, so that a page never counts. Area 0 means none."""

    service = models.ForeignKey(Service, models.CASCADE, db_index=False)  # one_tally serves
    area = models.PositiveBigIntegerField()
    status = models.CharField(max_length=12, choices=Status)
    count = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["service", "area", "status"], name="one_tally"),
        ]
        # Sums by status are read from it alone: a third of what reading the rows costs.
        indexes = [models.Index(fields=["status", "area", "count"], name="tally_sums")]


class Figure(models.Model):
    """A published number and the series behind it, worked out from the rows by the worker."""

    code = models.SlugField(max_length=40, unique=True)
    value = models.FloatField(null=True)
    rows = models.PositiveIntegerField(default=0)
    series = models.JSONField(default=list)  # [{"month": "2026-10", "value": 5.2, "rows": 31}, …]
    since = models.DateField()
    until = models.DateField()
    computed_at = models.DateTimeField()


# Models of rooms with an idea of their own; they hang on those above.
from cityhall.service.models_assisted import Assistance, Channel  # noqa: E402
from cityhall.service.models_desk import (  # noqa: E402
    Look,
    ReplyTemplate,
    SavedView,
    Split,
    Submission,
    Undo,
)
from cityhall.service.models_field import FieldOutcome  # noqa: E402
from cityhall.service.models_import import ImportRun  # noqa: E402
from cityhall.service.models_routing import (  # noqa: E402
    OPEN_HANDOVER,
    BodyTerms,
    Escalation,
    Handover,
    RoutingRule,
    RoutingVersion,
)

__all__ = [
    "OPEN_HANDOVER",
    "Assistance",
    "BodyTerms",
    "Channel",
    "Escalation",
    "FieldOutcome",
    "Handover",
    "ImportRun",
    "Look",
    "ReplyTemplate",
    "RoutingRule",
    "RoutingVersion",
    "SavedView",
    "Split",
    "Submission",
    "Undo",
]
