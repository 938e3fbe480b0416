"""Foreign markup and text -> clean Unicode text whose spans are exact.

Two steps. A *draft* is written from the markup, with spans in draft offsets; then ``tidy``
cuts out what must not stay (controls, trailing blanks, surplus line ends) and moves every
span by what was cut before it. Nothing is searched for afterwards, so spans cannot drift.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass, replace
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin

from argmap.model import Link, Span
from argmap.read.quotes import merged, paragraphs, quoted_lines
from argmap.read.tidy import HOSTILE, SAME_LENGTH, Moved, tidy, without_hostile

_URL = re.compile(r"""https?://[^\s<>"“”]+""")
_UNSEEN = frozenset({"script", "style", "template", "head", "title", "noscript", "iframe"})
_PARAGRAPHS = frozenset(
    {"address", "article", "aside", "blockquote", "body", "dd", "details", "div", "dl", "dt"}
    | {"fieldset", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header"}
    | {"hr", "main", "nav", "ol", "p", "pre", "section", "table", "ul"}
)
_LINES = frozenset({"br", "li", "tr", "option", "summary"})


LONGEST_MARKUP = 1_000_000
"""Characters of one post's markup that are looked at, so that no input can take minutes."""
LONGEST_PAGE = 10_000_000
"""The same for a whole page of HTML."""


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
    cut: bool = False
    """True where the markup was so long that its end was left out."""


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
    body, removed = without_hostile(_shortened(markup))
    cut = len(markup) > LONGEST_MARKUP
    if not body.strip():
        return Cleaned("", removed=removed, cut=cut)
    cleaned = clean_element(parse_html(f"<div>{body}</div>"), base=base, collapse=collapse)
    return replace(cleaned, removed=cleaned.removed + removed, cut=cut)


def parse_html(markup: str) -> Any:
    """The lxml root of a page or fragment; any text parses, deep nesting included."""
    from lxml import etree, html

    parser = html.HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True
    )
    # Bytes, because a text with an encoding declaration of its own would be refused.
    data = without_hostile(markup[:LONGEST_PAGE])[0].encode("utf-8")
    try:
        root = html.document_fromstring(data, parser=parser)
    except etree.ParserError:  # nothing but comments and blanks
        return html.Element("html")
    if any("depth" in error.message for error in parser.error_log):
        return _flat(_shortened(markup))
    return root


def _flat(markup: str) -> Any:
    """Markup nested deeper than the parser goes: all of its text, one element deep."""
    from lxml import html

    depth_first = _WithoutNesting()
    depth_first.feed(markup)
    depth_first.close()
    root = html.Element("div")
    for line in "".join(depth_first.parts).split("\n"):
        if line.strip():
            node = html.Element("p")
            node.text = without_hostile(line)[0]
            root.append(node)
    return root


class _WithoutNesting(HTMLParser):
    """Text of markup, with a line end at each block tag."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._unseen = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "style"):
            self._unseen = tag
        elif tag in _PARAGRAPHS or tag in _LINES:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == self._unseen:
            self._unseen = ""
        elif tag in _PARAGRAPHS or tag in _LINES:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.parts.append(data)


def clean_element(element: Any, *, base: str = "", collapse: bool = True) -> Cleaned:
    """Text of one parsed lxml element, without its tail; as ``clean_html``."""
    draft = _Draft(base, collapse)
    draft.walk(element)
    cleaned = _finish("".join(draft.parts), draft.quotes, draft.code, draft.links, draft.emphasis)
    return replace(cleaned, removed=draft.removed)


def clean_text(text: str) -> Cleaned:
    """Plain text: line ends unified, ``>`` lines marked as quotes, bare addresses as links."""
    body, removed = without_hostile(text[:LONGEST_MARKUP])
    cleaned = _finish(body, [], [], [], [])
    cut = len(text) > LONGEST_MARKUP
    return replace(cleaned, removed=cleaned.removed + removed, cut=cut)


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
    kept = HOSTILE.sub("", str(text).translate(SAME_LENGTH))
    return unicodedata.normalize("NFC", " ".join(kept.split()))


def _shortened(markup: str) -> str:
    """The first ``LONGEST_MARKUP`` characters, not ending inside a tag."""
    if len(markup) <= LONGEST_MARKUP:
        return markup
    kept = markup[:LONGEST_MARKUP]
    opened = kept.rfind("<")
    return kept[:opened] if opened > kept.rfind(">") else kept


class _Draft:
    """Writes text and spans while walking a tree without recursion."""

    def __init__(self, base: str, collapse: bool) -> None:
        self.base, self.collapse = base, collapse
        self.parts: list[str] = []
        self.length = self.removed = 0
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
        text, removed = without_hostile(text)  # entities may stand for controls
        self.removed += removed
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
            return HOSTILE.sub("", href)
    return ""


def _joined(base: str, href: str) -> str:
    """``urljoin`` that answers ``""`` for addresses which are none (``http://[``)."""
    try:
        return urljoin(base, HOSTILE.sub("", href).strip())
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
    text, moved = tidy(draft)
    code_spans = merged(_move(code, moved, text))
    given = [Link(moved(x.start), moved(x.end), x.url) for x in links]
    given = [link for link in given if link.start < link.end]
    return Cleaned(
        text=text,
        quotes=merged([*_move(quotes, moved, text), *quoted_lines(text, code_spans)]),
        code=code_spans,
        links=_with_bare_links(text, given, code_spans),
        emphasis=merged(_move(emphasis, moved, text)),
    )


def _move(spans: list[Span], moved: Moved, text: str) -> list[Span]:
    """The spans in the tidy text, without the blanks at their end; empty ones are left out."""
    found: list[Span] = []
    for span in spans:
        start, end = moved(span.start), moved(span.end)
        while end > start and text[end - 1].isspace():
            end -= 1
        if start < end:
            found.append(Span(start, end))
    return found


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
    for _ in range(8):
        if not url.endswith((")", "]")):
            break
        opening = "(" if url[-1] == ")" else "["
        if url.count(opening) >= url.count(url[-1]):
            break
        url = url[:-1].rstrip(".,;:!?'’")
    return url
