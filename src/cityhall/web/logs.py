"""What the log may say: which address was refused, but no code or token that opens something."""

from __future__ import annotations

import logging
import re

_OPENS = re.compile(r"(/(?:track|report)/)[^/\s?]+(?=[/\s?]|$)")


class Discreet(logging.Filter):
    """Takes tracking codes and drafts' tokens out of lines, and the traceback of what was refused.

    Whoever reads a log must not be able to read on as the reporter; see service/receipts.py.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = _OPENS.sub(r"\1…", record.getMessage()), None
        if record.levelno < logging.ERROR or record.name.startswith("django.security"):
            record.exc_info = None
        return True
