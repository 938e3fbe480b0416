"""The body of an e-mail: the sender's own words told from quotes, patches and signatures."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from argmap.model import Link, Span
from argmap.read.assemble import Tally
from argmap.read.clean import Cleaned, clean_html, clean_text, within
from argmap.read.quotes import merged
from argmap.read.text import unwrapped

_QUOTED = re.compile(r"[ \t]{0,3}(?:>|[A-Z]{1,4}>|\|[ \t])")
# "On 5 May, Ada wrote:", "Am … schrieb Ada:", "Twas brillig … did gyre:" and their like: a line
# that ends in a colon just above a quote, with a date, an address or a verb of saying in it.
_ATTRIBUTION = re.compile(
    r"(?:.*\b(?:wrote|writes|said|schrieb|écrit|escribió|schreef|scrisse|skrev)\b.*"
    r"|.*\d{1,2}:\d\d.*|.*@.*):\s*",
    re.IGNORECASE | re.DOTALL,
)
_LONGEST_ATTRIBUTION = 400
_WROTE = re.compile(r"^On\b[^\n]{1,200}(?:\n[^\n]{1,200})?\bwrote:[ \t]*$", re.MULTILINE)
_FORWARDED = re.compile(
    r"-{3,}\s*(?:original|forwarded|ursprüngliche)\b.*|_{20,}\s*", re.IGNORECASE
)
_PATCH = re.compile(r"diff --git |diff -[a-zA-Z]|Index: \S+\s*$|--- \S+/\S|@@ -\d")
_STAT = re.compile(
    r" \S.*\|\s+(?:\d+|Bin)\b|\s\d+ files? changed"
    r"|(?:Signed-off|Acked|Reviewed|Tested|Reported|Suggested)-by: "
)
_SIGNATURE = re.compile(r"--[ \t]?")
_CLOSING = re.compile(
    r"(?:(?:(?:with|my|all|many|kind|best|warm) )*(?:regards|wishes|greetings|cheers|thanks|best)"
    r"|(?:yours )?(?:sincerely|truly|faithfully)|yours|thank you(?: all| very much)?|take care"
    r"|happy hacking|(?:viele |liebe |beste |mit freundlichen )?gr(?:ü|ue)(?:ß|ss)en?|mfg|vg|lg"
    r"|cordialement|bien à vous|amicalement|saludos|un saludo|cordiali saluti|groet(?:en|jes)?"
    r"|br|ta|cu|hth)[,.!]*",
    re.IGNORECASE,
)
_NAMED = re.compile(r"[-–—~*/ ]{0,4}([^\W\d][\w.'-]{0,30}(?: [^\W\d][\w.'-]{0,30}){0,3})[.,]?")
_LONGEST_SIGNATURE = 15
"""Lines; more than this below a ``--`` line is no signature."""
_GUARD = re.compile(r"-----BEGIN PGP SIGNATURE-----.*?(?:-----END PGP SIGNATURE-----|\Z)", re.S)
_SIGNED = re.compile(r"-----BEGIN PGP SIGNED MESSAGE-----\n(?:[^\n]+\n)*\n?")
_FOOTER = re.compile(r"\n_{20,}\n(?:[^\n]*\n?){1,6}\Z")


def clean_mail(
    text: str, where: str = "", tally: Tally | None = None, *, sender: str = ""
) -> Cleaned:
    """Clean a plain-text body: quotes and patches marked, the signature cut off and counted.

    Args:
        text: The decoded body.
        where: Its message, for notes.
        tally: Counts signatures.
        sender: Name and address: a last line of a name in it is no sentence.
    """
    text = _SIGNED.sub("", _GUARD.sub("", _unified(text)))
    text = _FOOTER.sub("\n", text)
    lines, cut = _without_signature(text.split("\n"))
    lines, closed = without_closing(lines, sender)
    if (cut or closed) and tally is not None:
        tally.add("signatures, left out", where)
    kinds = _kinds(lines)
    pieces: list[Cleaned] = []
    for kind, run in groupby(zip(kinds, lines, strict=True), key=lambda pair: pair[0]):
        pieces.extend(_pieces(kind, [line for _, line in run]))
    return joined(pieces)


def clean_mail_html(
    markup: str, where: str = "", tally: Tally | None = None, *, sender: str = ""
) -> Cleaned:
    """Clean an HTML body likewise."""
    cleaned = clean_html(markup)
    lines, cut = _without_signature(cleaned.text.split("\n"))
    lines, closed = without_closing(lines, sender)
    if cut or closed:
        cleaned = within(cleaned, 0, len("\n".join(lines).rstrip()))
        if tally is not None:
            tally.add("signatures, left out", where)
    return with_attributions(cleaned)


def with_attributions(cleaned: Cleaned) -> Cleaned:
    """Mark "On 5 May, Ada wrote:" as part of the quote it introduces."""
    wrote = [Span(*match.span()) for match in _WROTE.finditer(cleaned.text)]
    return replace(cleaned, quotes=merged([*cleaned.quotes, *wrote])) if wrote else cleaned


def joined(pieces: Iterable[Cleaned]) -> Cleaned:
    """One text of several, a blank line between them, spans moved along."""
    parts: list[str] = []
    quotes: list[Span] = []
    code: list[Span] = []
    links: list[Link] = []
    removed, cut = 0, False
    at = 0
    for piece in pieces:
        removed, cut = removed + piece.removed, cut or piece.cut
        if not piece.text:
            continue
        at += 2 if parts else 0
        quotes += [Span(x.start + at, x.end + at) for x in piece.quotes]
        code += [Span(x.start + at, x.end + at) for x in piece.code]
        links += [Link(x.start + at, x.end + at, x.url) for x in piece.links]
        parts.append(piece.text)
        at += len(piece.text)
    text = "\n\n".join(parts)
    return Cleaned(text, merged(quotes), merged(code), tuple(links), (), removed, cut)


def _unified(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _without_signature(lines: list[str]) -> tuple[list[str], bool]:
    """The lines above the last ``-- `` that has little enough below it."""
    below = 0
    for index in range(len(lines) - 1, -1, -1):
        line = lines[index]
        if _SIGNATURE.fullmatch(line):
            return lines[:index], True
        below += bool(line.strip())
        if below > _LONGEST_SIGNATURE or _QUOTED.match(line):
            break
    return lines, False


def without_closing(lines: list[str], sender: str) -> tuple[list[str], bool]:
    """The lines above "Cheers," and the sender's own name, or a part of it, at the end.

    >>> without_closing(["It works.", "", "Cheers,", "-Ada"], "Ada Oven ada@example.org")
    (['It works.', ''], True)
    >>> without_closing(["Ask", "Bob"], "Ada Oven")
    (['Ask', 'Bob'], False)
    """
    known = set(_PARTS.findall(sender.casefold()))
    end = len(lines)
    while end and not lines[end - 1].strip():
        end -= 1
    kept = end
    for words in (_is_name, _is_closing):
        while kept and not lines[kept - 1].strip():
            kept -= 1
        if kept and words(lines[kept - 1].strip(), known):
            kept -= 1
    if kept in (0, end) or _QUOTED.match(lines[kept]):
        return lines, False
    return lines[:kept], True


_PARTS = re.compile(r"[^\W_]{2,}")


def _is_name(line: str, known: set[str]) -> bool:
    found = _NAMED.fullmatch(line)
    parts = _PARTS.findall(found[1].casefold()) if found else []
    return bool(parts) and all(part in known for part in parts)


def _is_closing(line: str, known: set[str]) -> bool:
    return _CLOSING.fullmatch(line) is not None


def _kinds(lines: list[str]) -> list[str]:
    """``own``, ``quote`` or ``code`` for each line."""
    kinds: list[str] = []
    rest = ""
    for line in lines:
        if not rest and _FORWARDED.fullmatch(line.strip()):
            rest = "quote"
        elif not rest and _PATCH.match(line):
            rest = "code"
        if rest == "code" and _QUOTED.match(line) and line.lstrip().startswith(">"):
            rest = ""
        if rest:
            kinds.append(rest)
        else:
            kinds.append("quote" if _QUOTED.match(line) else _stat(line))
    for index, line in enumerate(lines[:-1]):
        if line.rstrip() == "---" and "code" in kinds[index + 1 : index + 3]:
            kinds[index] = "code"
    _mark_attributions(lines, kinds)
    return kinds


def _stat(line: str) -> str:
    return "code" if _STAT.match(line) else "own"


def _mark_attributions(lines: list[str], kinds: list[str]) -> None:
    """A line that says who wrote the quote just below belongs to the quote."""
    for index in range(1, len(lines)):
        if kinds[index] != "quote" or kinds[index - 1] == "quote":
            continue
        last = index - 1
        while last >= 0 and not lines[last].strip():
            last -= 1
        for first in (last, last - 1):
            if first < 0 or any(kinds[n] != "own" for n in range(first, last + 1)):
                break
            words = " ".join(lines[first : last + 1])
            if len(words) > _LONGEST_ATTRIBUTION:
                continue
            if _opens(lines, first) and _ATTRIBUTION.fullmatch(words):
                kinds[first:index] = ["quote"] * (index - first)
                break


def _opens(lines: list[str], index: int) -> bool:
    """Whether the line stands first in its paragraph, or ends the text in one line."""
    return index == 0 or not lines[index - 1].strip() or lines[index].startswith(("On ", "Am "))


def _pieces(kind: str, lines: list[str]) -> Iterator[Cleaned]:
    if kind == "own":
        for filled, run in groupby(lines, key=lambda line: bool(line.strip())):
            if filled:
                yield clean_text(unwrapped(list(run)))
        return
    piece = clean_text("\n".join(lines))
    whole = (Span(0, len(piece.text)),) if piece.text else ()
    if kind == "code":
        yield replace(piece, quotes=(), code=whole)
    else:
        yield replace(piece, quotes=whole)
