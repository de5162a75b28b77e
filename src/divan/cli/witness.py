"""`divan witness`: a small server with which a newspaper or an association vouches for a record.

It signs a head of the record only if that adds to the last one it signed, and keeps what it
signed durably before it answers. So a city that is watched by honest witnesses cannot show one
history to some and another to others.
"""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import click

from divan.cli.vouching import Vouching
from divan.record import RecordError
from divan.record.witness import MOST_REQUEST_BYTES

Respond = Callable[[str, list[tuple[str, str]]], object]
REASONS = {200: "OK", 400: "Bad Request", 403: "Forbidden", 404: "Not Found", 409: "Conflict"}
TEXT = "text/plain; charset=utf-8"


@click.command(
    "witness",
    epilog="Example: divan witness --name paper.example --log city.example/record+1b2c3d4e+AX…",
)
@click.option(
    "--home",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("witness"),
    show_default=True,
    help="Directory with the key and the memory of this witness.",
)
@click.option("--name", help="Name of this witness, such as paper.example; kept at first start.")
@click.option("--log", "logs", multiple=True, help="Key of a log to follow; kept, once given.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port", default=8090, show_default=True, type=click.IntRange(1, 65535), help="Port."
)
@click.option("--show", is_flag=True, help="Say what this witness is and has signed, and end.")
def command(
    home: Path, name: str | None, logs: tuple[str, ...], host: str, port: int, show: bool
) -> None:
    """Vouch for the record of one or more cities until stopped with Ctrl-C.

    At its first start it makes its key in the directory --home (readable by you alone). Back that
    directory up, and never start two witnesses on copies of it.
    """
    try:
        vouching = Vouching.open(home, name, logs, hold=not show)
    except RecordError as error:
        raise click.ClickException(str(error)) from None
    except OSError as error:
        raise click.ClickException(f"{home}: {error.strerror or error}") from None
    click.echo(told(vouching))
    if not show:
        _serve(vouching, host, port)


def told(vouching: Vouching) -> str:
    """What this witness is, and what the city must be told."""
    key = vouching.key.public
    lines = [
        f"This is the witness {key.name}. Its key:",
        "",
        f"    {key}",
        "",
        "Tell the city this line for its policy, with the address at which it reaches you:",
        "",
        f"    witness {key.name.split('/')[0]} {key} https://ADDRESS/",
        "",
    ]
    if not vouching.logs:
        lines.append("It follows no log yet: start it with --log and the key that the city prints.")
    for origin in vouching.logs:
        lines.append(f"It follows {origin}, signed up to {vouching.seen(origin).size} entries.")
    return "\n".join(lines)


def application(
    vouching: Vouching, clock: Callable[[], float] = time.time
) -> Callable[[dict[str, object], Respond], Iterable[bytes]]:
    """The WSGI application: `add-checkpoint`, what was signed last, and a word about itself."""

    def answer(environ: dict[str, object], respond: Respond) -> Iterable[bytes]:
        path, method = str(environ.get("PATH_INFO", "")), environ.get("REQUEST_METHOD")
        status, kind, body = 404, TEXT, b"here are /add-checkpoint, /ORIGIN/checkpoint and /\n"
        if method == "POST" and path == "/add-checkpoint":
            status, kind, body = _added(vouching, environ, int(clock()))
        elif method in ("GET", "HEAD") and path == "/":
            status, body = 200, (told(vouching) + "\n").encode()
        elif method in ("GET", "HEAD") and path.endswith("/checkpoint"):
            found = vouching.last(_utf8(path[1:].removesuffix("/checkpoint")))
            status, body = (200, found) if found else (404, b"nothing was signed of that log\n")
        elif path in ("/", "/add-checkpoint"):
            status, body = 405, b"POST /add-checkpoint; GET /\n"
        reason = REASONS.get(status, "Refused" if status < 500 else "Internal Server Error")
        headers = [
            ("Content-Type", kind),
            ("Content-Length", str(len(body))),
            ("Cache-Control", "no-store"),
            ("X-Content-Type-Options", "nosniff"),
        ]
        respond(f"{status} {reason}", headers)
        return [] if method == "HEAD" else [body]

    return answer


def _added(vouching: Vouching, environ: dict[str, object], now: int) -> tuple[int, str, bytes]:
    stream = environ["wsgi.input"]
    body = stream.read(MOST_REQUEST_BYTES + 1)  # type: ignore[attr-defined]
    try:
        decision = vouching.add(body, now)
    except OSError as error:  # nothing is signed that is not kept
        logging.getLogger("divan.witness").error("cannot keep what would be signed: %s", error)
        return 500, TEXT, b"this witness cannot keep its state, so it signs nothing\n"
    logging.getLogger("divan.witness").info(
        "%s %s: %s", decision.status, decision.origin or "-", decision.reason
    )
    return decision.status, decision.content_type, decision.body


def _utf8(path: str) -> str:
    return path.encode("latin-1", "replace").decode("utf-8", "replace")  # as WSGI hands it over


def _serve(vouching: Vouching, host: str, port: int) -> None:
    from waitress.server import create_server

    logging.basicConfig(format="%(asctime)s %(message)s", level=logging.INFO)
    logging.getLogger("waitress").setLevel(logging.ERROR)
    try:
        server = create_server(
            application(vouching),
            host=host,
            port=port,
            threads=4,
            connection_limit=100,
            channel_timeout=20,
            max_request_body_size=MOST_REQUEST_BYTES,
            max_request_header_size=16_384,
            ident=None,
        )
    except (OSError, ValueError) as error:
        raise click.ClickException(f"cannot listen on {host}:{port}: {error}") from None
    click.echo(f"It answers at http://{host}:{port}/")
    sys.stdout.flush()
    try:
        server.run()
    except KeyboardInterrupt:
        server.close()
