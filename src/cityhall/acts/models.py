"""Acts, what was sealed in them, the messages that they cause, and how readers want those."""

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
            models.Index(fields=["verb", "at", "position"], name="act_verb_time"),
            models.Index(fields=["by", "-position"], name="act_by"),
            models.Index(fields=["at", "position"], name="act_at"),
        ]


class Sealed(models.Model):
    """What the commitment in a leaf stands for, and its key. Erasing the row is forgetting."""

    act = models.OneToOneField(Act, models.CASCADE, primary_key=True, related_name="sealed")
    key = models.BinaryField(max_length=32)
    words = models.JSONField()


class Withheld(models.Model):
    """An entry published by mistake: its leaf is taken out everywhere, its hash stays.

    The reason is public: `act` is the entry that says who withheld it, and on which ground.
    """

    class Ground(models.TextChoices):
        PERSONAL_DATA = "personal_data"
        COURT_ORDER = "court_order"
        DANGER = "danger"

    position = models.BigIntegerField(primary_key=True)
    leaf_hash = models.CharField(max_length=64)  # RFC 6962, hexadecimal
    ground = models.CharField(max_length=16, choices=Ground)
    act = models.OneToOneField(Act, models.PROTECT, related_name="+")
    taken_out = models.BooleanField(default=False)  # also of the files that are served


class Register(models.Model):
    """One row: how many leaves the record holds. Its lock gives the order of commits."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    size = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="one_register")]


class Message(models.Model):
    """News for one address, written in the act's transaction and sent by the worker.

    It waits while `next_try_at` is set; `fate` says how it ended.
    """

    class Channel(models.TextChoices):
        EMAIL = "email"
        SMS = "sms"

    class Fate(models.TextChoices):
        SENT = "sent"
        EMPTY = "empty"  # there was nothing left to say, such as about a forgotten report
        UNWANTED = "unwanted"  # whoever should read it has unsubscribed
        WITHDRAWN = "withdrawn"  # its act was undone before it left
        FAILED = "failed"  # tried for days, then given up

    act = models.ForeignKey(Act, models.CASCADE, null=True, related_name="messages")
    kind = models.CharField(max_length=64)
    channel = models.CharField(max_length=8, choices=Channel, default=Channel.EMAIL)
    address = models.CharField(max_length=254)  # an e-mail address, or a number such as +98912…
    language = models.CharField(max_length=8)
    topic = models.CharField(max_length=40, blank=True)  # of `acts.mail.TOPICS`; none: necessary
    about = models.CharField(max_length=60, blank=True)  # the thing, such as service.request:12
    context = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    next_try_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    in_digest = models.BooleanField(default=False)  # goes out with others of its address
    sent_at = models.DateTimeField(null=True)
    fate = models.CharField(max_length=10, choices=Fate, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["act", "address"], name="one_mail_per_act_and_address"),
            models.CheckConstraint(
                condition=models.Q(fate="") | models.Q(next_try_at__isnull=True),
                name="what_ended_waits_no_more",
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_try_at"],
                name="message_waiting",
                condition=models.Q(sent_at__isnull=True, next_try_at__isnull=False),
            ),
            models.Index(
                fields=["address"],
                name="message_digest",
                condition=models.Q(in_digest=True, next_try_at__isnull=False),
            ),
        ]


class Reader(models.Model):
    """How whoever reads at an address wants news. The address itself is kept as a keyed hash."""

    key = models.CharField(max_length=64, unique=True)
    language = models.CharField(max_length=8, blank=True)  # empty: that of the message
    calendar = models.CharField(max_length=10, blank=True)
    digits = models.CharField(max_length=8, blank=True)
    changed_at = models.DateTimeField()


class Wish(models.Model):
    """At once, in a daily or weekly letter, or never: of a topic, or of one thing."""

    class Pace(models.TextChoices):
        AT_ONCE = "at_once"
        DAILY = "daily"
        WEEKLY = "weekly"
        NEVER = "never"

    reader = models.ForeignKey(Reader, models.CASCADE, related_name="wishes")
    topic = models.CharField(max_length=40, blank=True)
    about = models.CharField(max_length=60, blank=True)
    pace = models.CharField(max_length=8, choices=Pace)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["reader", "topic", "about"], name="one_wish_of_a_kind"),
            models.CheckConstraint(
                condition=models.Q(topic="") ^ models.Q(about=""),
                name="wish_of_a_topic_or_of_a_thing",
            ),
        ]


class Incoming(models.Model):
    """A message that came in. Its name is taken once, so the same one never acts twice."""

    name = models.CharField(max_length=64, unique=True)  # keyed hash of its Message-ID
    sender = models.CharField(max_length=64)  # keyed hash of the address
    about = models.CharField(max_length=60, blank=True)
    fate = models.CharField(max_length=20)
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["sender", "at"], name="incoming_sender"),
            models.Index(fields=["about", "at"], name="incoming_about"),
        ]
