"""`cityhall work`: the work behind the pages in a process of its own."""

from __future__ import annotations

import signal
import threading
from types import FrameType

import click

from cityhall.cli import require_database, start_django


@click.command("work", epilog="Example: cityhall serve --no-worker & cityhall work")
@click.option("--once", is_flag=True, help="Send what is due now, then end.")
def command(once: bool) -> None:
    """Send messages and do the chores until stopped with Ctrl-C.

    Several of these, and servers with a worker inside, share the work and send nothing twice.
    """
    start_django()
    require_database()
    from django.conf import settings
    from django.utils import timezone

    from cityhall.acts import outbox, worker

    if settings.READ_ONLY:
        raise click.ClickException("nothing can be written now, so there is nothing to do")
    if once:
        click.echo(f"{outbox.send_due(timezone.now(), most=1_000_000)} messages")
        return
    stop = threading.Event()

    def end(number: int, frame: FrameType | None) -> None:
        stop.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, end)
    click.echo("Working  (Ctrl-C stops it)")
    worker.run(stop)
