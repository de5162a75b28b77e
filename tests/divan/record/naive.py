"""RFC 6962 section 2.1 word for word, slow and independent of the code that it tests."""

from __future__ import annotations

import hashlib
from functools import cache


def h(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def entry(n: int) -> bytes:
    return b"entry %d" % n


@cache
def mth(start: int, end: int) -> bytes:
    """MTH(D[start:end]) where D[n] is `entry(n)`."""
    if start == end:
        return h(b"")
    if end - start == 1:
        return h(b"\x00" + entry(start))
    k = largest_power_below(end - start)
    return h(b"\x01" + mth(start, start + k) + mth(start + k, end))


def path(m: int, start: int, end: int) -> list[bytes]:
    """PATH(m, D[start:end])."""
    n = end - start
    if n == 1:
        return []
    k = largest_power_below(n)
    if m < k:
        return [*path(m, start, start + k), mth(start + k, end)]
    return [*path(m - k, start + k, end), mth(start, start + k)]


def proof(m: int, n: int) -> list[bytes]:
    """PROOF(m, D[n])."""
    return subproof(m, 0, n, True)


def subproof(m: int, start: int, end: int, whole: bool) -> list[bytes]:
    n = end - start
    if m == n:
        return [] if whole else [mth(start, end)]
    k = largest_power_below(n)
    if m <= k:
        return [*subproof(m, start, start + k, whole), mth(start + k, end)]
    return [*subproof(m - k, start + k, end, False), mth(start, start + k)]


def largest_power_below(n: int) -> int:
    k = 1
    while k * 2 < n:
        k *= 2
    return k
