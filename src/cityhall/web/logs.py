"""What the log may say: which address was refused, but no code or token that opens something."""

from __future__ import annotations

import json
import logging
import re
import traceback
from datetime import UTC, datetime
from typing import Any

from cityhall.web.measure import REQUEST_ID
from divan import language

_OPENS = re.compile(
    r"(/(?:track|report|assisted|news/stop|news|answer/\d+)/|[?&]api_key=)[^/\s?&]+(?=[/\s?&]|$)"
)


class Discreet(logging.Filter):
    """Takes codes, keys and tokens out of lines, and the traceback of what was refused.

    Whoever reads a log must not be able to read on as the reporter (service/receipts.py), nor to
    answer for a body outside (service/handover_keys.py) or to stop somebody's news.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = _OPENS.sub(r"\1…", record.getMessage()), None
        if record.levelno < logging.ERROR or record.name.startswith("django.security"):
            record.exc_info = None
        return True


class AsJson(logging.Formatter):
    """One JSON object a line: time, level, logger, message, request, and facts where there are.

    What looks like personal data is masked in messages. Of a fault the place is told, frame by
    frame, and its type, but not its text: databases quote the row that they refuse.
    """

    def format(self, record: logging.LogRecord) -> str:
        said: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": language.mask(record.getMessage(), "en"),
        }
        if request_id := REQUEST_ID.get():
            said["request_id"] = request_id
        said.update(getattr(record, "facts", {}))
        if record.exc_info and record.exc_info[0]:
            frames = traceback.extract_tb(record.exc_info[2])
            said["error"] = record.exc_info[0].__name__
            said["trace"] = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
        return json.dumps(said, ensure_ascii=False)
