"""E-mail: an mbox, one RFC 5322 message, or a folder of messages.

Threads follow ``In-Reply-To``, then ``References`` from the nearest: the first that is here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from email import message_from_bytes, policy
from email.errors import HeaderParseError, MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime
from typing import TYPE_CHECKING

from argmap.errors import BadSource
from argmap.model import Thread
from argmap.read.assemble import Raw, Tally, as_id, as_time, assemble
from argmap.read.clean import Cleaned, clean_line
from argmap.read.mail_text import clean_mail, clean_mail_html
from argmap.read.source import Source

_FIELD = re.compile(r"([a-z][a-z0-9-]*)\s*:")
_PROOF = frozenset({"date", "message-id", "received", "in-reply-to"})
# A line "From ada@x Tue Nov 17 …" at the start or after a blank line, with fields below it.
_SEPARATOR = re.compile(rb"(?:\A|(?<=\n\n)|(?<=\n\r\n))From [^\n]*\n(?=>?[A-Za-z][A-Za-z0-9-]*:)")
_ESCAPED = re.compile(rb"^>(>*From )", re.MULTILINE)
_ID = re.compile(r"<\s*([^<>\s]+)\s*>")
_SUBJECT = re.compile(r"(?:(?:re|aw|fwd?|wg)\s*(?:\[\d+\])?\s*:\s*|\[[^\[\]]{1,40}\]\s*)+", re.I)
_MOST_PARTS = 1_000

if TYPE_CHECKING:
    Mail = Message[str, str]


@dataclass(frozen=True)
class _Letter:
    """One message, with what threading needs."""

    id: str | None
    names: tuple[str, ...]
    """Ids of the messages it answers, nearest first."""
    sender: tuple[str, str]
    """Name and address."""
    created: str | None
    subject: str
    body: Cleaned
    where: str


def recognises(source: Source) -> bool:
    """True for a message, an mbox, or a folder that holds at least as many messages as not."""
    if source.members:
        mails = sum(_is_message(member) for member in source.members)
        return mails > 0 and 2 * mails >= len(source.members)
    return _is_message(source)


def read(source: Source) -> Thread:
    """Read the messages: those of a folder by their dates, those of an mbox as they stand.

    Raises:
        BadSource: There is no message in it.
    """
    tally = Tally()
    letters = [_letter(data, where, tally) for data, where in _messages(source, tally)]
    if not letters:
        raise BadSource(source.name, "", "no e-mail message in it")
    if source.members:
        letters.sort(key=lambda letter: letter.created or "")
    roots = [letter for letter in letters if not letter.names]
    one = roots[0] if len(roots) == 1 else letters[0] if len(letters) == 1 else None
    # The bytes of each part were decoded by its own charset: notes on the whole would mislead.
    return assemble(
        replace(source, data=b""),
        _raws(letters, tally),
        id=f"mail:{one.id}" if one and one.id else None,
        title=_SUBJECT.sub("", one.subject, count=1) if one else "",
        tally=tally,
    )


def _is_message(source: Source) -> bool:
    start = source.start
    if start.startswith("from "):
        start = start.partition("\n")[2]
    fields: set[str] = set()
    for line in start.splitlines():
        if not line.strip():
            break
        found = _FIELD.match(line)
        if found:
            fields.add(found.group(1))
        elif not line.startswith((" ", "\t")) or not fields:
            return False
    return "from" in fields and bool(fields & _PROOF)


def _messages(source: Source, tally: Tally) -> Iterator[tuple[bytes, str]]:
    for member in source.members:
        if _is_message(member):
            yield from _messages(member, tally)
        else:
            tally.add("files that are no message, left out", member.name)
    if source.members:
        return
    data = source.data.lstrip()
    marks = list(_SEPARATOR.finditer(data))
    if not marks or marks[0].start():
        yield data, source.name
        return
    ends = [*(mark.start() for mark in marks[1:]), len(data)]
    for number, (mark, end) in enumerate(zip(marks, ends, strict=True), start=1):
        yield _ESCAPED.sub(rb"\1", data[mark.end() : end]), f"message {number}"


def _letter(data: bytes, where: str, tally: Tally) -> _Letter:
    try:
        message: Mail = message_from_bytes(data, policy=policy.compat32)
        body = _body(message, where, tally)
    except (RecursionError, MessageError, ValueError, LookupError):
        tally.add("messages whose parts cannot be told apart, kept without text", where)
        head = data.replace(b"\r\n", b"\n").partition(b"\n\n")[0]
        message, body = message_from_bytes(head + b"\n\n", policy=policy.compat32), Cleaned("")
    ids = _ID.findall(_field(message, "Message-ID"))
    nearest = _ID.findall(_field(message, "In-Reply-To"))[:1]
    names = [*nearest, *reversed(_ID.findall(_field(message, "References")))]
    return _Letter(
        as_id(ids[0]) if ids else None,
        tuple(dict.fromkeys(filter(None, map(as_id, names)))),
        _sender(_field(message, "From")),
        _date(_field(message, "Date")),
        clean_line(_field(message, "Subject")),
        body,
        where,
    )


def _field(message: Mail, name: str) -> str:
    """A header field in Unicode; what cannot be decoded stays as it is."""
    value = message.get(name)
    if value is None:
        return ""
    try:
        return str(make_header(decode_header(value)))
    except (HeaderParseError, LookupError, ValueError, TypeError):
        return str(value)


def _sender(value: str) -> tuple[str, str]:
    try:
        name, address = parseaddr(value)
    except (ValueError, IndexError, TypeError, RecursionError):
        name, address = "", ""
    return clean_line(name) or clean_line(value.partition("<")[0]), address.casefold()


def _date(value: str) -> str | None:
    try:
        return as_time(parsedate_to_datetime(value).isoformat())
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _body(message: Mail, where: str, tally: Tally) -> Cleaned:
    """The first plain text; where there is none, the first HTML."""
    page: Mail | None = None
    sender = " ".join(_sender(_field(message, "From")))
    waiting: list[Mail] = [message]
    seen = 0
    while waiting and seen < _MOST_PARTS:
        part = waiting.pop()
        seen += 1
        inner = part.get_payload()
        if isinstance(inner, list):
            waiting.extend(reversed([one for one in inner if isinstance(one, Message)]))
            continue
        kind = part.get_content_type()
        if part.get_content_disposition() == "attachment" or not kind.startswith("text/"):
            continue
        if kind == "text/html":
            page = page or part
        elif text := _decoded(part).strip():
            return clean_mail(text, where, tally, sender=sender)
    if page is None:
        return Cleaned("")
    return clean_mail_html(_decoded(page), where, tally, sender=sender)


def _decoded(part: Mail) -> str:
    """The text of a part: by its charset, or as the bytes themselves suggest."""
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return str(part.get_payload() or "")
    try:
        return data.decode(part.get_content_charset() or "utf-8")
    except (LookupError, ValueError, TypeError):
        return Source("", data).text


def _raws(letters: list[_Letter], tally: Tally) -> list[Raw]:
    known = {letter.id for letter in letters if letter.id}
    people = _people(letters)
    letters = _without_copies(letters, tally)
    return [
        Raw(
            letter.id,
            letter.body,
            _parent(letter, known, tally),
            people.get(letter.sender[1]) or letter.sender[0] or letter.sender[1],
            letter.created,
            where=letter.where,
        )
        for letter in letters
    ]


def _without_copies(letters: list[_Letter], tally: Tally) -> list[_Letter]:
    """A second copy of a message keeps its place below the first, but says nothing again."""
    first: dict[str, str] = {}
    kept: list[_Letter] = []
    for number, letter in enumerate(letters, start=1):
        name = letter.id
        if name and name in first and first[name] == letter.body.text:
            tally.add("second copies of a message, kept in place without text", letter.where)
            letter = replace(letter, id=f"{name}#{number}", names=(name,), body=Cleaned(""))
        elif name:
            first.setdefault(name, letter.body.text)
        kept.append(letter)
    return kept


def _people(letters: Iterable[_Letter]) -> dict[str, str]:
    """Address -> the first name it goes by, so that one person is one author."""
    found: dict[str, str] = {}
    for letter in letters:
        name, address = letter.sender
        if address and name:
            found.setdefault(address, name)
    return found


def _parent(letter: _Letter, known: set[str], tally: Tally) -> str | None:
    names = [name for name in letter.names if name != letter.id]
    here = next((name for name in names if name in known), None)
    if here is not None and here != names[0]:
        what = "replies to a message that is not here, put under an earlier one they refer to"
        tally.add(what, letter.where)
    return here or (names[0] if names else None)
