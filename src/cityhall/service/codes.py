"""The receipt code as an address, and as a picture that a phone's camera reads."""

from __future__ import annotations

import io

import segno
from django.conf import settings
from django.urls import reverse


def address_of(code: str) -> str:
    """Where whoever holds the code follows the report."""
    return str(settings.ORIGIN) + reverse("tracked", args=[code])


def picture(code: str) -> bytes:
    """The address as a QR code (ISO/IEC 18004, level M) in an SVG file, black on white."""
    written = io.BytesIO()
    qr = segno.make(address_of(code), error="m", micro=False)
    qr.save(written, kind="svg", border=2, scale=5, light="#fff", svgclass=None, lineclass=None)
    return written.getvalue()
