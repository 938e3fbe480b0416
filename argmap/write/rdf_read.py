"""RDF back to a map: everything ``rdf_triples`` writes, equal to what was written."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, cast, get_args

from argmap.errors import MapError
from argmap.model import (
    Camp,
    Claim,
    ClaimKind,
    Comparison,
    Coverage,
    Entity,
    Evidence,
    Lead,
    LeadRole,
    Link,
    MapData,
    Mention,
    Note,
    Point,
    Polarity,
    Post,
    PostState,
    Quote,
    Relation,
    RelationKind,
    RelationScope,
    Section,
    Span,
    Stance,
    StanceKind,
    Step,
    Summary,
    Theme,
    Thread,
)
from argmap.write.rdf_lookup import Lookup
from argmap.write.rdf_names import discussion_iri
from argmap.write.rdf_triples import CLAIM_CLASS, RELATION_CLASS

if TYPE_CHECKING:
    from pyoxigraph import Quad, Triple
    from rdflib import Graph


def from_rdf(graph: Graph, thread_id: str | None = None, origin: str = "RDF") -> MapData:
    """Read a map back from an rdflib graph.

    Args:
        graph: May hold several discussions and anything else.
        thread_id: Which discussion, where there are several: ``hn:39232976``.
        origin: Where the graph came from, for messages.

    Returns:
        A map equal to the one that was written. (Characters that no XML document can hold,
        which no reader lets in, come back as U+FFFD.)

    Raises:
        MapError: No such discussion, or something that a map needs is missing.
    """
    return _Reader(((str(s), str(p), str(o)) for s, p, o in graph), origin).read(thread_id)


def from_turtle(text: str, thread_id: str | None = None, origin: str = "map.ttl") -> MapData:
    """Read a map back from Turtle (or N-Triples, which is part of it).

    Raises:
        MapError: Not Turtle, no such discussion, or something is missing.
    """
    from pyoxigraph import RdfFormat, parse

    try:
        quads = list(parse(text.encode("utf-8", "replace"), format=RdfFormat.TURTLE))
    except (SyntaxError, ValueError) as error:
        raise MapError(
            f"{origin}: not Turtle ({error}). Write it again with argmap export."
        ) from error
    return from_triples(quads, thread_id, origin)


def from_triples(triples: Iterable[Triple | Quad], thread_id: str | None, origin: str) -> MapData:
    """Read a map back from pyoxigraph's triples or quads; see :func:`from_rdf`."""
    from pyoxigraph import BlankNode, Literal, NamedNode

    def plain(node: object) -> str:
        return node.value if isinstance(node, NamedNode | BlankNode | Literal) else str(node)

    parts = (map(plain, (each.subject, each.predicate, each.object)) for each in triples)
    return _Reader(((s, p, o) for s, p, o in parts), origin).read(thread_id)


class _Reader(Lookup):
    def read(self, thread_id: str | None) -> MapData:
        discussion = self.discussion(thread_id)
        self.base = discussion + "#"
        posts = self.nodes("Post")
        claims = self.nodes("Claim")
        by_id = {
            "claims": {self.id(node): place for place, node in enumerate(claims)},
            "entities": {self.id(node): place for place, node in enumerate(self.nodes("Entity"))},
            "posts": {self.id(node): place for place, node in enumerate(posts)},
        }
        self.places = {
            **by_id,
            "opposing": by_id["claims"],
            "undecided": by_id["claims"],
        }
        self.members()
        stances = {self.id(node): self.stance(node) for node in posts}
        mentions = {self.id(node): self.mentions(node) for node in posts}
        return MapData(
            thread=self.thread(discussion, posts),
            claims=tuple(map(self.claim, claims)),
            entities=tuple(map(self.entity, self.nodes("Entity"))),
            stances={post: stance for post, stance in stances.items() if stance is not None},
            loose_mentions={post: found for post, found in mentions.items() if found},
            relations=tuple(map(self.relation, self.nodes("Relation"))),
            comparisons=tuple(map(self.comparison, self.nodes("Comparison"))),
            themes=tuple(map(self.theme, self.nodes("Theme"))),
            summary=self.summary(discussion),
        )

    def discussion(self, thread_id: str | None) -> str:
        found = self.index.instances("Discussion")
        known = ", ".join(sorted(self.id(node) for node in found)) or "none"
        if thread_id is not None and discussion_iri(thread_id) in found:
            return discussion_iri(thread_id)
        if thread_id is None and len(found) == 1:
            return found[0]
        what = f"no discussion {thread_id!r}" if thread_id else f"{len(found)} discussions, not one"
        raise MapError(f"{self.index.origin}: {what} in the RDF. It holds: {known}.")

    def members(self) -> None:
        """Claims by their theme and camp, which they point to."""
        self.of_theme: dict[str, list[str]] = {}
        self.of_camp: dict[str, list[str]] = {}
        for node in self.index.subjects():
            if node.startswith(self.base + "claim-"):
                for theme in self.index.all(node, "theme"):
                    self.of_theme.setdefault(theme, []).append(self.id(node))
                for camp in self.index.all(node, "camp"):
                    self.of_camp.setdefault(camp, []).append(self.id(node))

    # One method for each kind of thing.

    def thread(self, node: str, posts: list[str]) -> Thread:
        return Thread(
            id=self.index.one(node, "id"),
            title=self.index.one(node, "title"),
            posts=tuple(map(self.post, posts)),
            url=self.address(node),
            source=self.index.maybe(node, "readFrom") or "",
            kind=self.index.one(node, "kind"),
            notes=tuple(map(self.note, self.parts(node, "note"))),
        )

    def note(self, node: str) -> Note:
        return Note(
            self.index.one(node, "text"),
            self.index.whole(node, "count"),
            self.index.maybe(node, "where") or "",
        )

    def post(self, node: str) -> Post:
        author = self.index.maybe(node, "author")
        return Post(
            id=self.index.one(node, "id"),
            text=self.index.one(node, "text"),
            parent=self.maybe_id(node, "replyTo"),
            author=None if author is None else self.index.one(author, "handle"),
            created=self.index.maybe(node, "createdAs") or self.created(node),
            url=self.address(node),
            score=self.index.integer(node, "score"),
            quotes=tuple(Span(*self.span(part)) for part in self.parts(node, "quotedPassage")),
            code=tuple(Span(*self.span(part)) for part in self.parts(node, "codeBlock")),
            links=tuple(map(self.link, self.parts(node, "link"))),
            state=cast(PostState, self.choice(node, "state", get_args(PostState))),
            heading=self.index.maybe(node, "heading"),
            parent_inferred=self.index.maybe(node, "replyInferred") in ("true", "1"),
        )

    def link(self, node: str) -> Link:
        return Link(*self.span(node), self.address(node) or "")

    def stance(self, post: str) -> Stance | None:
        node = self.index.maybe(post, "stance")
        if node is None:
            return None
        return Stance(
            cast(StanceKind, self.choice(node, "kind", get_args(StanceKind))),
            self.index.number(node, "confidence"),
            self.maybe_id(node, "target"),
            self.evidence(node),
        )

    def evidence(self, owner: str) -> tuple[Evidence, ...]:
        return tuple(
            Evidence(
                self.index.one(node, "kind"),
                self.index.maybe(node, "text") or "",
                self.maybe_id(node, "post"),
                self.index.integer(node, "oa:start"),
                self.index.integer(node, "oa:end"),
                self.index.decimal(node, "value"),
            )
            for node in self.parts(owner, "evidence")
        )

    def mentions(self, owner: str) -> tuple[Mention, ...]:
        return tuple(
            Mention(
                self.one_id(node, "entity"),
                *self.span(node),
                cast(Polarity, self.choice(node, "polarity", get_args(Polarity))),
            )
            for node in self.parts(owner, "mention")
        )

    def claim(self, node: str) -> Claim:
        return Claim(
            self.index.one(node, "id"),
            self.one_id(node, "post"),
            *self.span(self.index.one(node, "oa:hasSelector")),
            self.index.one(node, "text"),
            cast(ClaimKind, self.kind(node, CLAIM_CLASS)),
            self.index.number(node, "confidence"),
            self.mentions(node),
        )

    def entity(self, node: str) -> Entity:
        same = [*self.index.all(node, "sameAs"), *self.index.all(node, "address")]
        return Entity(
            self.index.one(node, "id"),
            self.index.one(node, "name"),
            self.index.one(node, "kind"),
            self.ordered(node, "aliases", self.index.all(node, "alias")),
            self.ordered(node, "same_as", same),
        )

    def relation(self, node: str) -> Relation:
        classes = {name: kind for name, (kind, _) in RELATION_CLASS.items()}
        return Relation(
            self.one_id(node, "source"),
            self.one_id(node, "target"),
            cast(RelationKind, self.kind(node, classes)),
            cast(RelationScope, self.choice(node, "scope", get_args(RelationScope))),
            self.index.number(node, "confidence"),
            self.evidence(node),
        )

    def comparison(self, node: str) -> Comparison:
        return Comparison(
            self.one_id(node, "firstEntity"),
            self.one_id(node, "secondEntity"),
            self.index.maybe(node, "aspect"),
            self.maybe_id(node, "preferred"),
            self.one_id(node, "claim"),
            self.index.maybe(node, "cue") or "",
        )

    def theme(self, node: str) -> Theme:
        camps = [camp for camp in self.nodes("Camp") if node in self.index.all(camp, "theme")]
        return Theme(
            id=self.index.one(node, "id"),
            heading=self.index.one(node, "heading"),
            keywords=self.ordered(node, "keywords", self.index.all(node, "keyword")),
            claims=self.ordered(node, "claims", self.of_theme.get(node, ())),
            camps=tuple(
                Camp(
                    self.index.one(camp, "id"),
                    self.ordered(camp, "claims", self.of_camp.get(camp, ())),
                )
                for camp in camps
            ),
            entities=self.ordered(node, "entities", self.ids(self.index.all(node, "about"))),
            parent=self.maybe_id(node, "partOf"),
            walk=tuple(
                Step(
                    self.one_id(step, "claim"),
                    self.index.maybe(step, "via"),
                    self.maybe_id(step, "reachedFrom"),
                )
                for step in self.parts(node, "step")
            ),
        )

    def summary(self, discussion: str) -> Summary:
        described = [
            node
            for node in self.index.instances("Map")
            if discussion in self.index.all(node, "describes")
        ]
        if len(described) != 1:
            raise self.index.error(discussion, f"is described by {len(described)} maps, not by one")
        node = self.index.one(described[0], "summary")
        return Summary(
            headlines=tuple(map(self.point, self.parts(node, "headline"))),
            sections=tuple(
                Section(
                    self.one_id(part, "theme"),
                    self.index.one(part, "heading"),
                    tuple(map(self.point, self.parts(part, "point"))),
                )
                for part in self.parts(node, "section")
            ),
            coverage=Coverage(
                posts=self.index.whole(node, "coveredPosts"),
                authors=self.index.whole(node, "coveredAuthors"),
                claims=self.index.whole(node, "coveredClaims"),
                posts_total=self.index.whole(node, "totalPosts"),
                authors_total=self.index.whole(node, "totalAuthors"),
                claims_total=self.index.whole(node, "totalClaims"),
                not_covered=self.ordered(
                    node, "posts", self.ids(self.index.all(node, "notCovered"))
                ),
            ),
            leads=tuple(map(self.lead, self.parts(node, "lead"))),
        )

    def lead(self, node: str) -> Lead:
        role = self.choice(node, "role", get_args(LeadRole))
        return Lead(cast(LeadRole, role), self.quote(self.index.one(node, "quote")))

    def point(self, node: str) -> Point:
        return Point(
            text=self.index.one(node, "text"),
            frame=self.index.one(node, "frame"),
            quotes=tuple(map(self.quote, self.parts(node, "quote"))),
            claims=self.ordered(node, "claims", self.ids(self.index.all(node, "cites"))),
            opposing=self.ordered(node, "opposing", self.ids(self.index.all(node, "opposedBy"))),
            voices=self.index.whole(node, "voices"),
            supports=self.index.whole(node, "supportVoices"),
            contrasts=self.index.whole(node, "contrastVoices"),
            dissent=self.maybe_id(node, "dissent"),
            undecided=self.ordered(node, "undecided", self.ids(self.index.all(node, "undecided"))),
        )

    def quote(self, node: str) -> Quote:
        start, end = self.span(node)
        claim, post = self.one_id(node, "claim"), self.one_id(node, "post")
        further = self.ordered(node, "further", self.ids(self.index.all(node, "runsOver")))
        return Quote(claim, post, start, end, self.index.one(node, "text"), further)
