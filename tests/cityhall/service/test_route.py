"""The order of a round: every place once, always the nearest next."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cityhall.people.places import distance
from cityhall.service.route import Spot, nearest_next

degrees = st.tuples(st.floats(35.5, 35.7), st.floats(51.0, 51.2))


@given(st.lists(degrees, max_size=12), degrees)
def test_every_place_once_and_none_left_is_nearer_than_the_next(places, start) -> None:
    spots = [Spot(number, *place) for number, place in enumerate(places)]
    walk = nearest_next(spots, *start)
    assert sorted(walk, key=lambda spot: spot.number) == spots
    here = start
    for place, spot in enumerate(walk):
        far = distance(*here, spot.latitude, spot.longitude)
        assert all(far <= distance(*here, one.latitude, one.longitude) for one in walk[place:])
        here = (spot.latitude, spot.longitude)


def test_the_order_is_not_simply_the_one_given() -> None:
    spots = [Spot(1, 35.69, 51.1), Spot(2, 35.61, 51.1), Spot(3, 35.65, 51.1)]
    assert [spot.number for spot in nearest_next(spots, 35.60, 51.1)] == [2, 3, 1]
