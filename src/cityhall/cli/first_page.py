"""`python -m cityhall.cli.first_page`: upgrade the city in DIVAN_HOME and ask it for its pages.

A restore drill runs it on the scratch copy, to see that the backup becomes a city that answers.
"""

from __future__ import annotations

import os
import sys

ADDRESSES = ("/", "/reports/", "/health")


def main() -> int:
    """0 where every page answers 200."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cityhall.settings")
    from cityhall.cli import start_django

    start_django()
    from django.conf import settings
    from django.core.management import call_command
    from django.test import Client

    call_command("migrate", verbosity=0, interactive=False)
    host = settings.ALLOWED_HOSTS[0].lstrip(".*") or "localhost"
    asking = Client(raise_request_exception=False, headers={"host": host})
    for address in ADDRESSES:
        status = asking.get(address, secure=settings.HTTPS).status_code
        if status != 200:
            print(f"{address} answers {status}", file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
