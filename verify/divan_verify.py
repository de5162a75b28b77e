"""Check the public record of a city without trusting its server, or any program of its own.

    python divan_verify.py receipt FILE.tlog-proof  KEY|POLICY
    python divan_verify.py log     DIRECTORY|URL    KEY|POLICY       (export does the same)

KEY is the key of a log that you trust, POLICY a file that names logs and witnesses. A receipt is
proved if its leaf, hashed up its path, leads to the root in a checkpoint that they signed. A log is
proved if every entry has the hash in its tile, every tile the hash in the tile above, and the last
lead to the signed root; the receipts in it are checked too. Formats: RFC 6962 section 2.1,
c2sp.org/tlog-checkpoint, -cosignature, -tiles, -proof, -policy; the leaf: docs/record.md.
"""

import base64
import hashlib
import hmac
import json
import sys
import urllib.request
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

LEAF, NODE = b"\x00", b"\x01"  # what stands before a leaf, or a pair, when it is hashed
CANONICAL = {"ensure_ascii": False, "sort_keys": True, "separators": (",", ":")}  # RFC 8785


class Wrong(Exception):  # noqa: N818
    """Something is not as it claims to be; the text says where and what."""


def sha(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def root_of(hashes):
    """Pair by pair, level by level; an odd one at the end moves up as it is."""
    hashes = hashes or [sha()]
    while len(hashes) > 1:
        odd = hashes[-1:] if len(hashes) % 2 else []
        pairs = zip(hashes[0::2], hashes[1::2], strict=False)
        hashes = [sha(NODE, left, right) for left, right in pairs] + odd
    return hashes[0]


def climb(leaf, index, size, path):
    """The root that a path leads to: the definition of RFC 6962 section 2.1.1, read backwards."""
    if size == 1 or not path:
        if size == 1 and not path:
            return leaf
        raise Wrong("the proof has too many or too few hashes")
    left = 1 << (size - 1).bit_length() - 1  # the largest power of two below size
    if index < left:
        return sha(NODE, climb(leaf, index, left, path[:-1]), path[-1])
    return sha(NODE, path[-1], climb(leaf, index - left, size - left, path[:-1]))


def decode(text, length=None):
    try:
        data = base64.b64decode(text, validate=True)
    except ValueError:
        raise Wrong(f"{text[:60]!r} is not base64") from None
    if base64.b64encode(data).decode() != text or length not in (None, len(data)):
        raise Wrong(f"{text[:60]!r} is not base64 of {length or 'some'} bytes in its one spelling")
    return data


def number(text):
    if not (text.isascii() and text.isdigit() and len(text) < 20 and str(int(text)) == text):
        raise Wrong(f"{text[:60]!r} is not a number in its one spelling")
    return int(text)


def plain(data):
    text = data.decode("utf-8", "replace")
    if "\ufffd" in text or any(letter < " " and letter != "\n" for letter in text):
        raise Wrong("it is not UTF-8 text, or contains a control character")
    return text


def member(data, *names):
    """A member of a JSON object, by the names that lead to it, or None."""
    try:
        held = json.loads(data)
        for name in names:
            held = held[name]
    except (ValueError, RecursionError, LookupError, TypeError):
        return None
    return held


def parse_key(vkey):
    """A key line `name+hash+base64(type, key)` as (name, hash, type, public key)."""
    name, short, encoded = [*vkey.split("+", 2), "", ""][:3]
    raw = decode(encoded)
    named = hashlib.sha256(name.encode("utf-8", "replace") + b"\n" + raw).hexdigest()[:8]
    if len(raw) != 33 or raw[0] not in (1, 4) or short != named:
        raise Wrong(f"{vkey[:80]!r} is not an Ed25519 key, or was changed")
    return name, bytes.fromhex(short), raw[0], raw[1:]


def parse_policy(lines):
    """Logs, witnesses by name, groups by name, and the name of the quorum."""
    logs, witnesses, groups, quorum = [], {}, {}, None
    for line in lines:
        kind, *words = line.split() or ["#"]
        names = {"none", *witnesses, *groups}  # known so far
        if kind == "log" and len(words) in (1, 2):
            logs.append(parse_key(words[0]))
        elif kind == "witness" and len(words) in (2, 3) and words[0] not in names:
            witnesses[words[0]] = parse_key(words[1])
        elif kind == "group" and words[2:] and words[0] not in names >= {*words[2:]}:
            needed = {"any": "1", "all": str(len(words) - 2)}.get(words[1], words[1])
            groups[words[0]] = number(needed), words[2:]
        elif kind == "quorum" and len(words) == 1 and words[0] in names:
            quorum = words[0]
        elif not kind.startswith("#"):
            raise Wrong(f"policy: {line[:80]!r} is not understood")
    return logs, witnesses, groups, quorum


def open_checkpoint(note, policy):
    """Origin, size and root of a signed checkpoint, and when each witness signed."""
    logs, witnesses, groups, quorum = policy
    body, blank, signatures = plain(note).rpartition("\n\n")
    text, lines = body + "\n", body.split("\n")
    if not blank or not signatures.endswith("\n") or len(lines) < 3 or "" in lines:
        raise Wrong("the checkpoint is not origin, size, root, a blank line and signatures")
    origin, size, root = lines[0], number(lines[1]), decode(lines[2], 32)
    known, signed = {key[:2]: key for key in [*logs, *witnesses.values()]}, {}
    for line in signatures[:-1].split("\n"):
        dash, name, encoded = [*line.split(" ", 2), "", ""][:3]
        data = decode(encoded)
        if dash != "\u2014" or len(data) < 5:
            raise Wrong(f"{line[:60]!r} is not a signature line")
        if key := known.get((name, data[:4])):
            when, signature, message = 0, data[4:], text
            if key[2] == 4:  # a witness's holds the time
                when, signature = int.from_bytes(data[4:12], "big"), data[12:]
                message = f"cosignature/v1\ntime {when}\n{text}"
            try:
                Ed25519PublicKey.from_public_bytes(key[3]).verify(signature, message.encode())
            except (InvalidSignature, ValueError):
                raise Wrong(f"the signature of {name} is false") from None
            signed[key] = when
    if not any(key in signed and key[0] == origin for key in logs):
        raise Wrong(f"the checkpoint of {origin} is not signed by a key that you trust")
    times = {name: signed[key] for name, key in witnesses.items() if key in signed}
    good = {name: name in times for name in witnesses} | {"none": True}
    for name, (needed, members) in groups.items():
        good[name] = sum(good[each] for each in members) >= max(needed, 1)
    if not good[quorum]:
        raise Wrong(f"too few witnesses signed: {', '.join(times) or 'none'}")
    return origin, size, root, times


def check_receipt(data, policy):
    """Index and leaf that a .tlog-proof proves; prints what it says."""
    head, _, note = data.partition(b"\n\n")
    lines = plain(head).split("\n")
    extra = decode(lines.pop(1)[6:]) if lines[1:] and lines[1].startswith("extra ") else b""
    if lines[0] != "c2sp.org/tlog-proof@v1" or not lines[1:] or not lines[1].startswith("index "):
        raise Wrong("it is not a .tlog-proof file")
    index, path = number(lines[1][6:]), [decode(line, 32) for line in lines[2:]]
    leaf = str(member(extra, "leaf")).encode("utf-8", "replace")
    origin, size, root, times = open_checkpoint(note, policy)
    if index >= size or climb(sha(LEAF, leaf), index, size, path) != root:
        raise Wrong(f"the leaf is not entry {index} of {size} of {origin}, or was changed")
    print(f"entry {index} of {size} in the record of {origin}:\n  {leaf.decode()}")
    print(f"  witnesses, and when (seconds since 1970): {times or 'none'}")
    if member(extra, "sealed"):
        key, words = str(member(extra, "sealed", "key")), member(extra, "sealed", "words")
        text = json.dumps(words, **CANONICAL)
        raw = bytes.fromhex(key) if set(key) <= set("0123456789abcdef") and len(key) == 64 else b""
        made = hmac.new(raw, text.encode("utf-8", "replace"), "sha256").hexdigest()
        if not raw or made != member(leaf, "sealed"):
            raise Wrong("the sealed words are not those that the leaf commits to")
        print(f"  and its sealed words: {text}")
    return index, leaf


def tile_path(level, index, width):
    digits = str(index).zfill(-(-len(str(index)) // 3) * 3)
    name = "/x".join(digits[at : at + 3] for at in range(0, len(digits), 3))
    name = "x" * ("/" in name) + "/".join(name.rsplit("/x", 1))
    return f"tile/{level}/{name}" + (f".p/{width}" if width < 256 else "")


def read(log, path):
    """A file of the log in a directory or at an address, or nothing if it is not there."""
    try:
        if not log.startswith(("https://", "http://")):
            return (Path(log) / path).read_bytes()
        with urllib.request.urlopen(f"{log.rstrip('/')}/{path}", timeout=30) as answer:  # noqa: S310
            return answer.read(17 << 20)  # no bundle is longer
    except (FileNotFoundError, NotADirectoryError, urllib.error.HTTPError) as error:
        if getattr(error, "code", 404) == 404:
            return b""
        raise


def read_parts(log, level, index, width):
    """A tile as its hashes, or a bundle as its entries; from the full file if the part is gone."""
    path = tile_path(level, index, width)
    data = read(log, path) or read(log, tile_path(level, index, 256))
    parts, at, head = [], 0, 2 if level == "entries" else 0
    while at < len(data):
        end = at + (2 + int.from_bytes(data[at : at + 2], "big") if head else 32)
        parts.append(data[at + head : end])
        at = end
    if at != len(data) or len(parts) not in (width, 256):
        raise Wrong(f"{path}: missing, cut off, or not of {width} parts")
    return path, parts[:width]


def check_log(log, policy):
    """Read everything; returns the size and the faults, each naming its place."""
    origin, size, root, times = open_checkpoint(read(log, "checkpoint"), policy)
    if size > 1 << 32:
        raise Wrong(f"checkpoint: {size} entries are more than can be read")
    faults, blank, withheld, below, edges, level = [], [], set(), [], [], 0
    while size >> 8 * level:
        count, edge = size >> 8 * level, []
        roots = [None] * -(-count // 256)
        for index in range(len(roots)):
            width = min(256, count - index * 256)
            try:
                path, hashes = read_parts(log, level, index, width)
                roots[index], edge = (root_of(hashes), []) if width == 256 else (None, hashes)
                for at, made in enumerate(below[index * 256 : index * 256 + width]):
                    if made not in (None, hashes[at]):
                        below_it = tile_path(level - 1, index * 256 + at, 256)
                        faults.append(f"{below_it}: its hash is not the one at {at} in {path}")
                if level == 0:
                    check_bundle(log, index, hashes, faults, blank, withheld)
            except Wrong as wrong:
                faults.append(str(wrong))
        below, edges, level = roots, [*edges, edge], level + 1
    right = []
    for edge in edges:
        right = [root_of(edge + right)] if edge or right else []
    if root_of(right) != root:
        faults.append("checkpoint: the last tiles of all levels lead to another root")
    faults += [f"entry {n}: empty, and no act withholds it" for n in blank if n not in withheld]
    print(f"{origin}: {size} entries, {len(blank)} empty; witnesses: {', '.join(times) or 'none'}")
    return size, faults


def check_bundle(log, index, hashes, faults, blank, withheld):
    path, entries = read_parts(log, "entries", index, len(hashes))
    for n, (entry, there) in enumerate(zip(entries, hashes, strict=True), index * 256):
        if b"record.withhold" in entry and member(entry, "verb") == "record.withhold":
            named = member(entry, "public", "entry")
            withheld.update([named] if type(named) is int and named < n else [])
        if sha(LEAF, entry) != there and not entry:
            blank.append(n)
        elif sha(LEAF, entry) != there:
            faults.append(f"entry {n}: {path} and {path.replace('entries', '0')} differ")


def check_receipts(log, size, policy):
    """Every receipt beside a log, and the file that it proves; yields the faults."""
    for place in sorted(Path(log).rglob("*.tlog-proof")):
        try:
            index, leaf = check_receipt(place.read_bytes(), policy)
            part, at = divmod(index, 256)
            width = min(256, size - part * 256)
            if width <= at or read_parts(log, "entries", part, width)[1][at] != leaf:
                raise Wrong(f"the log beside it has another entry {index}, or ends before")
            file = place.with_suffix("")
            stated = member(leaf, "public", "sha256")
            if file.is_file() and hashlib.sha256(file.read_bytes()).hexdigest() != stated:
                raise Wrong(f"{file.name} is not the file that the leaf names")
        except Wrong as wrong:
            yield f"{place.relative_to(log)}: {wrong}"


def main():
    if len(sys.argv) != 4 or sys.argv[1] not in ("receipt", "log", "export"):
        print(__doc__)
        return 2
    (what, where, trust), faults = sys.argv[1:], []
    try:
        lines = [f"log {trust}", "quorum none"]
        if Path(trust).is_file():
            lines = plain(Path(trust).read_bytes().replace(b"\t", b" ")).split("\n")
        policy = parse_policy(lines)
        if what == "receipt":
            check_receipt(Path(where).read_bytes(), policy)
        else:
            size, faults = check_log(where, policy)
            faults += check_receipts(where, size, policy)
    except (Wrong, OSError) as wrong:
        faults.append(str(wrong))
    print(*faults, "NOT PROVED" if faults else "proved", sep="\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
