"""Letters by e-mail: plain text with the same in simple HTML, and headers that machines heed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from email.message import Message as Parts
from email.policy import Compat32
from functools import lru_cache
from html import escape
from smtplib import SMTPRecipientsRefused, SMTPSenderRefused
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.urls import reverse
from django.utils import translation
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cityhall.acts.channels import Undeliverable, Unreachable, channel
from cityhall.acts.channels.reply import address_for
from cityhall.acts.letterhead import letterhead
from cityhall.acts.mail import EVERYTHING, Letter, letter_of
from cityhall.acts.models import Message
from cityhall.acts.wishes import Ticket, Wishes, reader_key, ticket_for
from divan.language import persian_digits

_LINK = re.compile(r"https?://[^\s<>\"]+")
_RIGHT_TO_LEFT = ("fa", "ar")


@channel(Message.Channel.EMAIL)
class Mailbox:
    """One connection to the mail server, used for many letters."""

    def __init__(self) -> None:
        self.line = get_connection()

    def open(self) -> None:
        try:
            self.line.open()
        except Exception as error:
            raise Unreachable(type(error).__name__) from None

    def send(self, messages: Sequence[Message], wishes: Wishes) -> bool:
        mail = composed(messages, wishes)
        if mail is None:
            return False
        try:
            self.line.send_messages([mail])
        except SMTPRecipientsRefused as refused:
            codes = [code for code, _words in refused.recipients.values()]
            if all(500 <= code < 600 for code in codes):
                raise Undeliverable(str(codes[0])) from None
            raise
        except SMTPSenderRefused as refused:  # our own fault: it may be mended before the next try
            raise RuntimeError(f"the sender was refused ({refused.smtp_code})") from None
        return True

    def close(self) -> None:
        try:
            self.line.close()
        except Exception:  # a line that is dead already
            self.line = get_connection()


def composed(messages: Sequence[Message], wishes: Wishes) -> EmailMultiAlternatives | None:
    """The mail for one message, or the digest of several; none where nothing is left to say."""
    first = messages[0]
    language = wishes.language or first.language
    if first.in_digest:
        letter = _digest(messages, wishes, language)
        ticket = Ticket(reader_key(first.address), topic=EVERYTHING)
    else:
        letter = letter_of(first.kind, facts_of(first, wishes), language)
        ticket = ticket_for(first)
    if letter is None:
        return None
    optional = bool(first.topic)
    answer = ""
    if first.context.get("reporter") and not first.in_digest:  # nobody else has anything to answer
        answer = address_for(first.about, ticket.key)
    with translation.override(language):
        foot = _foot(ticket, optional, bool(answer))
    headers = {
        "Message-ID": message_id(first),
        "Content-Language": language,
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
        "X-Loop": host(),
    }
    if first.about and not first.in_digest:
        headers["References"] = headers["In-Reply-To"] = thread_id(first.about)
    if optional:
        headers["List-Unsubscribe"] = f"<{_address('news_stop', ticket)}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        headers["Precedence"] = "list"
    mail = Unfolded(
        letter.subject,
        f"{letter.text.rstrip()}\n\n-- \n{foot}\n" if foot else letter.text,
        to=[first.address],
        headers=headers,
        reply_to=[answer] if answer else None,
    )
    mail.attach_alternative(_html(letter, foot, language), "text/html")
    return mail


class _AsItStands(Compat32):
    """Writes a header that fits on its line as it stands.

    To fold is most of what a mail costs, and nearly none of our headers needs it.
    """

    def fold_binary(self, name: str, value: object) -> bytes:
        line = f"{name}: {value}"
        if isinstance(value, str) and len(line) <= 78 and line.isascii() and line.isprintable():
            return (line + self.linesep).encode("ascii")
        return super().fold_binary(name, value)


_POLICY = _AsItStands()


class Unfolded(EmailMultiAlternatives):
    """A mail whose headers stand on one line each, as long as they fit."""

    def message(self) -> Parts:
        whole = super().message()
        whole.policy = _POLICY
        return whole


def facts_of(message: Message, wishes: Wishes) -> dict[str, object]:
    """What a writer is told: the facts, and how its reader wants dates and digits."""
    return {**message.context, "calendar": wishes.calendar, "digits": wishes.digits}


def message_id(message: Message) -> str:
    """The same for every try, so that a repetition is known as one."""
    return f"<{message.pk}.{_mark('divan.message', str(message.pk))}@{host()}>"


def thread_id(about: str) -> str:
    """What all mails about one thing refer to, so that a mail program keeps them together."""
    return f"<thread.{_mark('divan.thread', about)}@{host()}>"


def is_own_id(name: str) -> bool:
    """Whether a Message-ID is one of ours: then a letter has come back to where it began."""
    local, _at, domain = name.strip().strip("<>").rpartition("@")
    number, _dot, mark = local.partition(".")
    return domain == host() and mark == _mark("divan.message", number)


def _mark(salt: str, value: str) -> str:
    return salted_hmac(salt, value, algorithm="sha256").hexdigest()[:20]


@lru_cache(maxsize=1)
def _host_of(origin: str) -> str:
    return urlsplit(origin).hostname or "localhost"


def host() -> str:
    """The host of the city's own address; its mails are named after it."""
    return _host_of(settings.ORIGIN)


def _address(name: str, ticket: Ticket) -> str:
    before, after = _path(name)
    return f"{settings.ORIGIN}{before}{quote(ticket.token, safe=':=')}{after}"


@lru_cache(maxsize=8)
def _path(name: str) -> tuple[str, str]:
    """What stands before and after the token in this path."""
    before, _token, after = reverse(name, args=["TOKEN"]).partition("TOKEN")
    return before, after


def _foot(ticket: Ticket, optional: bool, answers: bool) -> str:
    lines = []
    if answers:
        lines.append(_("You can answer this mail: we read it."))
    if optional:
        lines.append(
            _("How you get news, or no more of it:\n%(link)s")
            % {"link": _address("news_choices", ticket)}
        )
    return "\n".join(lines)


def _digest(messages: Sequence[Message], wishes: Wishes, language: str) -> Letter | None:
    """One letter of many: what each would have said in its subject, and where to read it."""
    letters = [letter_of(one.kind, facts_of(one, wishes), language) for one in messages]
    said = [one for one in letters if one is not None]
    if not said:
        return None
    with translation.override(language):
        city = letterhead().name(language)
        count = persian_digits(str(len(said))) if language == "fa" else str(len(said))
        subject = ngettext("One piece of news from %(city)s", "%(n)s news from %(city)s", len(said))
        parts = [f"{one.subject}\n{one.link}" if one.link else one.subject for one in said]
        text = "\n\n".join([_("Hello,"), *parts, f"{city}\n{settings.ORIGIN}/"])
    return Letter(subject % {"city": city, "n": count}, text + "\n")


def _html(letter: Letter, foot: str, language: str) -> str:
    """The text again, for programs that show Persian from the wrong side without HTML."""
    direction = "rtl" if language in _RIGHT_TO_LEFT else "ltr"
    title = escape(letter.subject)
    body = "".join(_paragraph(part) for part in letter.text.split("\n\n") if part.strip())
    small = f"<hr>{_paragraph(foot, 'small')}" if foot else ""
    return (
        f'<!doctype html><html lang="{language}" dir="{direction}"><head><meta charset="utf-8">'
        f"<title>{title}</title></head>"
        f'<body dir="{direction}" style="font:1em/1.7 Vazirmatn,Tahoma,sans-serif;max-width:40em">'
        f'<h1 style="font-size:1.2em">{title}</h1>{body}{small}</body></html>'
    )


def _paragraph(text: str, element: str = "") -> str:
    lines = (_LINK.sub(_linked, escape(line, quote=False)) for line in text.strip().split("\n"))
    inner = "<br>".join(lines)
    return f"<p>{f'<{element}>{inner}</{element}>' if element else inner}</p>"


def _linked(found: re.Match[str]) -> str:
    address = found.group()
    return f'<a href="{address}" dir="ltr">{address}</a>'
