"""Work behind the pages steps aside while a page is being answered.

Threads of one Python process share one interpreter: mail that is written at full speed would make
every page slower. So each piece of such work first lets the pages that are being answered finish,
but waits no longer than a moment, so that a crowd cannot keep letters back.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

LONGEST = 0.025  # seconds

_changed = threading.Condition()
_answering = 0


@contextmanager
def answering() -> Iterator[None]:
    """Around the answering of a page."""
    global _answering
    with _changed:
        _answering += 1
    try:
        yield
    finally:
        with _changed:
            _answering -= 1
            if not _answering:
                _changed.notify_all()


def step_aside(longest: float = LONGEST) -> None:
    """Wait until no page is being answered, or a moment has passed."""
    if not _answering:
        return
    end = time.monotonic() + longest
    with _changed:
        while _answering and (left := end - time.monotonic()) > 0:
            _changed.wait(left)
