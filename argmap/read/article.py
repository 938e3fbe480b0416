"""An HTML page that is no known forum: its main content, as a document.

Main content is found by trafilatura (Barbaresi 2021, doi:10.18653/v1/2021.acl-demo.15), the
best of the maintained free extractors in its authors' and others' comparisons; readability-lxml,
the lighter choice, keeps neither headings nor quotes apart.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from argmap.model import Thread
from argmap.read.clean import clean_element, clean_line, parse_html, split
from argmap.read.markdown import Block
from argmap.read.source import Source
from argmap.read.text import document

_DEEPEST = 200
_SMALLEST = 500
"""Characters: a smaller page has nothing beside its content."""
_LARGEST = 5_000_000
"""Elements deeper, or characters more, than this go past the extractor: it walks by recursion."""
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_PARAGRAPHS = frozenset({"p", "blockquote", "pre", "li", "table", "dd"})
_HTML_TAGS = {
    "head": "h2",
    "ref": "a",
    "quote": "blockquote",
    "item": "li",
    "lb": "br",
    "list": "ul",
}


def recognises(source: Source) -> bool:
    """True for a page, or a fragment that opens with a common block tag."""
    start = source.start
    if start.startswith(("<!doctype html", "<html")):
        return True
    opening = start[:2_000]
    return start.startswith("<") and any(
        tag in opening for tag in ("<html", "<body", "<article", "<div", "<p>", "<p ", "<h1")
    )


def read(source: Source) -> Thread:
    """Read the main content; where none stands out, all of the text."""
    title, author, body = _main_content(source)
    found = _blocks(body) if body is not None else []
    if not found:
        root = parse_html(source.text)
        head = next(root.iter("title"), None)
        title = title or clean_line("".join(head.itertext()) if head is not None else "")
        body = next(root.iter("body"), root)
        found = [Block("text", part) for part in split(clean_element(body))]
    return document(source, found, title=title, author=author)


def _main_content(source: Source) -> tuple[str, str | None, Any | None]:
    if not _SMALLEST < len(source.text) <= _LARGEST or _depth(source.text) > _DEEPEST:
        return "", None, None
    import trafilatura

    found = trafilatura.bare_extraction(
        parse_html(source.text),
        url=source.address,
        include_comments=False,
        include_links=True,
        with_metadata=True,
    )
    if found is None or isinstance(found, dict):
        return "", None, None
    return clean_line(found.title), clean_line(found.author) or None, found.body


def _depth(markup: str) -> int:
    from lxml import etree

    deepest = depth = 0
    for event, _ in etree.iterwalk(parse_html(markup), events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


def _tree(root: Any) -> Any:
    return next(root.iter("article", "main", "body"), root)


def _blocks(body: Any) -> list[Block]:
    """Headings and paragraphs in order; trafilatura's tags are put back into HTML's."""
    for node in body.iter():
        if node.tag == "ref":
            node.set("href", node.get("target") or "")
        if node.tag == "code" and node.getparent() is body:
            node.tag = "pre"
        if node.tag in _HTML_TAGS:  # lxml refuses to set even the same tag where it is odd
            node.tag = _HTML_TAGS[node.tag]
    found = [Block(kind, clean_element(node)) for kind, node in _leaves(body)]
    return [block for block in found if block.body.text]


def _leaves(body: Any) -> Iterator[tuple[str, Any]]:
    """Elements that hold one heading or paragraph, outermost first."""
    from lxml import etree

    walk = etree.iterwalk(body, events=("start",))
    for _, node in walk:
        if node.tag in _HEADINGS:
            yield "heading", node
        elif node.tag in _PARAGRAPHS:
            yield ("item" if node.tag == "li" else "text"), node
        else:
            continue
        walk.skip_subtree()
