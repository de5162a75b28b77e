"""A circle for one matter: called, answered, at work, reported. Its body answers for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from cityhall.acts.actions import Mail, Signatory, record
from cityhall.acts.refusals import Refusal, Refused, demand
from cityhall.decisions import circle_mails
from cityhall.decisions.actions.nodes import SPEAKER
from cityhall.decisions.capacity import Seated
from cityhall.decisions.models import Circle, Matter, Node, Part, Task
from cityhall.decisions.queries import bodies_of
from cityhall.decisions.queries import circles as known
from cityhall.people.actor import SYSTEM, Actor
from cityhall.people.queries import city_day
from cityhall.web.preferences import page_language
from divan import language
from divan.charter import circle as law

LONGEST_REPORT, LONGEST_REASON, LONGEST_TASK, MOST_TASKS = 20_000, 1_000, 200, 50
FARTHEST = timedelta(days=366 * 3)


def may_call(row: Matter, *, actor: Actor, at: datetime) -> Refusal | None:
    if actor.person is None:
        return Refusal("sign_in", _("Sign in first."), status=403)
    if row.phase not in known.UNDECIDED:
        return Refusal("decided", _("This matter is decided already."))
    if not known.calling_bodies(actor, row, at):
        message = _("Only who sits in a body that decides this matter brings a circle together.")
        return Refusal("not_yours", message, status=403)
    return None


def may_steer(row: Circle, *, actor: Actor, at: datetime) -> Refusal | None:
    """Invite others, or dissolve it: whoever sits in the accountable body."""
    if known.over(row):
        return _over()
    if row.body not in bodies_of(actor, at):
        message = _("Only a member of the accountable body does this.")
        return Refusal("not_yours", message, status=403)
    return None


def may_work(row: Circle, *, actor: Actor) -> Refusal | None:
    """Share tasks and report: whoever speaks for an organisation that accepted."""
    if known.over(row):
        return _over()
    mine = row.parts.filter(status=Part.Status.ACCEPTED, node__speaker=actor.person)
    if actor.person is None or not mine.exists():
        message = _("Only the organisations of this circle do this.")
        return Refusal("not_yours", message, status=403)
    return None


@transaction.atomic
def call_circle(
    matter_id: int,
    skills: Sequence[str],
    sectors: Sequence[str],
    *,
    seen: Sequence[int],
    actor: Actor,
    at: datetime,
) -> Circle:
    """Invite the circle that the law proposes for these needs; `seen` are the organisations that
    the caller was shown, so that nobody is invited for reasons that nobody read."""
    matter = Matter.objects.select_for_update(of=("self",)).select_related("charter")
    row = matter.filter(pk=matter_id).first()
    if row is None:
        raise Refused(Refusal("unknown", _("There is no matter with this number."), status=404))
    demand(may_call(row, actor=actor, at=at))
    demand(needs(skills, sectors))
    proposed, nodes = known.proposal(skills, sectors)
    demand(_same(proposed, nodes, seen))
    try:
        with transaction.atomic():
            circle = Circle.objects.create(
                matter=row,
                body=known.calling_bodies(actor, row, at)[0],
                skills=list(dict.fromkeys(skills)),
                sectors=list(dict.fromkeys(sectors)),
                called_at=at,
            )
    except IntegrityError:
        message = _("A circle is at work on this matter already.")
        raise Refused(Refusal("living", message)) from None
    _invite(circle, proposed, nodes, at=at)
    _record(
        Seated(circle.body),
        "circle",
        circle,
        {"nodes": list(seen)},
        at=at,
        words={"skills": list(skills)},
        mails=circle_mails.invited(circle, seen),
    )
    return circle


def needs(skills: Sequence[str], sectors: Sequence[str]) -> Refusal | None:
    """Why these needs cannot be asked for."""
    if not skills and not sectors:
        return Refusal("none", _("Choose at least one skill or sector."), "skills", 422)
    unknown = set(skills) - set(known.skills()) or set(sectors) - set(Node.Sector.values)
    if unknown:
        return Refusal("unknown", _("Nobody here has named this skill."), "skills", 422)
    if len({*skills}) + len({*sectors}) > law.MOST_NEEDS:
        message = _("At most fourteen skills and sectors together.")
        return Refusal("many", message, "skills", 422)
    return None


@transaction.atomic
def invite_next(circle_id: int, *, seen: Sequence[int], actor: Actor, at: datetime) -> Circle:
    """After a refusal: invite the next best for what nobody covers now."""
    circle = _locked(circle_id)
    demand(may_steer(circle, actor=actor, at=at))
    proposed, nodes = known.next_best(circle)
    demand(_same(proposed, nodes, seen))
    _invite(circle, proposed, nodes, at=at)
    mails = circle_mails.invited(circle, seen)
    facts = {"nodes": list(seen)}
    _record(Seated(circle.body), "circle_invited", circle, facts, at=at, mails=mails)
    return circle


@transaction.atomic
def accept(part_id: int, *, actor: Actor, at: datetime) -> Part:
    """An organisation joins, if it has room for another circle."""
    part = _answered(part_id, actor=actor)
    # The constraint on the row holds what two circles at once would take too much of.
    try:
        with transaction.atomic():
            Node.objects.filter(pk=part.node_id).update(taken=F("taken") + 1)
    except IntegrityError:
        message = _("It is in as many circles as it can be. Raise its capacity, or decline.")
        raise Refused(Refusal("full", message)) from None
    part.status, part.answered_at = Part.Status.ACCEPTED, at
    part.save(update_fields=["status", "answered_at"])
    mails = circle_mails.formed(part.circle)
    facts = {"node": part.node_id}
    _record(SPEAKER, "circle_accepted", part.circle, facts, at=at, mails=mails)
    return part


@transaction.atomic
def decline(part_id: int, reason: str, *, actor: Actor, at: datetime) -> Part:
    """An organisation stays away, and says why."""
    part = _answered(part_id, actor=actor)
    reason = _text(reason, LONGEST_REASON)
    part.status, part.answered_at = Part.Status.DECLINED, at
    part.reason = _mask(reason)
    part.save(update_fields=["status", "answered_at", "reason"])
    facts = {"node": part.node_id}
    _record(SPEAKER, "circle_declined", part.circle, facts, at=at, words={"reason": reason})
    return part


@transaction.atomic
def add_task(
    circle_id: int, what: str, owner: int, due_on: date, *, actor: Actor, at: datetime
) -> Task:
    """Something to be done, by an organisation of the circle, until a day."""
    circle = _locked(circle_id)
    demand(may_work(circle, actor=actor))
    what = _text(what, LONGEST_TASK, "what")
    if circle.tasks.count() >= MOST_TASKS:
        raise Refused(Refusal("many", _("At most fifty tasks. Finish some first."), "what"))
    part = circle.parts.filter(pk=owner, status=Part.Status.ACCEPTED).first()
    if part is None:
        message = _("Choose an organisation that has accepted.")
        raise Refused(Refusal("owner", message, "owner", 422))
    if not city_day(at) <= due_on <= city_day(at) + FARTHEST:
        message = _("Choose today or a day within three years.")
        raise Refused(Refusal("due", message, "due", 422))
    shown = _mask(what)[:LONGEST_TASK]
    task = Task.objects.create(circle=circle, owner=part, what=shown, due_on=due_on)
    facts = {"task": task.pk, "node": part.node_id, "due_on": due_on.isoformat()}
    _record(SPEAKER, "circle_task", circle, facts, at=at, words={"what": what})
    return task


@transaction.atomic
def finish_task(circle_id: int, task_id: int, *, actor: Actor, at: datetime) -> Task:
    """Its owner says that it is done."""
    circle = _locked(circle_id)
    demand(may_work(circle, actor=actor))
    task = circle.tasks.select_related("owner__node").filter(pk=task_id).first()
    if task is None:
        raise Refused(Refusal("unknown", _("There is no such task."), status=404))
    if task.owner.node.speaker_id != actor.person_id:
        raise Refused(Refusal("not_yours", _("Only its owner says that it is done."), status=403))
    if task.done_at is not None:
        raise Refused(Refusal("done", _("This task is done already.")))
    task.done_at = at
    task.save(update_fields=["done_at"])
    _record(SPEAKER, "circle_done", circle, {"task": task.pk, "node": task.owner.node_id}, at=at)
    return task


@transaction.atomic
def report(circle_id: int, text: str, *, actor: Actor, at: datetime) -> Circle:
    """What the circle found and did, for the accountable body; with it, it dissolves."""
    circle = _locked(circle_id)
    demand(may_work(circle, actor=actor))
    text = _text(text, LONGEST_REPORT)
    return _end(circle, Circle.Ending.REPORT, text, by=SPEAKER, at=at)


@transaction.atomic
def dissolve(circle_id: int, reason: str, *, actor: Actor, at: datetime) -> Circle:
    """The accountable body ends it without a report, and says why."""
    circle = _locked(circle_id)
    demand(may_steer(circle, actor=actor, at=at))
    reason = _text(reason, LONGEST_REASON)
    return _end(circle, Circle.Ending.BODY, reason, by=Seated(circle.body), at=at)


@transaction.atomic
def end_with_matter(circle_id: int, *, at: datetime) -> Circle:
    """A circle ends with its matter. Safe to repeat: it ends once."""
    circle = _locked(circle_id)
    if circle.ended_at is None and known.over(circle):
        _end(circle, Circle.Ending.MATTER, "", by=SYSTEM, at=at)
    return circle


def _end(circle: Circle, ending: str, text: str, *, by: Signatory, at: datetime) -> Circle:
    """Free whoever accepted, and put the end on the record."""
    joined = circle.parts.filter(status=Part.Status.ACCEPTED).values("node")
    rows = Node.objects.select_for_update().filter(pk__in=joined).order_by("pk")
    Node.objects.filter(pk__in=[one.pk for one in rows]).update(taken=F("taken") - 1)
    circle.ended_at, circle.ending, circle.report = at, ending, _mask(text)
    circle.save(update_fields=["ended_at", "ending", "report"])
    words = {"text": text} if text else {}
    facts, mails = {"ending": str(ending)}, circle_mails.ended(circle)
    _record(by, "circle_ended", circle, facts, at=at, words=words, mails=mails)
    return circle


def _locked(circle_id: int) -> Circle:
    """Whoever changes a circle takes its row first, and then the rows of its organisations."""
    rows = Circle.objects.select_for_update(of=("self",)).select_related("matter")
    row = rows.filter(pk=circle_id).first()
    if row is None:
        raise Refused(Refusal("unknown", _("There is no such circle."), status=404))
    return row


def _answered(part_id: int, *, actor: Actor) -> Part:
    """The actor's invitation that waits for an answer, with its circle locked."""
    circle_id = Part.objects.filter(pk=part_id).values_list("circle", flat=True).first()
    circle = _locked(circle_id or 0)
    part = circle.parts.select_related("node").get(pk=part_id)
    if actor.person is None or part.node.speaker_id != actor.person_id:
        message = _("Only who speaks for the organisation answers.")
        raise Refused(Refusal("not_yours", message, status=403))
    if known.over(circle):
        raise Refused(_over())
    if part.status != Part.Status.INVITED:
        raise Refused(Refusal("answered", _("This invitation was answered already.")))
    part.circle = circle
    return part


def _invite(
    circle: Circle, proposed: law.Circle, nodes: Mapping[str, Node], *, at: datetime
) -> None:
    Part.objects.bulk_create(
        Part(
            circle=circle,
            node=nodes[one.name],
            covers=list(one.covers),
            alone=list(one.alone),
            invited_at=at,
        )
        for one in proposed.members
    )


def _same(proposed: law.Circle, nodes: Mapping[str, Node], seen: Sequence[int]) -> Refusal | None:
    if not proposed.members:
        return Refusal("nobody", _("Nobody free covers any of this."), "skills")
    if {nodes[one.name].pk for one in proposed.members} != set(seen):
        message = _("Something changed meanwhile. Look at the proposal again.")
        return Refusal("changed", message)
    return None


def _record(
    by: Signatory,
    verb: str,
    circle: Circle,
    facts: Mapping[str, object],
    *,
    at: datetime,
    words: Mapping[str, object] | None = None,
    mails: Sequence[Mail] = (),
) -> None:
    public = {"matter": circle.matter_id, "body": circle.body, **facts}
    record(by, f"decisions.{verb}", circle, public, at=at, words=words, mails=mails)


def _text(typed: str, longest: int, field: str = "text") -> str:
    text = language.clean(typed).strip()
    if not 2 < len(text) <= longest:
        most = language.number(longest, page_language())
        message = _("Write 3 to %(longest)s letters.") % {"longest": most}
        raise Refused(Refusal("text", message, field, 422))
    return text


def _mask(text: str) -> str:
    return language.mask(text, page_language())


def _over() -> Refusal:
    return Refusal("over", _("This circle is dissolved."))
