"""Photos from strangers: kept small and clean, or refused in words; never believed."""

from __future__ import annotations

import io
import os
import struct
import zlib
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation
from PIL import Image

from cityhall.acts.refusals import Refused
from cityhall.people.actor import Actor
from cityhall.service import actions, uploads
from cityhall.service.models import Draft, Photo

from ..conftest import NOW

PLACE = {1: "N", 2: (35.0, 37.0, 12.0), 3: "E", 4: (51.0, 3.0, 0.0)}


@pytest.fixture(autouse=True)
def media(tmp_path: Path, settings) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def picture(
    width: int = 800, height: int = 600, kind: str = "JPEG", mode: str = "RGB", **saving: object
) -> bytes:
    image = Image.linear_gradient("L").resize((width, height)).convert(mode)
    written = io.BytesIO()
    image.save(written, kind, **saving)
    return written.getvalue()


def upload(data: bytes, name: str = "photo.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def exif(orientation: int = 1) -> Image.Exif:
    facts = Image.Exif()
    facts[0x0112] = orientation
    facts[0x010E] = "canary-description"
    facts[0x013B] = "canary-artist"
    facts.get_ifd(0x8825).update(PLACE)
    return facts


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photo_becomes_two_jpegs_of_known_size(kind: str) -> None:
    read = uploads.read(upload(picture(3200, 2400, kind)))
    assert (read.width, read.height) == (1600, 1200)
    assert opened(read.files["large"]).size == (1600, 1200)
    assert opened(read.files["thumb"]).size == (480, 360)
    assert {opened(data).format for data in read.files.values()} == {"JPEG"}


def test_a_small_photo_is_not_blown_up() -> None:
    read = uploads.read(upload(picture(300, 200)))
    assert {opened(data).size for data in read.files.values()} == {(300, 200)}


def test_where_when_and_by_whom_it_was_taken_is_gone() -> None:
    data = picture(
        900, 600, exif=exif(), comment=b"canary-comment", xmp=b"<canary-xmp/>", dpi=(300, 300)
    )
    assert b"canary-comment" in data
    assert opened(data).getexif().get_ifd(0x8825)[1] == "N"
    for clean in uploads.read(upload(data)).files.values():
        assert b"canary" not in clean
        assert b"Exif" not in clean
        assert dict(opened(clean).getexif()) == {}
        assert set(opened(clean).info) <= {
            "jfif",
            "jfif_version",
            "jfif_unit",
            "jfif_density",
            "progressive",
            "progression",
        }


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_exif_of_other_formats_is_gone_too(kind: str) -> None:
    data = picture(400, 300, kind, exif=exif().tobytes())
    assert b"canary" in data
    assert b"canary" not in b"".join(uploads.read(upload(data)).files.values())


def test_a_photo_taken_upright_stands_upright() -> None:
    read = uploads.read(upload(picture(800, 600, exif=exif(orientation=6))))
    assert (read.width, read.height) == (600, 800)


def test_what_is_transparent_becomes_white() -> None:
    image = Image.new("RGBA", (40, 40), (255, 0, 0, 0))
    written = io.BytesIO()
    image.save(written, "PNG")
    read = uploads.read(upload(written.getvalue()))
    assert opened(read.files["large"]).getpixel((20, 20)) == (255, 255, 255)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "CMYK", "I;16"])
def test_odd_colour_modes_are_read(mode: str) -> None:
    kind = "JPEG" if mode == "CMYK" else "PNG"
    image = Image.new("L", (60, 50), 99)
    image = image.convert(mode) if mode != "I;16" else Image.new("I;16", (60, 50), 9999)
    written = io.BytesIO()
    image.save(written, kind)
    assert uploads.read(upload(written.getvalue())).width == 60


def refused(data: bytes, name: str = "photo.jpg") -> str:
    with translation.override("en"), pytest.raises(Refused) as caught:
        uploads.read(upload(data, name))
    refusal = caught.value.refusal
    assert (refusal.status, refusal.field) == (422, "photos")
    return refusal.message


def png_header(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says it is enormous."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        crc = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + crc

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(bytes(100)))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("side", [5_001, 10_000, 50_000])
def test_a_picture_bomb_is_refused_before_it_is_opened(side: int) -> None:
    assert "25" in refused(png_header(side, side))


def test_just_below_the_limit_the_pixels_are_believed_and_looked_at() -> None:
    message = refused(png_header(5_000, 5_000))
    assert "25" not in message, "refused as unreadable, not as too large"


def test_a_file_over_12_mb_is_refused_by_its_size() -> None:
    assert "12" in refused(picture() + bytes(uploads.MOST_BYTES))


def test_heic_is_refused_with_the_way_out() -> None:
    data = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00" + bytes(100)
    assert "HEIC" in refused(data, "IMG_0001.HEIC")


@pytest.mark.parametrize(
    "data",
    [
        b"x",
        b"\xff\xd8\xff\xe0",
        b"GIF89a" + bytes(40),
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>",
        b"%PDF-1.7 " + bytes(50),
        b"II*\x00" + bytes(60),
        b"RIFF\x00\x00\x00\x00WEBPVP8 " + bytes(20),
        picture()[:500],
        picture(400, 300, "PNG")[:200],
        os.urandom(2000),
    ],
    ids=["letter", "jpeg start", "gif", "svg", "pdf", "tiff", "webp", "cut", "cut png", "noise"],
)
def test_what_is_no_photo_is_refused_by_name(data: bytes) -> None:
    assert "broken.jpg" in refused(data, "broken.jpg")


def test_an_empty_file_is_refused() -> None:
    refused(b"")


def test_a_file_name_cannot_turn_the_message_around() -> None:
    message = refused(b"x", "a\u202egpj.\u0000exe" + "y" * 300)
    assert "\u202e" not in message
    assert "\u0000" not in message
    assert len(message) < 200


@pytest.fixture
def draft(town: SimpleNamespace, actor: Callable[[str], Actor]) -> Draft:
    return actions.start_draft(actor=actor("nobody"), at=NOW)


def test_a_photo_is_kept_under_its_id_with_no_part_left(
    draft: Draft, actor: Callable[[str], Actor], media: Path
) -> None:
    photo = actions.add_photo(draft.pk, upload(picture()), actor=actor("nobody"), at=NOW)
    files = sorted(path.relative_to(media).as_posix() for path in media.rglob("*.*"))
    folder = f"photos/{photo.pk.hex[:2]}"
    assert files == [f"{folder}/{photo.pk}.large.jpg", f"{folder}/{photo.pk}.thumb.jpg"]
    assert photo.size == (media / files[0]).stat().st_size
    assert not photo.is_public


def test_the_same_photo_twice_is_one(draft: Draft, actor: Callable[[str], Actor], media) -> None:
    first = actions.add_photo(draft.pk, upload(picture()), actor=actor("nobody"), at=NOW)
    again = actions.add_photo(draft.pk, upload(picture(), "b.jpg"), actor=actor("nobody"), at=NOW)
    assert first == again
    assert len(list(media.rglob("*.jpg"))) == 2


def test_a_sixth_photo_is_refused_and_leaves_no_file(
    draft: Draft, actor: Callable[[str], Actor], media: Path
) -> None:
    for number in range(5):
        data = picture(100 + number, 80)
        actions.add_photo(draft.pk, upload(data), actor=actor("nobody"), at=NOW)
    with pytest.raises(Refused) as caught:
        actions.add_photo(draft.pk, upload(picture(200, 80)), actor=actor("nobody"), at=NOW)
    assert caught.value.refusal.field == "photos"
    assert len(list(media.rglob("*.jpg"))) == 10


def test_another_browser_can_neither_add_nor_remove(
    draft: Draft, actor: Callable[..., Actor], media: Path
) -> None:
    photo = actions.add_photo(draft.pk, upload(picture()), actor=actor("nobody"), at=NOW)
    stranger = actor("nobody", "browser-2")
    with pytest.raises(Refused) as caught:
        actions.add_photo(draft.pk, upload(picture(90, 90)), actor=stranger, at=NOW)
    assert caught.value.refusal.status == 404
    with pytest.raises(Refused):
        actions.remove_photo(draft.pk, photo.pk, actor=stranger)
    assert len(list(media.rglob("*.jpg"))) == 2


def test_a_removed_photo_is_gone_from_row_and_disk(
    draft: Draft, actor: Callable[[str], Actor], media: Path, django_capture_on_commit_callbacks
) -> None:
    photo = actions.add_photo(draft.pk, upload(picture()), actor=actor("nobody"), at=NOW)
    with django_capture_on_commit_callbacks(execute=True):
        actions.remove_photo(draft.pk, photo.pk, actor=actor("nobody"))
    assert not Photo.objects.exists()
    assert list(media.rglob("*.jpg")) == []


def test_a_full_disk_is_said_and_leaves_nothing(
    draft: Draft, actor: Callable[[str], Actor], media: Path, monkeypatch
) -> None:
    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Refused) as caught:
        actions.add_photo(draft.pk, upload(picture()), actor=actor("nobody"), at=NOW)
    assert caught.value.refusal.status == 503
    assert not Photo.objects.exists()
    assert list(media.rglob("*.jpg")) == []


def test_evidence_needs_the_power_to_change_the_report(
    town: SimpleNamespace, actor: Callable[[str], Actor]
) -> None:
    report = actions.Report(service=town.services["lamp"], text="تاریک است", area=town.east)
    request = actions.file_request(report, actor=actor("nobody"), at=NOW)
    with pytest.raises(Refused):
        actions.add_evidence(request.pk, upload(picture()), actor=actor("road"), at=NOW)
    photo = actions.add_evidence(request.pk, upload(picture()), actor=actor("lamp"), at=NOW)
    assert (photo.purpose, photo.is_public, photo.request) == ("evidence", False, request)


def test_old_drafts_are_forgotten_with_their_photos_and_sent_ones_stay(
    town: SimpleNamespace, actor: Callable[..., Actor], media: Path
) -> None:
    someone = actor("nobody")
    old, young, sent = (
        actions.start_draft(actor=someone, at=NOW - age)
        for age in (timedelta(hours=25), timedelta(hours=23), timedelta(days=9))
    )
    for number, draft in enumerate((old, young, sent)):
        data = picture(100 + number, 80)
        actions.add_photo(draft.pk, upload(data), actor=someone, at=NOW)
    report = actions.Report(
        service=town.services["lamp"],
        text="تاریک است",
        area=town.east,
        photos=list(sent.photos.all()),
    )
    actions.send_draft(sent.pk, report, actor=someone, at=NOW)
    assert actions.forget_old_drafts(NOW) == 1
    assert set(Draft.objects.all()) == {young, sent}
    assert len(list(media.rglob("*.jpg"))) == 4
