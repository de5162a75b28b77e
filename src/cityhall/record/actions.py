"""What is done to the record itself: an entry is withheld, a witness asked, a key changed."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cityhall.acts import actions as acts
from cityhall.acts.models import Act, Withheld
from cityhall.acts.refusals import Refusal, Refused, demand
from cityhall.people.actions import may_manage_city
from cityhall.people.actor import SYSTEM, Actor
from cityhall.record import integrator, keys
from cityhall.record.models import Integration, Seal, Witness
from cityhall.web import egress
from divan.record import COSIGNATURE, RecordError, SigningKey, leaf_hash, parse_verifier

_OWN_VERBS = ("record.withhold", "record.begin", "record.rotate_key")


def may_withhold(act: Act, *, actor: Actor) -> Refusal | None:
    """Whether this actor may take an entry out of what is published."""
    if refusal := may_manage_city(actor=actor):
        return refusal
    if not act.leaf:
        return Refusal("withheld", _("This entry is withheld already."))
    if act.verb in _OWN_VERBS:
        return Refusal("needed", _("This entry holds nobody’s data, and the record needs it."))
    if not Seal.objects.filter(size__gt=act.position).exists():
        return Refusal("new", _("No seal covers this entry yet. Try again in a few seconds."))
    return None


@transaction.atomic
def withhold(position: int, *, ground: str, reason: str, actor: Actor, at: datetime) -> int:
    """Take the bytes of an entry out of the record for ever; its hash stays. The act's position.

    The ground is said in public, the reason is sealed. Files follow within seconds.
    """
    act = Act.objects.filter(pk=position).first()
    if act is None:
        raise Refused(Refusal("unknown", _("The record has no such entry."), status=404))
    demand(may_withhold(act, actor=actor))
    if ground not in Withheld.Ground.values:
        raise Refused(Refusal("ground", _("Say on which ground."), "ground", 422))
    if not reason.strip():
        raise Refused(Refusal("reason", _("Say in a few words why."), "reason", 422))
    entry = acts.Entry(
        "record.withhold",
        "record.entry",
        position,
        {"entry": position, "ground": ground},
        {"reason": reason.strip()[:1000]},
    )
    [made] = acts.record_many(actor, [entry], at=at)
    Withheld.objects.create(
        position=position, leaf_hash=leaf_hash(act.leaf.encode()).hex(), ground=ground, act_id=made
    )
    Act.objects.filter(pk=position).update(leaf="", public={})
    return made


@transaction.atomic
def add_witness(
    key: str, url: str, label: dict[str, str], *, actor: Actor, at: datetime
) -> Witness:
    """Ask an outside body to vouch for the seals from now on, or ask a known one elsewhere."""
    demand(may_manage_city(actor=actor))
    try:
        parsed = parse_verifier(key)
    except RecordError as error:
        message = _("This is not the key of a witness: %s")
        raise Refused(Refusal("key", message % error, "key", 422)) from None
    if parsed.kind != COSIGNATURE:
        message = _("This is another kind of key. A witness gives one that can cosign.")
        raise Refused(Refusal("key", message, "key", 422))
    try:
        egress.checked(url)
    except egress.NoAnswer as fault:
        raise Refused(Refusal("url", str(fault.why), "url", 422)) from None
    row, is_new = Witness.objects.update_or_create(
        name=parsed.name,
        defaults={
            "key": str(parsed),
            "url": url,
            "label": {code: name for code, name in label.items() if name},
            "active": True,
            "ask_at": None,
            "failures": 0,
            "state": Witness.State.NEW,
        },
    )
    verb = "record.add_witness" if is_new else "record.change_witness"
    facts = {"witness": parsed.name, "key": str(parsed), "url": url}
    acts.record(actor, verb, row, facts, at=at)
    return row


@transaction.atomic
def remove_witness(witness_id: int, *, actor: Actor, at: datetime) -> None:
    """Ask a witness no more; what it vouched for stays."""
    demand(may_manage_city(actor=actor))
    row = Witness.objects.filter(pk=witness_id, active=True).first()
    if row is None:
        raise Refused(Refusal("unknown", _("There is no such witness."), status=404))
    Witness.objects.filter(pk=row.pk).update(active=False)
    acts.record(actor, "record.remove_witness", row, {"witness": row.name}, at=at)


def rotate_key(*, leaked: bool, at: datetime) -> tuple[SigningKey, SigningKey]:
    """Seal with a new key from now on; the new and the old one.

    Planned: both sign until `end_rotation`, so whoever trusts the old one learns the new one from
    the record. Leaked: the old one signs nothing any more; what it sealed is vouched for by the
    witnesses that cosigned. Raises `keys.KeyFault` where keys are given by environment.
    """
    if keys.is_given():
        raise keys.KeyFault(f"{keys.VARIABLE} gives the key; change it there")
    present = keys.first_key()
    old, new = present[0], keys.make(present[0].name)
    facts = {"key": str(new.public), "before": str(old.public), "leaked": leaked}
    with transaction.atomic():
        row = Integration.objects.get_or_create(pk=1)[0]
        acts.record(SYSTEM, "record.rotate_key", row, facts, at=at)
        keys.keep([new] if leaked else [new, old])
    return new, old


def end_rotation() -> int:
    """Let only the newest key sign; how many others were dropped."""
    if keys.is_given():
        raise keys.KeyFault(f"{keys.VARIABLE} gives the key; change it there")
    present = keys.signing_keys()
    if len(present) > 1:
        keys.keep(present[:1])
    return max(0, len(present) - 1)


def explain_alarm(reason: str, *, at: datetime) -> str:
    """Take an alarm off, once people know what it means; which one it was, or nothing.

    The explanation goes on record, sealed; the alarm's kind is said in public. A published seal
    that the database does not lead to is kept aside, or it would raise the alarm again at once.
    """
    row = Integration.objects.exclude(alarm="").first()
    if row is None:
        return ""
    with transaction.atomic():
        facts = {"alarm": row.alarm}
        acts.record(SYSTEM, "record.explain_alarm", row, facts, reason, at=at)
        integrator.set_published_aside(at)
        Integration.objects.filter(pk=1).update(alarm="", evidence="", alarmed_at=None)
    return row.alarm
