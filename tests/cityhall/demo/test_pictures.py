"""Photos drawn by code: the same again, different by seed, different when the work is done."""

from __future__ import annotations

import pytest
from PIL import Image, ImageChops

from cityhall.demo.arrivals import SCENES as WISHED
from cityhall.demo.pictures import HEIGHT, SCENES, WIDTH, draw


def differs(one: Image.Image, other: Image.Image) -> bool:
    return ImageChops.difference(one, other).getbbox() is not None


@pytest.mark.parametrize("scene", SCENES)
def test_a_scene_is_the_same_again_and_changes_when_the_work_is_done(scene):
    picture = draw(scene, 3)
    assert picture.size == (WIDTH, HEIGHT) == (1024, 768)
    assert picture.mode == "RGB"
    assert not differs(picture, draw(scene, 3))
    assert differs(picture, draw(scene, 3, after=True))
    assert differs(picture, draw(scene, 4))


def test_every_scene_is_wished_for_and_every_wish_can_be_drawn():
    assert set(WISHED.values()) == set(SCENES)


def test_trees_follow_the_month():
    assert differs(draw("pothole", 1, month=1), draw("pothole", 1, month=6))


def test_an_unknown_scene_is_a_key_error():
    with pytest.raises(KeyError):
        draw("unicorn", 1)
