"""Photos from strangers: read with suspicion, drawn anew without what the camera wrote into them.

A photo stands in MEDIA_ROOT/photos/<first two hex digits>/<id>.<size>.jpg in two sizes.
"""

from __future__ import annotations

import io
import os
import threading
import uuid
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from cityhall.acts.refusals import Refusal, Refused
from divan import language

MOST_BYTES = 12 * 1024 * 1024
MOST_PIXELS = 25_000_000
FORMATS = ("JPEG", "PNG", "WEBP")
SIZES = {"large": 1600, "thumb": 480}  # pixels of the longer side
QUALITY = 82

# Pillow refuses twice this number by itself, and below that only warns; here both are refused.
Image.MAX_IMAGE_PIXELS = MOST_PIXELS
warnings.simplefilter("error", Image.DecompressionBombWarning)

_HEIC = (b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1", b"avif", b"avis")
# An open picture takes up to 100 MB; two at a time are enough for a city's front desk.
_OPEN_PICTURES = threading.BoundedSemaphore(2)


@dataclass(frozen=True)
class Picture:
    """A photo drawn anew: JPEG bytes by size, and the pixels of the large one."""

    files: dict[str, bytes]
    width: int
    height: int


def read(upload: UploadedFile) -> Picture:
    """The photo in an uploaded file. Raises `Refused` with the file's name and the way out."""
    name = _shown(upload.name or "")
    if not upload.size:
        raise _refused(_("“%(name)s” is empty. Please choose the photo again."), name)
    if upload.size > MOST_BYTES:
        raise _refused(_("“%(name)s” is larger than 12 MB. Send a smaller photo."), name)
    upload.seek(0)
    start = upload.read(12)
    if start[4:8] == b"ftyp" and start[8:12] in _HEIC:
        raise _refused(
            _(
                "“%(name)s” is a HEIC photo, which many browsers cannot show. Set the camera to "
                "“Most Compatible” (JPEG), or take a screenshot of the photo and send that."
            ),
            name,
        )
    upload.seek(0)
    try:
        with _OPEN_PICTURES:
            return _drawn_anew(upload.file)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _refused(
            _("“%(name)s” has more than 25 million pixels. Send a smaller photo."), name
        ) from None
    except Exception:  # a decoder fed with hostile bytes may raise anything
        raise _refused(
            _("“%(name)s” cannot be read as a photo. Send a JPEG, PNG or WebP file."), name
        ) from None


def write(photo_id: uuid.UUID, picture: Picture) -> None:
    """Put all sizes on the disk, each whole or not at all, before a row speaks of them."""
    for size, data in picture.files.items():
        path = path_of(photo_id, size)
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_suffix(".part")
        with unfinished.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    _settle(path_of(photo_id, "large").parent)


def holds(photo_id: uuid.UUID, picture: Picture) -> bool:
    """Whether a kept photo is this very picture: drawn anew, one picture has one form."""
    try:
        return path_of(photo_id, "large").read_bytes() == picture.files["large"]
    except OSError:
        return False


def erase(photo_id: uuid.UUID) -> None:
    """Remove all sizes; what is already gone is no fault."""
    for size in SIZES:
        path_of(photo_id, size).unlink(missing_ok=True)


def path_of(photo_id: uuid.UUID, size: str) -> Path:
    """Where a photo stands. Raises `KeyError` for a size that there is not."""
    if size not in SIZES:
        raise KeyError(size)
    return Path(settings.MEDIA_ROOT) / "photos" / photo_id.hex[:2] / f"{photo_id}.{size}.jpg"


def _drawn_anew(file: BinaryIO) -> Picture:
    with Image.open(file, formats=FORMATS) as image:
        image.thumbnail((SIZES["large"], SIZES["large"]))
        upright = ImageOps.exif_transpose(image)
        # A fresh picture has nothing but its pixels: no EXIF, no comment, no colour profile.
        fresh = Image.new("RGB", upright.size, "white")
        if upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info:
            upright = upright.convert("RGBA")
            fresh.paste(upright, mask=upright.getchannel("A"))
        else:
            fresh.paste(upright.convert("RGB"))
    files = {"large": _jpeg(fresh)}
    small = fresh.copy()
    small.thumbnail((SIZES["thumb"], SIZES["thumb"]))
    files["thumb"] = _jpeg(small)
    return Picture(files, *fresh.size)


def _jpeg(image: Image.Image) -> bytes:
    written = io.BytesIO()
    image.save(written, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return written.getvalue()


def _settle(folder: Path) -> None:
    """Make a rename in a folder survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _shown(name: str) -> str:
    """A file's name as a message can quote it: short, and unable to turn the sentence around."""
    plain = " ".join(language.clean(name).split())
    short = plain if len(plain) <= 40 else f"{plain[:28]}…{plain[-11:]}"
    return f"\u2068{short}\u2069"  # isolated: a Latin name in a Persian sentence


def _refused(message: str, name: str) -> Refused:
    return Refused(Refusal("photo", message % {"name": name}, "photos", 422))
