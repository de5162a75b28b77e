"""The mails that acts of the city office cause."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from cityhall.acts.mail import Context, Letter, writes
from cityhall.people.models import Post
from cityhall.people.names import name_in
from cityhall.people.queries import city


@writes("people.appointed")
def appointed(context: Context, language: str) -> Letter | None:
    """To whoever was given a post: what it is, and how to sign in."""
    post = Post.objects.select_related("organization").filter(code=context["post"]).first()
    if post is None:
        return None
    facts = {
        "city": name_in(city().name, language),
        "post": name_in(post.label, language),
        "unit": name_in(post.organization.name, language),
        "address": settings.ORIGIN + reverse("account_login"),
    }
    subject = _("%(city)s: your post is ready") % facts
    text = _(
        "You hold the post “%(post)s” in %(unit)s.\n\n"
        "Sign in with this e-mail address; no password is needed, we send you a code:\n"
        "%(address)s\n"
    )
    return Letter(subject, text % facts)
