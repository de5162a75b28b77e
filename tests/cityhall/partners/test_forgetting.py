"""What another system said of a report is forgotten with the report's own words."""

from __future__ import annotations

from tests.cityhall.conftest import NOW

from cityhall.acts.worker import CHORES
from cityhall.partners import following
from cityhall.partners.models import Forwarding, Upstream
from cityhall.service.models import Request


def test_notes_of_other_systems_go_with_the_words_and_are_not_fetched_again(filed) -> None:
    upstream = Upstream.objects.create(
        code="water", name={"en": "Water"}, endpoint="https://water.example/", created_at=NOW
    )
    rows = [
        Forwarding.objects.create(
            request=filed("hole"),
            upstream=upstream,
            remote_code="pothole",
            remote_notes="qanari",
            next_at=NOW,
            created_at=NOW,
        )
        for _ in range(2)
    ]
    Request.objects.filter(pk=rows[0].request_id).update(words_kept=False)
    assert following.forget_what_was_said in CHORES
    assert following.forget_what_was_said(NOW) == 1
    assert following.forget_what_was_said(NOW) == 0
    told = Forwarding.objects.order_by("pk").values_list("remote_notes", "next_at")
    assert list(told) == [("", None), ("qanari", NOW)]
