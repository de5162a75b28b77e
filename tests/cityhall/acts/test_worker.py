"""The outbox: each mail goes out once it can, is tried again with patience, and then forgotten."""

from __future__ import annotations

import logging
import threading
from datetime import timedelta
from functools import partial
from smtplib import SMTPDataError, SMTPRecipientsRefused

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connections, transaction
from tests.cityhall.conftest import NOW

from cityhall.acts import outbox, worker
from cityhall.acts.actions import Mail, record, withdraw_messages
from cityhall.acts.channels import CHANNELS, email
from cityhall.acts.mail import WRITERS, Letter, letter_of, writes
from cityhall.acts.models import Act, Message
from cityhall.acts.outbox import KEPT, MOST_TRIES, STALE, WAITS, forget_sent, send_due
from cityhall.acts.worker import run
from cityhall.people.actor import SYSTEM
from cityhall.people.models import Organization

ADDRESS = "sara@example.org"


@pytest.fixture(autouse=True)
def kind(monkeypatch: pytest.MonkeyPatch) -> None:
    """A kind of mail for these tests: it says its number, and nothing about number 404."""
    monkeypatch.setattr("cityhall.acts.mail.WRITERS", dict(WRITERS))

    @writes("test.mail")
    def write(context, language) -> Letter | None:
        if context["n"] == 404:
            return None
        return Letter(f"نامهٔ\n{context['n']} ({language})", "متن")


@pytest.fixture
def unit(db: None) -> Organization:
    return Organization.objects.create(
        code="lighting", name={"fa": "روشنایی"}, classification="unit", sort_key="x"
    )


@pytest.fixture
def wait_for(unit: Organization):
    """`wait_for(3)`: three mails in the outbox, each by its own act."""

    def make(count: int = 1, kind: str = "test.mail", **context: object) -> list[Message]:
        for number in range(count):
            mails = [Mail(kind, ADDRESS, "fa", {"n": number, **context})]
            with transaction.atomic():
                record(SYSTEM, "people.open", unit, {}, at=NOW, mails=mails)
        return list(Message.objects.order_by("pk"))

    return make


class Broken(BaseEmailBackend):
    """A mail server that answers, refuses everything, and says whose mail it was."""

    tried = 0

    def send_messages(self, messages):
        type(self).tried += len(messages)
        raise SMTPDataError(451, f"cannot send to {messages[0].to}")


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> type[Broken]:
    Broken.tried = 0
    monkeypatch.setattr(email, "get_connection", Broken)
    return Broken


def test_a_mail_that_is_due_goes_out_once(wait_for) -> None:
    [message] = wait_for()
    assert send_due(NOW) == 1
    assert send_due(NOW) == send_due(NOW + timedelta(days=9)) == 0
    [sent] = mail.outbox
    assert (sent.to, sent.subject, sent.body.strip()) == ([ADDRESS], "نامهٔ 0 (fa)", "متن")
    message.refresh_from_db()
    assert (message.sent_at, message.next_try_at, message.tries) == (NOW, None, 1)


def test_mails_go_out_in_the_order_of_their_acts(wait_for) -> None:
    wait_for(5)
    assert send_due(NOW, most=3) == 3
    assert send_due(NOW) == 2
    assert [sent.subject for sent in mail.outbox] == [f"نامهٔ {n} (fa)" for n in range(5)]


def test_a_mail_that_is_not_due_waits(wait_for) -> None:
    wait_for()
    assert send_due(NOW - timedelta(seconds=1)) == 0
    assert not mail.outbox


def test_headers_say_which_mail_it_is_and_that_a_machine_sent_it(wait_for) -> None:
    wait_for(2)
    send_due(NOW)
    first, second = (sent.message() for sent in mail.outbox)
    assert first["Auto-Submitted"] == "auto-generated"
    assert first["Content-Language"] == "fa"
    assert first["Message-ID"] != second["Message-ID"]
    assert first["Message-ID"].endswith("@127.0.0.1>")


def test_a_mail_that_has_nothing_left_to_say_is_not_sent_and_not_tried_again(wait_for) -> None:
    wait_for(n=404)
    assert send_due(NOW) == 1
    assert not mail.outbox
    assert not Message.objects.filter(next_try_at__isnull=False).exists()


def test_a_failing_server_is_tried_with_growing_patience_and_then_given_up(
    wait_for, broken
) -> None:
    [message] = wait_for()
    at, waits = NOW, []
    while message.next_try_at is not None:
        at = message.next_try_at
        assert send_due(at) == 0
        assert send_due(at) == 0  # not again before its time
        message.refresh_from_db()
        if message.next_try_at:
            waits.append(message.next_try_at - at)
    minutes = [wait / timedelta(minutes=1) for wait in waits]
    assert minutes == [1, 5, 30, 120, 360, 720, 1440]
    assert tuple(waits) == WAITS
    assert message.tries == broken.tried == MOST_TRIES == 8
    assert message.sent_at is None


def test_a_server_that_comes_back_gets_the_same_mail(wait_for, monkeypatch) -> None:
    [message] = wait_for()
    with monkeypatch.context() as patch:
        patch.setattr(email, "get_connection", Broken)
        assert send_due(NOW) == 0
    assert send_due(NOW + timedelta(minutes=1)) == 1
    assert mail.outbox[0].extra_headers["Message-ID"] == email.message_id(message)


def test_after_three_failures_in_a_row_the_server_is_left_alone(wait_for, broken) -> None:
    wait_for(10)
    send_due(NOW)
    assert broken.tried == 3
    assert Message.objects.filter(tries=0).count() == 7


def test_one_bad_mail_does_not_stop_the_others(wait_for) -> None:
    wait_for(1)
    wait_for(1, kind="test.unknown")
    wait_for(2)
    assert send_due(NOW) == 3
    assert Message.objects.get(sent_at=None).kind == "test.unknown"


def test_the_log_names_the_fault_and_nobody_s_address(wait_for, broken, caplog) -> None:
    [message] = wait_for()
    with caplog.at_level(logging.ERROR):
        send_due(NOW)
    assert f"mail {message.pk} (test.mail), try 1: SMTPDataError" in caplog.text
    assert "sara" not in caplog.text


def test_a_worker_that_dies_after_sending_repeats_the_mail_under_its_name(
    wait_for, monkeypatch
) -> None:
    wait_for()

    class Killed(BaseException):
        pass

    def die(*_: object) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(outbox, "note_sent", die)
        with pytest.raises(Killed):
            send_due(NOW)
    assert len(mail.outbox) == 1
    assert send_due(NOW) == 0  # a second worker does not jump in
    assert send_due(NOW + timedelta(minutes=1)) == 1
    first, second = (sent.extra_headers["Message-ID"] for sent in mail.outbox)
    assert first == second
    assert send_due(NOW + timedelta(days=2)) == 0


def test_several_workers_send_each_mail_once(
    at_once, transactional_db, wait_for, monkeypatch
) -> None:
    wait_for(40)
    together = threading.Barrier(4, timeout=30)
    claimed, looking = outbox._Round._claimed, []

    def claim_together(self, most):
        if self not in looking:  # all four look for mail before any of them takes some
            looking.append(self)
            together.wait()
        return claimed(self, 3)

    monkeypatch.setattr(outbox._Round, "_claimed", claim_together)
    monkeypatch.setattr(outbox, "CHANNELS", {"email": CHANNELS["email"]})
    answers = at_once([partial(send_due, NOW)] * 4, threads=4)
    assert sum(answers) == 40
    assert len(mail.outbox) == 40
    assert len({sent.extra_headers["Message-ID"] for sent in mail.outbox}) == 40


class Down(BaseEmailBackend):
    """A mail server that does not answer at all."""

    knocks = 0

    def open(self) -> None:
        type(self).knocks += 1
        raise ConnectionRefusedError("sara@example.org")


def test_a_server_that_is_down_for_a_day_costs_no_mail_a_try(wait_for, monkeypatch) -> None:
    wait_for(30)
    patience, at = outbox.Patience(), NOW
    Down.knocks = 0
    with monkeypatch.context() as patch:
        patch.setattr(email, "get_connection", Down)
        while at < NOW + timedelta(days=1):
            assert send_due(at, patience=patience) == 0
            at += timedelta(seconds=60)
    assert Down.knocks < 320  # about every five minutes
    assert set(Message.objects.values_list("tries", "next_try_at")) == {(0, NOW)}
    assert send_due(at + timedelta(minutes=5), patience=patience) == 30


def test_what_waited_a_week_for_a_server_is_given_up(wait_for, monkeypatch) -> None:
    wait_for(2)
    monkeypatch.setattr(email, "get_connection", Down)
    send_due(NOW + STALE)
    assert Message.objects.filter(fate="").count() == 2
    send_due(NOW + STALE + timedelta(seconds=1))
    assert Message.objects.filter(fate="failed", next_try_at=None).count() == 2


def test_an_address_that_does_not_exist_is_not_tried_again(wait_for, monkeypatch) -> None:
    class Strict(BaseEmailBackend):
        def send_messages(self, messages):
            raise SMTPRecipientsRefused({messages[0].to[0]: (550, b"no such user")})

    wait_for(5)
    monkeypatch.setattr(email, "get_connection", Strict)
    send_due(NOW)
    assert Message.objects.filter(fate="failed", tries=1).count() == 5  # nobody blocks the rest


def test_addresses_are_forgotten_a_month_after_their_mail(wait_for) -> None:
    wait_for(2)
    send_due(NOW, most=1)
    assert forget_sent(NOW + KEPT) == 0
    assert forget_sent(NOW + KEPT + timedelta(seconds=1)) == 1
    assert Message.objects.get().sent_at is None  # what waits is kept


def test_the_worker_sends_and_does_chores_until_it_is_stopped(
    transactional_db, wait_for, monkeypatch
) -> None:
    wait_for(3)
    stop, done = threading.Event(), threading.Event()
    calls: list[object] = []

    def fail(at: object) -> None:
        calls.append(at)
        raise LookupError("a chore that fails stops nothing")

    def last(at: object) -> None:
        calls.append(at)
        done.set()

    monkeypatch.setattr(worker, "CHORES", [fail, last])
    monkeypatch.setattr(worker.timezone, "now", lambda: NOW)
    thread = threading.Thread(target=run, args=(stop,), kwargs={"pause": 0.01})
    thread.start()
    assert done.wait(30)
    stop.set()
    thread.join(30)
    assert not thread.is_alive()
    assert len(mail.outbox) == 3
    assert calls == [NOW, NOW]  # once in ten minutes
    connections.close_all()


def test_a_kind_has_one_writer() -> None:
    with pytest.raises(RuntimeError, match=r"test\.mail"):
        writes("test.mail")(lambda context, language: None)


def test_a_kind_without_writer_is_an_error() -> None:
    with pytest.raises(KeyError):
        letter_of("test.nothing", {}, "fa")


def act_with(unit: Organization, hold: timedelta, address: str = ADDRESS) -> Act:
    with transaction.atomic():
        mails = [Mail("test.mail", address, "fa", {"n": 1})]
        return record(SYSTEM, "people.open", unit, {}, at=NOW, mails=mails, hold=hold)


def test_mails_of_an_act_are_held_and_leave_when_the_time_is_over(unit) -> None:
    act_with(unit, timedelta(seconds=20))
    assert send_due(NOW + timedelta(seconds=19)) == 0
    assert send_due(NOW + timedelta(seconds=20)) == 1


def test_mails_that_were_withdrawn_never_leave(unit) -> None:
    act = act_with(unit, timedelta(seconds=20))
    other = act_with(unit, timedelta(seconds=20))
    with transaction.atomic():
        assert withdraw_messages(act)
    assert send_due(NOW + timedelta(days=3)) == 1
    assert Message.objects.get(act=act).fate == "withdrawn"
    assert Message.objects.get(act=other.position).fate == "sent"


def test_what_left_cannot_be_withdrawn(unit) -> None:
    act = act_with(unit, timedelta(0))
    send_due(NOW)
    with transaction.atomic():
        assert not withdraw_messages(act)
    assert Message.objects.get(act=act).fate == "sent"


def test_withdrawing_needs_the_transaction_that_undoes(transactional_db) -> None:
    with pytest.raises(RuntimeError, match="transaction"):
        withdraw_messages(1)
