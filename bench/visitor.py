"""A visitor in a process of its own: `visitor.py PORT SECONDS PATH` asks as fast as it is answered.

A few connections are kept open, each asking again when it has its answer. "{n}" in the path
becomes another number each time. Prints the number of answers and the seconds they took.
"""

import sys
import threading
import time
from http.client import HTTPConnection

CONNECTIONS = 4


def main(port: str, seconds: str, path: str) -> None:
    end = time.perf_counter() + float(seconds)
    answers = [0] * CONNECTIONS

    def ask(place: int) -> None:
        visitor = HTTPConnection("127.0.0.1", int(port))
        while time.perf_counter() < end:
            number = answers[place] * CONNECTIONS + place
            visitor.request("GET", path.replace("{n}", str(number)))
            answer = visitor.getresponse()
            answer.read()
            if answer.status != 200:
                raise RuntimeError(f"{path}: status {answer.status}")
            answers[place] += 1

    threads = [threading.Thread(target=ask, args=(place,)) for place in range(CONNECTIONS)]
    begin = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(sum(answers), time.perf_counter() - begin)


if __name__ == "__main__":
    main(*sys.argv[1:])
