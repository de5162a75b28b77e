"""Counts of several queries in one journey, bounded, also of what can have no rows."""

from __future__ import annotations

from typing import Any

import pytest

from cityhall.database.counting import counts
from cityhall.people.models import Organization


@pytest.mark.django_db
def test_counts_are_those_of_each_query_in_one_statement(
    django_assert_num_queries: Any,
) -> None:
    for number in range(7):
        Organization.objects.create(
            code=f"unit-{number}", name={"en": "50 % off"}, classification="unit", sort_key="u"
        )
    rows = Organization.objects.all()
    with django_assert_num_queries(1):
        told = counts(rows, rows[:5], rows.none(), rows.filter(code__startswith="unit-3"))
    assert told == [7, 5, 0, 1]
