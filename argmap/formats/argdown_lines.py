"""Argdown, line by line: comments and front matter taken out, titles, tags and data told apart."""

from __future__ import annotations

import re
import string
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Form = Literal["statement", "argument"]

_OPENS = re.compile(r"<!--|/\*|(?<![^\s])//")
_CLOSES = {"<!--": "-->", "/*": "*/", "//": "\n"}
_GONE = "\x00"
"""Stands where a comment was, so that a line of nothing else is no blank line."""
_TITLED = re.compile(r"(?:\[((?:\\.|[^\[\]\\])+)\]|<((?:\\.|[^<>\\])+)>)(:?)(?=\s|$|\{|(?<=:))\s*")
_TAG = re.compile(r"#(?:\(([^()#]+)\)|([^\s#(){}\[\]<>,.;:!?]+))")
_OWN_TAG = re.compile(r"(?:^|(?<=\s))#(?:\([^()#]+\)|[^\s#(){}\[\]<>,.;:!?]+)")
_MENTION = re.compile(r"@(?:\[([^\[\]]+)\]|<([^<>]+)>)")
_LINK = re.compile(r"\[([^\[\]]+)\]\([^()\s]*\)")
_STRONG = re.compile(r"\*\*(?=\S)([^*]+?)\*\*|__(?=\S)([^_]+?)__")
_EMPHASIS = re.compile(r"(?<!\w)(?:\*(?=\S)([^*]+)\*|_(?=\S)([^_]+)_)(?!\w)")
_PAIR = re.compile(
    r"""(?<![\w-])([\w-]+)\s*:\s*("(?:[^"\\]|\\.)*"|'[^']*'|\[[^\]]*\]|[^,{}\[\]"']+)"""
)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_PUNCTUATION = string.punctuation
_HIDDEN = {mark: chr(0xFDD0 + place) for place, mark in enumerate(_PUNCTUATION)}
"""Escaped marks stand as Unicode's noncharacters, 32 as they are, while markup is read."""
_SHOWN = {ord(hidden): mark for mark, hidden in _HIDDEN.items()}


@dataclass(frozen=True, slots=True)
class Element:
    """A statement or argument as it stands: defined, referred to, or without a title."""

    form: Form
    title: str | None
    text: str
    tags: tuple[str, ...] = ()
    data: str = ""
    """What stands in braces at its end, without them."""


def hide(text: str) -> str:
    """Put escaped characters out of reach of the markup."""
    return _ESCAPED.sub(lambda match: _HIDDEN.get(match[1], match[0]), text)


def shown(text: str) -> str:
    """Bring them back."""
    return _ESCAPED.sub(r"\1", text).translate(_SHOWN)


def body(text: str) -> tuple[str, list[str]]:
    """Return the front matter, and the lines after it without comments."""
    text = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace(_GONE, "")
    text = text.translate(dict.fromkeys(_SHOWN))
    front = ""
    lines = text.split("\n")
    first = next((n for n, line in enumerate(lines) if line.strip()), 0)
    if lines[first].startswith("===") and not lines[first].strip("= "):
        for number in range(first + 1, len(lines)):
            if lines[number].startswith("===") and not lines[number].strip("= "):
                front = "\n".join(lines[first + 1 : number])
                lines = lines[number + 1 :]
                break
    bare = without_comments(hide("\n".join(lines))).split("\n")
    kept = [line for line in bare if line.strip(" \t" + _GONE) or _GONE not in line]
    return front, [line.replace(_GONE, "").rstrip() for line in kept]


def without_comments(text: str) -> str:
    """Put a mark where each comment was; one that does not end is text."""
    parts, at = [], 0
    missing: set[str] = set()
    for match in _OPENS.finditer(text):
        if match.start() < at or match[0] in missing:
            continue
        closing = _CLOSES[match[0]]
        end = text.find(closing, match.end())
        if end < 0 and match[0] != "//":
            missing.add(match[0])
            continue
        parts.append(text[at : match.start()])
        parts.append(_GONE)
        at = len(text) if end < 0 else end + (0 if match[0] == "//" else len(closing))
    return "".join((*parts, text[at:]))


def element(text: str) -> Element:
    """Read a whole statement, its lines joined.

    >>> element("<Ban>: Nobody is hurt. #pro {author: x}")
    Element(form='argument', title='Ban', text='Nobody is hurt.', tags=('pro',), data='author: x')
    """
    form: Form = "statement"
    title = None
    found = _TITLED.match(text)
    if found:
        form = "argument" if found[2] else "statement"
        title = shown(" ".join((found[1] or found[2]).split()))
        text = text[found.end() :]
    text, data = _cut_data(text)
    text = _LINK.sub(r"\1", text)
    tags = tuple(shown(match[1] or match[2]) for match in _TAG.finditer(text))
    text = text[: _before_tags(text)]
    return Element(form, title, plain(text), tags, data)


def _cut_data(text: str) -> tuple[str, str]:
    """Take the braces off the end of a text; tags may stand after them."""
    end = _before_tags(text)
    tags = text[end:].rstrip()
    if not text[:end].rstrip().endswith("}"):
        return text, ""
    end = len(text[:end].rstrip())
    depth = 0
    for place in range(end - 1, -1, -1):
        depth += {"}": 1, "{": -1}.get(text[place], 0)
        if depth == 0:
            before = text[:place]
            if before and not before[-1].isspace():
                break
            # Inside braces YAML has its own escapes.
            return before.rstrip() + tags, _escaped_again(text[place + 1 : end - 1].strip())
    return text, ""


def _before_tags(text: str) -> int:
    """Return where the tags begin that end a text, or its last word ends."""
    end = len(text.rstrip())
    for match in reversed(list(_OWN_TAG.finditer(text))):
        if match.end() != end:
            break
        end = match.start()
        while end and text[end - 1].isspace():
            end -= 1
    return end


def _escaped_again(text: str) -> str:
    return text.translate({place: "\\" + mark for place, mark in _SHOWN.items()})


def plain(text: str) -> str:
    """Return the words without markup: emphasis, mentions, escapes."""
    text = _MENTION.sub(lambda m: m[1] or m[2], text)
    text = _STRONG.sub(lambda m: m[1] or m[2], text)
    text = _EMPHASIS.sub(lambda m: m[1] or m[2], text)
    return shown(" ".join(text.split()))


def pairs(data: str) -> Mapping[str, str]:
    """Read the scalar pairs of a YAML flow mapping.

    >>> dict(pairs('author: "Ann \\\\"A\\\\" B", n: 3'))
    {'author': 'Ann "A" B', 'n': '3'}
    """
    return {match[1]: scalar(match[2].strip()) for match in _PAIR.finditer(data)}


def scalar(value: str) -> str:
    """Read a YAML scalar: quoted with escapes, or plain."""
    if value[:1] == '"' and len(value) > 1:
        return re.sub(
            r"\\(u[0-9a-fA-F]{4}|.)",
            lambda m: (
                chr(int(m[1][1:], 16)) if len(m[1]) == 5 else {"n": "\n", "t": "\t"}.get(m[1], m[1])
            ),
            value[1:-1],
        )
    return value.strip("'")
