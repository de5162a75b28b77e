"""Charters with their versions, who holds which seat, matters and what happened, circles."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from cityhall.people.models import Person, Post

LEAST_TITLE, LONGEST_TITLE = 3, 160  # letters of what a matter is called


class Charter(models.Model):
    """A version of the charter. `text` is the file; what it says is read by `divan.charter`."""

    digest = models.CharField(max_length=64, unique=True)  # SHA-256 of the text
    name = models.JSONField()
    text = models.TextField()
    proposed_at = models.DateTimeField()
    adopted_at = models.DateTimeField(null=True)
    number = models.PositiveIntegerField(null=True, unique=True)  # in the order of adoption
    in_force = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["in_force"], condition=Q(in_force=True), name="one_charter_in_force"
            ),
            models.CheckConstraint(
                condition=Q(in_force=False) | Q(number__isnull=False, adopted_at__isnull=False),
                name="in_force_was_adopted",
            ),
        ]

    def __str__(self) -> str:
        return f"charter {self.number or self.digest[:8]}"


class Seat(models.Model):
    """A seat of a body: held by a person, or by whoever holds a post."""

    body = models.CharField(max_length=40)  # its name in the charter
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="seats")
    post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="seats")
    sector = models.CharField(max_length=40, blank=True)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)  # the first moment without the seat

    class Meta:
        ordering = ("body", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, post__isnull=True)
                | Q(person__isnull=True, post__isnull=False),
                name="seat_of_person_or_post",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="seat_ends_after_start",
            ),
            models.UniqueConstraint(
                fields=["body", "person"],
                condition=Q(until__isnull=True, person__isnull=False),
                name="one_seat_of_a_person_in_a_body",
            ),
            models.UniqueConstraint(
                fields=["body", "post"],
                condition=Q(until__isnull=True, post__isnull=False),
                name="one_seat_of_a_post_in_a_body",
            ),
        ]


class Delegation(models.Model):
    """A member of a body passes their vote on to another, for matters of an area and a topic.

    "" stands for every area or topic; the most specific one counts.
    """

    body = models.CharField(max_length=40)
    person = models.ForeignKey(Person, models.PROTECT, related_name="delegations")
    to = models.ForeignKey(Person, models.PROTECT, related_name="delegated")
    area = models.CharField(max_length=40, blank=True)
    topic = models.CharField(max_length=40, blank=True)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)  # the first moment without it

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["body", "person", "area", "topic"],
                condition=Q(until__isnull=True),
                name="one_delegate_for_a_scope",
            ),
            models.CheckConstraint(
                condition=~Q(person=F("to")), name="delegation_to_somebody_else"
            ),
        ]


class World(models.Model):
    """What the engine knew beside charter and events, kept by its digest for the replay."""

    digest = models.CharField(max_length=64, primary_key=True)
    data = models.JSONField()


class Matter(models.Model):
    """One matter under the charter that governs it to its end. `state` is the engine's."""

    nonce = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    # Names persons in the published events; erasing it makes them nobody.
    key = models.BinaryField(max_length=32, null=True)
    charter = models.ForeignKey(Charter, models.PROTECT, related_name="matters")
    kind = models.CharField(max_length=90)  # the type of matter, such as spend or spend.appeal
    title = models.CharField(max_length=160)  # public, masked
    text = models.TextField(blank=True)  # as typed
    public_text = models.TextField(blank=True)  # masked
    fields = models.JSONField(default=dict)  # as filed
    options = models.JSONField(default=list)  # labels of options by their names
    applicant = models.ForeignKey(Person, models.PROTECT, null=True, related_name="matters")
    about = models.ForeignKey("self", models.PROTECT, null=True, related_name="about_it")
    about_state = models.TextField(blank=True)  # of the decision, as it stood when this was filed
    proposal = models.ForeignKey(Charter, models.PROTECT, null=True, related_name="proposed_by")
    subject_type = models.CharField(max_length=32, blank=True)  # of another counter
    subject_id = models.BigIntegerField(null=True)
    state = models.TextField()  # JSON of divan.charter.state.State
    phase = models.CharField(max_length=12)
    outcome = models.CharField(max_length=12, blank=True)
    due_at = models.DateTimeField(null=True)  # when time alone changes it next
    filed_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(fields=["due_at"], name="matter_due", condition=Q(due_at__isnull=False)),
            models.Index(fields=["phase", "-filed_at", "-id"], name="matter_phase"),
            models.Index(fields=["-filed_at", "-id"], name="matter_newest"),
            models.Index(fields=["kind", "filed_at"], name="matter_kind"),
            models.Index(fields=["subject_type", "subject_id"], name="matter_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} #{self.pk}"


class Happened(models.Model):
    """An event of a matter, as the engine took it, with the words that stand behind its hashes."""

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="events")
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    event = models.JSONField()
    world = models.ForeignKey(World, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    words = models.TextField(blank=True)  # as typed
    shown = models.TextField(blank=True)  # masked
    state = models.CharField(max_length=64)  # SHA-256 of the state that followed

    class Meta:
        ordering = ("matter", "number")
        constraints = [
            models.UniqueConstraint(fields=["matter", "number"], name="one_event_a_number")
        ]


class Waiting(models.Model):
    """Whom an open stage waits for: the inbox is read from here, never by opening every matter."""

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="waiting")
    person = models.ForeignKey(Person, models.CASCADE, related_name="waiting")
    stage = models.CharField(max_length=40)
    task = models.CharField(max_length=12)  # decide, vote, consent, choose, admit, test, reply
    due_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["matter", "person", "stage", "task"], name="one_task_a_person"
            )
        ]
        indexes = [models.Index(fields=["person", "due_at", "id"], name="inbox")]


class Poll(models.Model):
    """A stage, opened, that asks a whole register. Whoever was on it by then may cast a ballot."""

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="polls")
    stage = models.CharField(max_length=40)
    body = models.CharField(max_length=40)
    task = models.CharField(max_length=12)  # vote, choose
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            # No stage is entered twice.
            models.UniqueConstraint(fields=["matter", "stage"], name="one_poll_a_stage")
        ]
        indexes = [
            models.Index(fields=["due_at"], name="poll_open", condition=Q(closed_at__isnull=True))
        ]


class Ballot(models.Model):
    """What a person last said in a poll. Public is its seal, and at the close what it seals."""

    poll = models.ForeignKey(Poll, models.CASCADE, related_name="ballots")
    person = models.ForeignKey(Person, models.PROTECT, related_name="ballots")
    said = models.JSONField()
    salt = models.CharField(max_length=32)
    seal = models.CharField(max_length=64)
    cast_at = models.DateTimeField()
    entry = models.BigIntegerField()  # of the public record

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["poll", "person"], name="one_ballot_a_person")
        ]


class Skill(models.Model):
    """What an organisation can do, in a word or two that all of them share."""

    word = models.CharField(max_length=40)  # as first typed
    folded = models.CharField(max_length=40, unique=True)

    class Meta:
        ordering = ("folded",)

    def __str__(self) -> str:
        return self.word


class Node(models.Model):
    """An organisation that comes together with others for one issue.

    Everyone reads what the city office confirmed; the rest only who speaks for it, and the office.
    """

    class Sector(models.TextChoices):
        PUBLIC = "public"
        BUSINESS = "business"
        CIVIL = "civil_society"

    class Status(models.TextChoices):
        PENDING = "pending"
        CONFIRMED = "confirmed"
        REFUSED = "refused"

    name = models.CharField(max_length=120)  # masked
    folded = models.CharField(max_length=120)
    sector = models.CharField(max_length=16, choices=Sector)
    status = models.CharField(max_length=10, choices=Status, default=Status.PENDING)
    speaker = models.ForeignKey(Person, models.PROTECT, related_name="nodes")
    skills = models.ManyToManyField(Skill, related_name="nodes")
    capacity = models.PositiveSmallIntegerField(default=1)  # circles at once
    taken = models.PositiveSmallIntegerField(default=0)  # living circles that it accepted
    registered_at = models.DateTimeField()

    class Meta:
        ordering = ("folded", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(taken__lte=F("capacity")), name="node_within_capacity"
            ),
            models.UniqueConstraint(
                fields=["folded"], condition=~Q(status="refused"), name="one_node_a_name"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Circle(models.Model):
    """Organisations together for one matter, answerable to a body of its charter."""

    class Ending(models.TextChoices):
        REPORT = "report"  # it reported
        MATTER = "matter"  # its matter was over
        BODY = "body"  # the accountable body dissolved it

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="circles")
    body = models.CharField(max_length=40)  # accountable; its name in the matter's charter
    skills = models.JSONField(default=list)  # the words that were needed when it was called
    sectors = models.JSONField(default=list)
    called_at = models.DateTimeField()
    report = models.TextField(blank=True)  # masked; or why the body dissolved it
    ended_at = models.DateTimeField(null=True)
    ending = models.CharField(max_length=8, choices=Ending, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["matter"],
                condition=Q(ended_at__isnull=True),
                name="one_living_circle_a_matter",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ending="")
                | (Q(ended_at__isnull=False) & ~Q(ending="")),
                name="circle_ends_somehow",
            ),
        ]

    def __str__(self) -> str:
        return f"circle #{self.pk}"


class Part(models.Model):
    """An organisation's part in a circle: why it was asked, and what it answered."""

    class Status(models.TextChoices):
        INVITED = "invited"
        ACCEPTED = "accepted"
        DECLINED = "declined"

    circle = models.ForeignKey(Circle, models.CASCADE, related_name="parts")
    node = models.ForeignKey(Node, models.PROTECT, related_name="parts")
    covers = models.JSONField(default=list)  # words and sectors that it meets
    alone = models.JSONField(default=list)  # those that nobody else in the circle meets
    status = models.CharField(max_length=8, choices=Status, default=Status.INVITED)
    reason = models.TextField(blank=True)  # of a refusal, masked
    invited_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(fields=["circle", "node"], name="one_part_a_node"),
        ]


class Task(models.Model):
    """What a circle does, by whom and until when."""

    circle = models.ForeignKey(Circle, models.CASCADE, related_name="tasks")
    owner = models.ForeignKey(Part, models.PROTECT, related_name="tasks")
    what = models.CharField(max_length=200)  # masked
    due_on = models.DateField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("due_on", "pk")
