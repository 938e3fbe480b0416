"""Foreign markup and text -> clean Unicode text whose spans are exact.

Two steps. A *draft* is written from the markup, with spans in draft offsets; then ``_tidy``
cuts out what must not stay (controls, trailing blanks, surplus line ends) and moves every
span by what was cut before it. Nothing is searched for afterwards, so spans cannot drift.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urljoin

from argmap.model import Link, Span
from argmap.read.quotes import merged, paragraphs, quoted_lines

_SAME_LENGTH = {0xA0: " ", 0x2028: "\n", 0x2029: "\n", 0x85: "\n", 0x0B: "\n", 0x0C: "\n"}
_HOSTILE = re.compile(
    # C0 and C1 controls, bidi embeddings, overrides and isolates, byte order mark,
    # unpaired surrogates and noncharacters: none may stand in XML or be seen by a reader.
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff"
    "\ud800-\udfff]"
)
_SURPLUS = re.compile(r"\A\s+|\s+\Z|[ \t]+(?=\n)|(?<=\n\n)\n+")
_URL = re.compile(r"""https?://[^\s<>"“”]+""")
_UNSEEN = frozenset({"script", "style", "template", "head", "title", "noscript", "iframe"})
_PARAGRAPHS = frozenset(
    {"address", "article", "aside", "blockquote", "body", "dd", "details", "div", "dl", "dt"}
    | {"fieldset", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header"}
    | {"hr", "main", "nav", "ol", "p", "pre", "section", "table", "ul"}
)
_LINES = frozenset({"br", "li", "tr", "option", "summary"})


@dataclass(frozen=True)
class Cleaned:
    """Clean text, and the spans of it that are not plain words of its author."""

    text: str
    quotes: tuple[Span, ...] = ()
    code: tuple[Span, ...] = ()
    links: tuple[Link, ...] = ()
    emphasis: tuple[Span, ...] = ()
    """Italic stretches: a quote where one repeats the parent (see ``quotes.repeated``)."""
    removed: int = 0
    """Controls, bidi overrides and unpaired surrogates that were taken out."""


def clean_html(markup: str, *, base: str = "", collapse: bool = True) -> Cleaned:
    """Text of an HTML fragment: ``<p>`` becomes a blank line, ``<pre>`` a code span.

    Args:
        markup: Any text; broken or deeply nested markup is mended, never refused.
        base: Address that relative links are resolved against.
        collapse: Runs of blanks outside ``<pre>`` become one, as a browser shows them.
            False keeps line ends and double blanks as typed (Hacker News comments).
    """
    if "<" not in markup and "&" not in markup and not collapse:
        return clean_text(markup)
    body, removed = _without_hostile(markup)
    if not body.strip():
        return Cleaned("", removed=removed)
    cleaned = clean_element(parse_html(f"<div>{body}</div>"), base=base, collapse=collapse)
    return replace(cleaned, removed=cleaned.removed + removed)


def parse_html(markup: str) -> Any:
    """The lxml root of a page or fragment; any text parses, deep nesting included."""
    from lxml import etree, html

    parser = html.HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True
    )
    # Bytes, because a text with an encoding declaration of its own would be refused.
    data = _without_hostile(markup)[0].encode("utf-8")
    try:
        return html.document_fromstring(data, parser=parser)
    except etree.ParserError:  # nothing but comments and blanks
        return html.Element("html")


def clean_element(element: Any, *, base: str = "", collapse: bool = True) -> Cleaned:
    """Text of one parsed lxml element, without its tail; as ``clean_html``."""
    draft = _Draft(base, collapse)
    draft.walk(element)
    return _finish("".join(draft.parts), draft.quotes, draft.code, draft.links, draft.emphasis)


def clean_text(text: str) -> Cleaned:
    """Plain text: line ends unified, ``>`` lines marked as quotes, bare addresses as links."""
    body, removed = _without_hostile(text)
    cleaned = _finish(body, [], [], [], [])
    return replace(cleaned, removed=cleaned.removed + removed)


def within(cleaned: Cleaned, start: int, end: int) -> Cleaned:
    """The part ``text[start:end]``, with the spans that reach into it."""

    def part(spans: tuple[Span, ...]) -> tuple[Span, ...]:
        cut = (Span(max(x.start, start) - start, min(x.end, end) - start) for x in spans)
        return tuple(span for span in cut if span.start < span.end)

    links = (
        Link(max(x.start, start) - start, min(x.end, end) - start, x.url) for x in cleaned.links
    )
    return Cleaned(
        cleaned.text[start:end],
        part(cleaned.quotes),
        part(cleaned.code),
        tuple(link for link in links if link.start < link.end),
        part(cleaned.emphasis),
        cleaned.removed,
    )


def split(cleaned: Cleaned) -> list[Cleaned]:
    """One part for each paragraph."""
    parts = [within(cleaned, span.start, span.end) for span in paragraphs(cleaned.text)]
    return [replace(part, removed=cleaned.removed * (not i)) for i, part in enumerate(parts)]


def clean_line(text: object) -> str:
    """A title, heading or name on one line, without controls; ``""`` for None."""
    if text is None:
        return ""
    kept = _HOSTILE.sub("", str(text).translate(_SAME_LENGTH))
    return unicodedata.normalize("NFC", " ".join(kept.split()))


def _without_hostile(text: str) -> tuple[str, int]:
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_SAME_LENGTH)
    return _HOSTILE.subn("", text)


class _Draft:
    """Writes text and spans while walking a tree without recursion."""

    def __init__(self, base: str, collapse: bool) -> None:
        self.base, self.collapse = base, collapse
        self.parts: list[str] = []
        self.length = 0
        self.quotes: list[Span] = []
        self.code: list[Span] = []
        self.emphasis: list[Span] = []
        self.links: list[Link] = []
        self._pending = 0
        self._unseen = self._pre = 0
        self._open: list[int | None] = []
        self._unstarted: list[int] = []

    def walk(self, element: Any) -> None:
        from lxml import etree

        for event, node in etree.iterwalk(element, events=("start", "end")):
            tag = node.tag
            if event == "start":
                self._start(node, tag)
                continue
            self._end(node, tag)
            if node is not element and node.tail:
                self._text(node.tail)

    def _start(self, node: Any, tag: str) -> None:
        self._unseen += tag in _UNSEEN
        self._break(tag)
        self._pre += tag == "pre"
        if tag in _SPANS:
            self._unstarted.append(len(self._open))
            self._open.append(None)
        if tag == "a" and len(node) == 0 and (full := _full_address(node)):
            self._text(full)
        elif node.text:
            self._text(node.text)

    def _end(self, node: Any, tag: str) -> None:
        if tag in _SPANS:
            self._close(node, tag)
        self._pre -= tag == "pre"
        self._unseen -= tag in _UNSEEN
        if tag != "br":
            self._break(tag)

    def _close(self, node: Any, tag: str) -> None:
        start = self._open.pop()
        if start is None:
            self._unstarted.pop()
            return
        if tag == "a":
            url = _joined(self.base, node.get("href") or "")
            if url.startswith(("http://", "https://", "mailto:")):
                self.links.append(Link(start, self.length, url))
            return
        spans = {"pre": self.code, "blockquote": self.quotes}.get(tag, self.emphasis)
        spans.append(Span(start, self.length))

    def _break(self, tag: str) -> None:
        if tag in _PARAGRAPHS:
            self._pending = 2
        elif tag in _LINES:
            # Two <br> in a row make a paragraph.
            self._pending = min(2, self._pending + 1) if tag == "br" else max(1, self._pending)

    def _text(self, text: str) -> None:
        if self._unseen:
            return
        if not self._pre and self.collapse:
            text = re.sub(r"\s+", " ", text)
        if self._pending or not self.length:
            text = text.lstrip("\n") if self._pre else text.lstrip()
            if not text:
                return
            if self.length:
                self._write("\n" * self._pending)
            self._pending = 0
        if not text:
            return
        for number in self._unstarted:
            self._open[number] = self.length
        self._unstarted.clear()
        self._write(text)

    def _write(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)


_SPANS = frozenset({"a", "pre", "blockquote", "i", "em"})


def _full_address(node: Any) -> str:
    """The whole address where the visible text is a shortened form of it."""
    shown, href = (node.text or "").strip(), (node.get("href") or "").strip()
    for dots in ("...", "…"):
        stem = shown.removesuffix(dots)
        if stem != shown and len(stem) > 3 and stem in href[: len(stem) + 12]:
            return _HOSTILE.sub("", href)
    return ""


def _joined(base: str, href: str) -> str:
    """``urljoin`` that answers ``""`` for addresses which are none (``http://[``)."""
    try:
        return urljoin(base, _HOSTILE.sub("", href).strip())
    except ValueError:
        return ""


def _finish(
    draft: str,
    quotes: list[Span],
    code: list[Span],
    links: list[Link],
    emphasis: list[Span],
) -> Cleaned:
    """Tidy the draft, move the spans along, and mark ``>`` quotes and bare addresses."""
    text, removed, moved = _tidy(draft, code)
    code_spans = merged(_move(code, moved))
    given = [Link(moved(x.start), moved(x.end), x.url) for x in links]
    given = [link for link in given if link.start < link.end]
    return Cleaned(
        text=text,
        quotes=merged([*_move(quotes, moved), *quoted_lines(text, code_spans)]),
        code=code_spans,
        links=_with_bare_links(text, given, code_spans),
        emphasis=merged(_move(emphasis, moved)),
        removed=removed,
    )


def _move(spans: list[Span], moved: Any) -> list[Span]:
    found = [Span(moved(span.start), moved(span.end)) for span in spans]
    return [span for span in found if span.start < span.end]


def _tidy(draft: str, code: list[Span]) -> tuple[str, int, Any]:
    """Cut the draft; returns text, number of hostile characters, and old -> new offset."""
    draft = draft.replace("\r", "\n").translate(_SAME_LENGTH)
    hostile = [match.span() for match in _HOSTILE.finditer(draft)]
    cuts = sorted(hostile + [match.span() for match in _SURPLUS.finditer(draft)])
    starts, kept, lost = [0], [0], 0
    pieces, at = [], 0
    for start, end in cuts:
        start = max(start, at)
        if end <= start:
            continue
        pieces.append(draft[at:start])
        lost += end - start
        starts.extend((start, end))
        kept.extend((start - lost + (end - start), end - lost))
        at = end
    pieces.append(draft[at:])
    text = "".join(pieces)

    def moved(offset: int) -> int:
        index = bisect_right(starts, offset) - 1
        inside_cut = index % 2 == 1
        return min(len(text), kept[index] + (0 if inside_cut else offset - starts[index]))

    if unicodedata.is_normalized("NFC", text):
        return text, len(hostile), moved
    # Rare: composing shortens the text, so a boundary moves to the length of its composed prefix.
    whole = unicodedata.normalize("NFC", text)

    def composed(offset: int) -> int:
        return min(len(whole), len(unicodedata.normalize("NFC", text[: moved(offset)])))

    return whole, len(hostile), composed


def _with_bare_links(text: str, links: list[Link], code: tuple[Span, ...]) -> tuple[Link, ...]:
    taken = [(x.start, x.end) for x in links] + [(x.start, x.end) for x in code]
    taken.sort()
    starts = [start for start, _ in taken]
    found = list(links)
    for match in _URL.finditer(text):
        url = _without_closing(match.group())
        index = bisect_right(starts, match.start()) - 1
        if index >= 0 and match.start() < taken[index][1]:
            continue
        found.append(Link(match.start(), match.start() + len(url), url))
    return tuple(sorted(found, key=lambda link: (link.start, link.end, link.url)))


def _without_closing(url: str) -> str:
    """An address in running text, without the punctuation of the sentence around it."""
    url = url.rstrip(".,;:!?'’*_")
    while url.endswith((")", "]")):
        opening = "(" if url[-1] == ")" else "["
        if url.count(opening) >= url.count(url[-1]):
            break
        url = url[:-1].rstrip(".,;:!?'’")
    return url
