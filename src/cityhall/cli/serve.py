"""`cityhall serve`: one process that answers pages and does the work behind them."""

from __future__ import annotations

import gc
import logging
import signal
import socket
import threading
from types import FrameType

import click

from cityhall.cli import require_database, start_django

MOST_BYTES = 64 * 1024 * 1024  # five photos of 12 MB and the words


@click.command("serve", epilog="Example: cityhall serve --host 0.0.0.0 --port 8080")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Port."
)
@click.option(
    "--threads",
    default=8,
    show_default=True,
    type=click.IntRange(1, 64),
    help="Pages answered at the same time.",
)
@click.option("--no-worker", is_flag=True, help="Send no mail here; another process must.")
def command(host: str, port: int, threads: int, no_worker: bool) -> None:
    """Answer on one address until stopped with Ctrl-C.

    Mails are sent and figures kept by a worker inside this process.
    """
    start_django()
    require_database()
    from django.conf import settings
    from waitress.server import create_server

    from cityhall.acts import worker
    from cityhall.upkeep import serving
    from cityhall.wsgi import application

    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    try:
        server = create_server(
            application,
            host=host,
            port=port,
            threads=threads,
            ident=None,
            max_request_body_size=MOST_BYTES,
            clear_untrusted_proxy_headers=False,
            channel_timeout=60,
        )
    except (OSError, ValueError, socket.gaierror) as error:
        raise click.ClickException(f"cannot listen on {host}:{port}: {error}") from None
    serving.hold(settings.HOME)  # until this process ends, nothing is restored under it
    stop = threading.Event()
    if not no_worker and not settings.READ_ONLY:
        threading.Thread(target=worker.run, args=(stop,), name="worker", daemon=True).start()
    signal.signal(signal.SIGTERM, _interrupt)
    gc.collect()
    gc.freeze()  # what is loaded by now stays: collecting garbage need not walk through it again
    click.echo(f"http://{host}:{port}  (Ctrl-C stops it)")
    try:
        server.run()
    finally:
        stop.set()
        server.close()


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt
