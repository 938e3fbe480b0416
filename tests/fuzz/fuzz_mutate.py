"""Mutations of valid inputs: by byte, by structure and by depth; a seed decides all of them."""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import deepcopy
from random import Random
from typing import Any

LONGEST = 1 << 18
"""Bytes of a mutated input: enough for anything quadratic to show within the time limit."""

TOKENS = [
    b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\xe2\x80\xae", b"\r", b"\n\n",
    b"\x0c", b"\x1b[31m", b"&#0;", b"&#xD800;", b"&amp;", b"<![CDATA[", b"]]>", b"<!--", b"-->",
    b"<p>", b"</p>", b"<blockquote>", b"<script>", b"<a href='http://['>", b"<!DOCTYPE a [", b"<",
    b">", b"> ", b"[", b"]", b"{", b"}", b"(", b")", b'"', b"'", b"\\", b"\\u0000", b"\\ud800",
    b",", b":", b"::", b"#", b"##", b"*", b"**", b"_", b"`", b"```", b"|", b"\t", b"    ", b"-",
    b"--", b"----", b"===", b"-->", b"@", b"@[a]", b"[a]: ", b"<a>: ", b"  + ", b"  - ", b"  <_ ",
    b"  >< ",
    b"(1) ", b"1. ", b"1.1. Pro: ", b"-> See 1.1.", b"null", b"NaN", b"1e999", b"-1", b"0" * 5000,
    b"true", b"[]", b"{}", b'""', b"=?utf-8?q?=zz?=", b"Content-Type: multipart/a; boundary=a\n",
    b"--a\n", b"From x\nFrom: a\nDate: b\n\n", b"WEBVTT", b"00:01.000 --> 00:02.000\n", b"//",
    b"/*", b"{author: a", b"<edu id='a'>", b"<node id='a'>", b"http://a.b/" + b"c)" * 50, b"=1+1",
]  # fmt: skip
VALUES: list[Any] = [
    None, True, False, 0, -1, 1, 2**63, -(2**64), 10**400,
    1e308, "", " ", "\x00", "\ud800", "\u202e",
    "a", "1", "[deleted]", "<p>x</p>", "> x\n\ny", "2020-01-01", "9999-99-99T99:99:99", "http://[",
    "x" * 3000, [], {}, [[]], [{}], {"": ""}, {"id": None}, ["a", 1, None],
]  # fmt: skip

Change = Callable[[bytes, Random], bytes]


def mutate(data: bytes, other: bytes, random: Random) -> bytes:
    """Return a changed copy; one in ten is spliced with another input first."""
    if random.random() < 0.1:
        cut, join = random.randint(0, len(data)), random.randint(0, len(other))
        data = data[:cut] + other[join:]
    for _ in range(1 + int(random.expovariate(0.6))):
        data = random.choice(CHANGES)(data, random)[:LONGEST]
    return data


def _bytes(data: bytes, random: Random) -> bytes:
    """Flip, drop, double or insert a few bytes."""
    found = bytearray(data)
    for _ in range(random.randint(1, 8)):
        at = random.randint(0, len(found))
        way = random.randrange(4)
        if way == 0 and at < len(found):
            found[at] ^= 1 << random.randrange(8)
        elif way == 1:
            del found[at : at + random.randint(1, 16)]
        elif way == 2:
            found[at:at] = found[at : at + random.randint(1, 32)]
        else:
            found[at:at] = random.randbytes(random.randint(1, 4))
    return bytes(found)


def _tokens(data: bytes, random: Random) -> bytes:
    """Put marks that mean something to one format or another anywhere."""
    for _ in range(random.randint(1, 4)):
        at = random.randint(0, len(data))
        data = data[:at] + random.choice(TOKENS) + data[at + random.choice((0, 0, 1, 5)) :]
    return data


def _lines(data: bytes, random: Random) -> bytes:
    """Drop, double, move or indent lines."""
    lines = data.split(b"\n")
    for _ in range(random.randint(1, 4)):
        at, to = random.randrange(len(lines)), random.randrange(len(lines))
        way = random.randrange(5)
        if way == 0 and len(lines) > 1:
            del lines[at]
        elif way == 1:
            lines.insert(to, lines[at])
        elif way == 2:
            lines[at], lines[to] = lines[to], lines[at]
        elif way == 3:
            lines[at] = b" " * random.randint(1, 9) + lines[at]
        else:
            lines[at] = lines[at][: random.randint(0, len(lines[at]))]
        lines = lines or [b""]
    return b"\n".join(lines)


def _structure(data: bytes, random: Random) -> bytes:
    """Change values, keys and lists inside JSON; other inputs lose or double a tag or a cell."""
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        return _spans(data, random)
    for _ in range(random.randint(1, 4)):
        value = _inside(value, random)
    try:
        return json.dumps(value).encode("utf-8")
    except (ValueError, RecursionError):
        return data


def _inside(value: Any, random: Random) -> Any:
    """Walk down to a random place and change what stands there."""
    if not isinstance(value, (dict, list)) or not value or random.random() < 0.15:
        return deepcopy(random.choice(VALUES))
    keys: list[Any] = list(value) if isinstance(value, dict) else list(range(len(value)))
    at = random.choice(keys)
    way = random.randrange(12)
    if way == 0:
        del value[at]
    elif way == 1 and isinstance(value, list):
        value.insert(random.randint(0, len(value)), value[at])
    elif way == 1:
        value[random.choice(keys)] = value[at]
    elif way == 2 and isinstance(value, dict):
        value[str(random.choice(VALUES))[:10]] = value.pop(at)
    elif way == 3:
        value[at] = [value[at]] if random.random() < 0.5 else {"id": value[at]}
    elif way == 4 and isinstance(value, list):
        value *= random.choice((2, 3, 50))
    else:
        value[at] = _inside(value[at], random)
    return value


def _spans(data: bytes, random: Random) -> bytes:
    """Drop, double or swap what stands between two marks of one kind."""
    mark = random.choice((b"<", b",", b'"', b"\n\n", b":", b" ", b"["))
    parts = data.split(mark)
    at, to = random.randrange(len(parts)), random.randrange(len(parts))
    if random.random() < 0.3 and len(parts) > 1:
        del parts[at]
    elif random.random() < 0.5:
        parts.insert(to, parts[at])
    else:
        parts[at], parts[to] = parts[to], parts[at]
    return mark.join(parts)


def _depth(data: bytes, random: Random) -> bytes:
    """Repeat or nest a part, a few times or very often."""
    times = int(10 ** random.uniform(0.5, 5))
    way = random.randrange(4)
    if way == 0:
        opening, closing = random.choice(
            ((b"[", b"]"), (b'{"a":', b"}"), (b"<div>", b"</div>"), (b"<blockquote>", b""),
             (b"(", b")"), (b"> ", b""), (b"*", b"*"), (b"- ", b""), (b"<b><i>", b"</b>"))
        )  # fmt: skip
        times = min(times, LONGEST // (2 * len(opening + closing)))
        at = random.randint(0, len(data))
        return data[:at] + opening * times + data[at:] + closing * times
    if way == 1:
        token = random.choice(TOKENS)
        at = random.randint(0, len(data))
        return data[:at] + token * min(times, LONGEST // len(token)) + data[at:]
    start = random.randint(0, max(0, len(data) - 1))
    end = random.randint(start, min(len(data), start + 200))
    part = data[start:end] or b"x"
    if way == 2:
        part = random.choice(data.split(b"\n")) + b"\n"
    return data[:start] + part * min(times, LONGEST // len(part)) + data[start:]


def _nested(data: bytes, random: Random) -> bytes:
    """Hang a copy of a JSON object under itself, as replies hang under replies."""
    try:
        value = inner = json.loads(data)
        if not isinstance(value, dict):
            return data
        lists = [key for key, held in value.items() if isinstance(held, list)]
        key = random.choice(lists or ["children", "replies", "comments"])
        for _ in range(min(random.choice((1, 3, 30, 200)), LONGEST // (len(data) + 1))):
            inner = {**value, key: [inner]}
        return json.dumps(inner).encode("utf-8")[:LONGEST]
    except (ValueError, RecursionError):
        return data


CHANGES: list[Change] = [_bytes, _tokens, _tokens, _lines, _structure, _structure, _structure,
                         _depth, _nested]  # fmt: skip
