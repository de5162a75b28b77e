"""How many SQL queries each page costs: `queries.py` reads {name: [address, …]} as JSON.

Run with the settings of a city; prints {name: number}. What pages keep in memory between visits
is read before counting, as in a server that has been running for a minute.
"""

import json
import sys

import django


def main() -> None:
    django.setup()
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(headers={"host": "127.0.0.1"})
    numbers = {}
    for name, pages in json.load(sys.stdin).items():
        client.get(pages[0])
        with CaptureQueriesContext(connection) as captured:
            answer = client.get(pages[0])
            answer.getvalue()
        if answer.status_code != 200:
            sys.exit(f"{pages[0]}: status {answer.status_code}")
        numbers[name] = len(captured)
    json.dump(numbers, sys.stdout)


if __name__ == "__main__":
    main()
