"""Witnesses: what they vouch for is kept and shown; away, refusing or contradicting, it is said."""

from __future__ import annotations

import secrets
from datetime import timedelta

import pytest
from tests.cityhall.conftest import NOW

from cityhall.record import actions, exporting, integrator, keys, queries, witnesses
from cityhall.record.models import Cosignature, Integration, Seal, Witness
from cityhall.web import egress
from divan.record import COSIGNATURE, SigningKey, open_checkpoint
from divan.record.witness import Seen, decide

pytestmark = pytest.mark.django_db
LATER = timedelta(minutes=1)


class Paper:
    """A newspaper's witness on the other end, with the law's own decision."""

    def __init__(self, name: str = "paper.example") -> None:
        self.key = SigningKey(name, COSIGNATURE, secrets.token_bytes(32))
        self.seen: dict[str, Seen] = {}
        self.asked = 0

    def __call__(self, url: str, body: bytes) -> witnesses.Answer:
        self.asked += 1
        log = [key.public for key in keys.signing_keys()]
        said = decide(
            body, logs={log[0].name: log}, seen=self.seen, key=self.key, time=1_700_000_000
        )
        if said.seen is not None:
            self.seen[said.origin] = said.seen
        return witnesses.Answer(said.status, said.body)


@pytest.fixture
def paper(town, actor) -> Paper:
    made = Paper()
    label = {"fa": "روزنامهٔ صبح", "en": "Morning Paper"}
    url = "https://paper.example/"
    actions.add_witness(str(made.key.public), url, label, actor=actor("admin"), at=NOW)
    return made


def test_a_seal_is_witnessed_published_and_shown(paper, client_as) -> None:
    integrator.integrate(NOW)
    assert witnesses.ask_all(NOW, paper) == 1
    served = integrator.folder().published()
    head, note = open_checkpoint(served, [paper.key.public])
    assert head.size == Seal.objects.last().size
    assert len(note.signatures) == 2
    assert queries.last_witnessed() == Seal.objects.last()
    page = client_as(language="en").get("/record/").content.decode()
    assert "Morning Paper" in page
    assert "vouches for the last seal" in page
    assert "witnessed by" in client_as(language="en").get("/").content.decode()


def test_each_further_seal_is_proved_to_only_add(paper, acts) -> None:
    for many in (3, 260, 1):
        acts(many)
        integrator.integrate(NOW)
        assert witnesses.ask_all(NOW + LATER * paper.asked, paper) == 1
    assert Cosignature.objects.count() == 3
    assert not Integration.objects.get().alarm


def test_a_witness_that_says_from_where_is_asked_again_at_once(paper, acts) -> None:
    integrator.integrate(NOW)
    witnesses.ask_all(NOW, paper)
    Witness.objects.update(size=0, ask_at=None)  # the city forgot how far it was
    acts(5)
    integrator.integrate(NOW)
    assert witnesses.ask_all(NOW + LATER, paper) == 1
    assert paper.asked == 3


def test_the_city_goes_on_visibly_unwitnessed_while_it_is_away(paper, acts, client_as) -> None:
    def silent(url: str, body: bytes) -> witnesses.Answer:
        raise egress.NoAnswer("no connection")

    integrator.integrate(NOW)
    assert witnesses.ask_all(NOW, silent) == 0
    acts(2)
    assert integrator.integrate(NOW).size > 2
    page = client_as(language="en").get("/record/").content.decode()
    assert "does not answer" in page
    assert "what it does in the meantime is unwitnessed" in page
    assert witnesses.ask_all(NOW, paper) == 0  # not before some time has passed
    assert witnesses.ask_all(NOW + LATER, paper) == 1


def test_another_history_raises_the_alarm_and_stops_sealing(paper, acts, client_as) -> None:
    integrator.integrate(NOW)
    witnesses.ask_all(NOW, paper)
    origin = next(iter(paper.seen))
    paper.seen[origin] = Seen(paper.seen[origin].size, secrets.token_bytes(32))
    acts(2)
    integrator.integrate(NOW)
    assert witnesses.ask_all(NOW + LATER, paper) == 0
    assert Integration.objects.get().alarm == "forked"
    acts(1)
    with pytest.raises(integrator.Alarmed):
        integrator.integrate(NOW)
    page = client_as(language="en").get("/record/").content.decode()
    assert "Alarm over the record" in page
    assert actions.explain_alarm("آزموده شد", at=NOW) == "forked"
    assert integrator.integrate(NOW) is not None


def test_a_record_that_was_rolled_back_is_told_by_its_witness(paper, acts) -> None:
    acts(5)
    integrator.integrate(NOW)
    witnesses.ask_all(NOW, paper)
    origin = next(iter(paper.seen))
    paper.seen[origin] = Seen(1000, secrets.token_bytes(32))
    acts(1)
    integrator.integrate(NOW)
    witnesses.ask_all(NOW + LATER, paper)
    assert Integration.objects.get().alarm == "rolled_back"


@pytest.mark.parametrize(
    ("status", "body"), [(500, b"x"), (404, b"who?"), (403, b""), (200, b"nonsense\n"), (409, b"x")]
)
def test_other_answers_vouch_for_nothing(paper, status: int, body: bytes) -> None:
    integrator.integrate(NOW)
    assert witnesses.ask_all(NOW, lambda *_any: witnesses.Answer(status, body)) == 0
    assert not Cosignature.objects.exists()


def test_rotation_by_plan_and_after_a_leak(acts, home) -> None:
    acts(1)
    integrator.integrate(NOW)
    old = keys.signing_keys()[0]
    new, _old = actions.rotate_key(leaked=False, at=NOW)
    made = integrator.integrate(NOW)
    for key in (old, new):
        open_checkpoint(made.note.encode(), [key.public])
    assert actions.end_rotation() == 1
    newest, _new = actions.rotate_key(leaked=True, at=NOW)
    made = integrator.integrate(NOW)
    assert [key.public for key in keys.signing_keys()] == [newest.public]
    open_checkpoint(made.note.encode(), [newest.public])
    with pytest.raises(ValueError, match="trusted"):
        open_checkpoint(made.note.encode(), [old.public, new.public])
    assert (home / "record.key").stat().st_mode & 0o777 == 0o600


def test_after_a_leak_an_export_is_sealed_by_the_key_that_counts(acts, paper, home) -> None:
    acts(1)
    integrator.integrate(NOW)
    witnesses.ask_all(NOW, paper)
    assert Cosignature.objects.exists()
    newest, _old = actions.rotate_key(leaked=True, at=NOW)
    integrator.integrate(NOW)
    exporting.export(home / "out")
    open_checkpoint((home / "out" / "checkpoint").read_bytes(), [newest.public])
