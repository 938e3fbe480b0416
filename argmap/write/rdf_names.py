"""IRIs of everything in a map, derived from its ids alone; no blank nodes anywhere.

A discussion ``hn:39232976`` is ``https://w3id.org/argmap/map/hn/39232976`` and what it holds
are fragments of that: ``#post-39247151``, ``#claim-39247151:0-66``, ``#entity-pytorch``,
``#author-alice``. The ``#`` inside a claim id becomes ``:``; every other character outside
letters, digits and ``-._~`` is percent-encoded as UTF-8 (RFC 3986), so no id can break out
of its IRI and no two ids share one.
"""

from __future__ import annotations

import re
from urllib.parse import quote, unquote

from pyoxigraph import NamedNode

MAPS = "https://w3id.org/argmap/map/"

_ADDRESS = re.compile(r"(?:https?://|urn:)[^\x00-\x20<>\"{}|\\^`\x7f-\xa0]+", re.IGNORECASE)
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def fragment(identifier: str) -> str:
    """Return an id as part of an IRI; two different ids never give the same."""
    return ":".join(quote(part, safe="", errors="surrogatepass") for part in identifier.split("#"))


def identifier(iri: str) -> str:
    """Return the id that ``fragment`` made into the last part of ``iri`` (after ``kind-``)."""
    _, _, name = iri.rpartition("#")
    _, _, part = name.partition("-")
    return unquote(part.replace(":", "#"), errors="surrogatepass")


def discussion_iri(thread_id: str) -> str:
    """Return the IRI of a discussion from its thread id: scheme, then the source's id."""
    scheme, colon, rest = thread_id.partition(":")
    parts = [scheme, rest] if colon else [thread_id]
    return MAPS + "/".join(quote(part, safe="", errors="surrogatepass") for part in parts)


def legal(text: str) -> str:
    """Replace what no XML document can hold by U+FFFD, so that offsets still hold."""
    return _ILLEGAL.sub("\ufffd", text)


def web_address(address: str) -> NamedNode | None:
    """Return a well-formed http, https or urn address as a node; None for all others."""
    if not _ADDRESS.fullmatch(address):
        return None
    try:
        return NamedNode(address)
    except ValueError:
        return None


class Names:
    """The nodes of one map."""

    def __init__(self, thread_id: str) -> None:
        """Take the id of the thread, ``hn:39232976``."""
        self.base = discussion_iri(thread_id)
        self.discussion = NamedNode(self.base)
        self._known: dict[tuple[str, str], NamedNode] = {}

    def __call__(self, kind: str, identifier: str) -> NamedNode:
        """Return the node of a post, claim, author, entity, theme, camp … from its id."""
        found = self._known.get((kind, identifier))
        if found is None:
            found = NamedNode(f"{self.base}#{kind}-{fragment(identifier)}")
            self._known[kind, identifier] = found
        return found

    def relation(self, source: str, kind: str, target: str) -> NamedNode:
        """Return the node of an edge from the ids of its claims."""
        return NamedNode(f"{self.base}#relation-{fragment(source)}::{kind}::{fragment(target)}")

    def single(self, name: str) -> NamedNode:
        """Return the node of something there is one of: ``map``, ``summary``."""
        return NamedNode(f"{self.base}#{name}")

    @staticmethod
    def part(owner: NamedNode, kind: str, number: int) -> NamedNode:
        """Return the node of the ``number``-th part (from 1) of another node."""
        joint = ":" if "#" in owner.value else "#"
        return NamedNode(f"{owner.value}{joint}{kind}-{number}")
