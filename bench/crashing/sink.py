"""A mail server that writes down each Message-ID before it says yes: `sink.py PORT FILE`."""

from __future__ import annotations

import asyncio
import os
import re
import sys
from pathlib import Path

from aiosmtpd.smtp import SMTP

_ID = re.compile(rb"^Message-ID:\s*(\S+)", re.IGNORECASE | re.MULTILINE)


class Writer:
    def __init__(self, file: Path) -> None:
        self.out = file.open("a", encoding="ascii")

    async def handle_DATA(self, server, session, envelope) -> str:  # noqa: N802 - its name there
        found = _ID.search(envelope.content)
        print(found.group(1).decode() if found else "none", file=self.out, flush=True)
        return "250 OK"


async def main(port: int, file: Path) -> None:
    writer = Writer(file)
    loop = asyncio.get_running_loop()
    await loop.create_server(lambda: SMTP(writer), "127.0.0.1", port)
    print("ready", flush=True)
    while os.getppid() != 1:  # it ends with whoever called it
        await asyncio.sleep(5)


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), Path(sys.argv[2])))
