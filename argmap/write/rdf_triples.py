"""A map as triples, in reading order: what the Turtle file and the query engine both take.

Terms are pyoxigraph's: building and writing them takes a fraction of the time of rdflib's.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib.metadata import PackageNotFoundError, version

from pyoxigraph import NamedNode, Triple

from argmap.model import (
    Claim,
    Comparison,
    Entity,
    Evidence,
    MapData,
    Mention,
    Point,
    Post,
    Quote,
    Relation,
    Stance,
    Summary,
    Theme,
    Thread,
)
from argmap.model.argument_map import FORMAT_VERSION
from argmap.write.rdf_sheet import Sheet, date

CLAIM_CLASS = {
    "claim": "Assertion",
    "evidence": "EvidenceClaim",
    "question": "Question",
    "proposal": "Proposal",
}
RELATION_CLASS = {
    "supports": ("Support", "aif:RA-node"),
    "contrasts": ("Contrast", "aif:CA-node"),
    "rephrases": ("Rephrase", "aif:MA-node"),
}
SOFTWARE = "https://w3id.org/argmap/software/"


def map_triples(argument_map: MapData) -> list[Triple]:
    """Return the map's triples, each once, those of one subject together, always in one order."""
    sheet = Sheet(argument_map)
    _map(sheet)
    _discussion(sheet, argument_map.thread)
    for position, post in enumerate(argument_map.thread.posts, 1):
        _post(sheet, post, position)
        _stance(sheet, post.id, argument_map.stances.get(post.id))
        loose = argument_map.loose_mentions.get(post.id, ())
        _mentions(sheet, sheet.name("post", post.id), post.id, loose)
    authors = {post.id: post.author for post in argument_map.thread.posts}
    for position, claim in enumerate(argument_map.claims, 1):
        _claim(sheet, claim, position, authors.get(claim.post))
    for position, entity in enumerate(argument_map.entities, 1):
        _entity(sheet, entity, position)
    for position, relation in enumerate(argument_map.relations, 1):
        _relation(sheet, relation, position)
    for position, comparison in enumerate(argument_map.comparisons, 1):
        _comparison(sheet, comparison, position)
    for position, theme in enumerate(argument_map.themes, 1):
        _theme(sheet, theme, position)
    _summary(sheet, argument_map.summary)
    return sheet.triples()


@cache
def software_version() -> str:
    """Return the version of argmap that runs, for the provenance of a map."""
    try:
        return version("argmap")
    except PackageNotFoundError:
        return "unknown"


def _map(sheet: Sheet) -> None:
    node = sheet.node(sheet.name.single("map"), "Map", "prov:Entity")
    sheet.add(node, "describes", sheet.name.discussion)
    sheet.add(node, "prov:wasDerivedFrom", sheet.name.discussion)
    sheet.add(node, "formatVersion", FORMAT_VERSION)
    sheet.add(node, "version", software_version())
    software = sheet.node(NamedNode(SOFTWARE + software_version()), "prov:SoftwareAgent")
    sheet.add(software, "rdfs:label", f"argmap {software_version()}")
    sheet.add(node, "prov:wasAttributedTo", software)
    sheet.add(node, "summary", sheet.name.single("summary"))


def _discussion(sheet: Sheet, thread: Thread) -> None:
    node = sheet.node(sheet.name.discussion, "Discussion", "sioc:Thread")
    sheet.add(node, "id", thread.id)
    sheet.add(node, "title", thread.title)
    sheet.add(node, "rdfs:label", thread.title)
    sheet.add(node, "kind", thread.kind)
    sheet.add(node, "readFrom", thread.source)
    sheet.address(node, "url", thread.url)
    for number, note in enumerate(thread.notes, 1):
        part = sheet.part(node, "note", number, "Note")
        sheet.add(part, "text", note.what)
        sheet.add(part, "count", note.count)
        sheet.add(part, "where", note.where or None)


def _author(sheet: Sheet, handle: str | None) -> NamedNode | None:
    if handle is None:
        return None
    node = sheet.name("author", handle)
    if node not in sheet:
        sheet.node(node, "Author", "sioc:UserAccount")
        sheet.add(node, "handle", handle)
        sheet.add(node, "rdfs:label", handle)
    return node


def _post(sheet: Sheet, post: Post, position: int) -> None:
    node = sheet.node(sheet.name("post", post.id), "Post", "sioc:Post", position=position)
    sheet.add(node, "id", post.id)
    sheet.add(node, "discussion", sheet.name.discussion)
    sheet.add(node, "author", _author(sheet, post.author))
    if post.parent is not None:
        sheet.add(node, "replyTo", sheet.name("post", post.parent))
        sheet.add(node, "replyInferred", post.parent_inferred or None)
    if post.created is not None:
        created = date(post.created)
        sheet.add(node, "created", created)
        sheet.add(node, "createdAs", None if created.value == post.created else post.created)
    sheet.address(node, "url", post.url)
    sheet.add(node, "score", post.score)
    sheet.add(node, "state", post.state)
    sheet.add(node, "heading", post.heading)
    sheet.add(node, "text", post.text)
    for number, quoted in enumerate(post.quotes, 1):
        sheet.span(sheet.part(node, "quotedPassage", number, "QuotedPassage"), quoted)
    for number, code in enumerate(post.code, 1):
        sheet.span(sheet.part(node, "codeBlock", number, "CodeBlock"), code)
    for number, link in enumerate(post.links, 1):
        part = sheet.span(sheet.part(node, "link", number, "Hyperlink"), link)
        sheet.address(part, "url", link.url)


def _stance(sheet: Sheet, post: str, stance: Stance | None) -> None:
    if stance is None:
        return
    node = sheet.node(sheet.name("stance", post), "Stance")
    sheet.add(sheet.name("post", post), "stance", node)
    sheet.add(node, "kind", stance.kind)
    sheet.add(node, "confidence", float(stance.confidence))
    if stance.target is not None:
        sheet.add(node, "target", sheet.name("claim", stance.target))
    _evidence(sheet, node, stance.evidence)


def _evidence(sheet: Sheet, owner: NamedNode, evidence: Iterable[Evidence]) -> None:
    for number, reason in enumerate(evidence, 1):
        node = sheet.part(owner, "evidence", number, "Evidence")
        sheet.add(node, "kind", reason.kind)
        sheet.add(node, "text", reason.text or None)
        if reason.post is not None:
            sheet.add(node, "post", sheet.name("post", reason.post))
        if reason.post is not None and reason.start is not None and reason.end is not None:
            selects = ("oa:TextQuoteSelector", "oa:TextPositionSelector")
            sheet.node(node, *selects)
            sheet.add(node, "oa:exact", reason.text)
        sheet.add(node, "oa:start", reason.start)
        sheet.add(node, "oa:end", reason.end)
        sheet.add(node, "value", None if reason.score is None else float(reason.score))


def _mentions(sheet: Sheet, owner: NamedNode, post: str, mentions: Iterable[Mention]) -> None:
    for number, mention in enumerate(mentions, 1):
        entity = sheet.name("entity", mention.entity)
        node = sheet.span(sheet.part(owner, "mention", number, "Mention"), mention)
        sheet.add(node, "post", sheet.name("post", post))
        sheet.add(node, "entity", entity)
        sheet.add(node, "polarity", mention.polarity)
        sheet.add(owner, "mentions", entity)


def _claim(sheet: Sheet, claim: Claim, position: int, author: str | None) -> None:
    post = sheet.name("post", claim.post)
    kinds = ("Claim", CLAIM_CLASS[claim.kind], "aif:I-node")
    node = sheet.node(sheet.name("claim", claim.id), *kinds, position=position)
    sheet.add(node, "id", claim.id)
    sheet.add(node, "text", claim.text)
    sheet.add(node, "post", post)
    sheet.add(node, "prov:wasQuotedFrom", post)
    sheet.add(node, "author", _author(sheet, author))
    sheet.add(node, "confidence", float(claim.confidence))
    selector = NamedNode(f"{node.value}:selector")
    sheet.add(node, "oa:hasSelector", selector)
    sheet.node(selector, "oa:TextQuoteSelector", "oa:TextPositionSelector")
    sheet.add(selector, "oa:exact", claim.text)
    sheet.add(selector, "oa:start", claim.start)
    sheet.add(selector, "oa:end", claim.end)
    _mentions(sheet, node, claim.post, claim.mentions)


def _entity(sheet: Sheet, entity: Entity, position: int) -> None:
    node = sheet.node(sheet.name("entity", entity.id), "Entity", position=position)
    sheet.add(node, "id", entity.id)
    sheet.add(node, "name", entity.name)
    sheet.add(node, "rdfs:label", entity.name)
    sheet.add(node, "kind", entity.kind)
    sheet.add(node, "alias", *entity.aliases)
    for address in entity.same_as:
        sheet.address(node, "sameAs", address)
    sheet.order(node, aliases=entity.aliases, same_as=entity.same_as)


def _relation(sheet: Sheet, relation: Relation, position: int) -> None:
    node = sheet.name.relation(relation.source, relation.kind, relation.target)
    if node in sheet:
        node = NamedNode(f"{node.value}::{position}")
    kind, scheme = RELATION_CLASS[relation.kind]
    sheet.node(node, "Relation", kind, scheme, position=position)
    source = sheet.name("claim", relation.source)
    target = sheet.name("claim", relation.target)
    sheet.add(source, relation.kind, target)
    sheet.add(node, "source", source)
    sheet.add(node, "target", target)
    sheet.add(node, "scope", relation.scope)
    sheet.add(node, "confidence", float(relation.confidence))
    _evidence(sheet, node, relation.evidence)


def _comparison(sheet: Sheet, comparison: Comparison, position: int) -> None:
    node = sheet.name.part(sheet.name.discussion, "comparison", position)
    sheet.node(node, "Comparison", position=position)
    first, second = (sheet.name("entity", entity) for entity in (comparison.a, comparison.b))
    sheet.add(node, "firstEntity", first)
    sheet.add(node, "secondEntity", second)
    sheet.add(node, "aspect", comparison.aspect)
    sheet.add(node, "cue", comparison.cue or None)
    sheet.add(node, "claim", sheet.name("claim", comparison.claim))
    if first != second:
        sheet.add(first, "contrasts", second)
        sheet.add(second, "contrasts", first)
    if comparison.preferred is not None:
        better = sheet.name("entity", comparison.preferred)
        sheet.add(node, "preferred", better)
        for other in (first, second):
            if other != better:
                sheet.add(better, "preferredOver", other)


def _theme(sheet: Sheet, theme: Theme, position: int) -> None:
    node = sheet.node(sheet.name("theme", theme.id), "Theme", "skos:Concept", position=position)
    sheet.add(node, "id", theme.id)
    sheet.add(node, "heading", theme.heading)
    sheet.add(node, "skos:prefLabel", theme.heading)
    sheet.add(node, "keyword", *theme.keywords)
    sheet.add(node, "about", *(sheet.name("entity", entity) for entity in theme.entities))
    if theme.parent is not None:
        sheet.add(node, "partOf", sheet.name("theme", theme.parent))
        sheet.add(node, "skos:broader", sheet.name("theme", theme.parent))
    sheet.order(node, claims=theme.claims, entities=theme.entities, keywords=theme.keywords)
    for claim in theme.claims:
        sheet.add(sheet.name("claim", claim), "theme", node)
    for number, camp in enumerate(theme.camps, 1):
        side = sheet.node(sheet.name("camp", camp.id), "Camp", position=number)
        sheet.add(side, "id", camp.id)
        sheet.add(side, "theme", node)
        sheet.order(side, claims=camp.claims)
        for claim in camp.claims:
            sheet.add(sheet.name("claim", claim), "camp", side)
    for number, step in enumerate(theme.walk, 1):
        part = sheet.part(node, "step", number, "Step")
        sheet.add(part, "claim", sheet.name("claim", step.claim))
        sheet.add(part, "via", step.via)
        if step.source is not None:
            sheet.add(part, "reachedFrom", sheet.name("claim", step.source))


def _summary(sheet: Sheet, summary: Summary) -> None:
    node = sheet.node(sheet.name.single("summary"), "Summary")
    coverage = summary.coverage
    sheet.add(node, "coveredPosts", coverage.posts)
    sheet.add(node, "coveredAuthors", coverage.authors)
    sheet.add(node, "coveredClaims", coverage.claims)
    sheet.add(node, "totalPosts", coverage.posts_total)
    sheet.add(node, "totalAuthors", coverage.authors_total)
    sheet.add(node, "totalClaims", coverage.claims_total)
    sheet.add(node, "notCovered", *(sheet.name("post", post) for post in coverage.not_covered))
    sheet.order(node, posts=coverage.not_covered)
    for number, lead in enumerate(summary.leads, 1):
        part = sheet.part(node, "lead", number, "Lead")
        sheet.add(part, "role", lead.role)
        _quote(sheet, part, lead.quote, 1)
    for number, headline in enumerate(summary.headlines, 1):
        _point(sheet, sheet.part(node, "headline", number, "Point"), headline)
    for number, section in enumerate(summary.sections, 1):
        part = sheet.part(node, "section", number, "Section")
        sheet.add(part, "theme", sheet.name("theme", section.theme))
        sheet.add(part, "heading", section.heading)
        for place, point in enumerate(section.points, 1):
            _point(sheet, sheet.part(part, "point", place, "Point"), point)


def _point(sheet: Sheet, node: NamedNode, point: Point) -> None:
    sheet.add(node, "text", point.text)
    sheet.add(node, "frame", point.frame)
    sheet.add(node, "voices", point.voices)
    sheet.add(node, "supportVoices", point.supports)
    sheet.add(node, "contrastVoices", point.contrasts)
    sheet.add(node, "cites", *(sheet.name("claim", claim) for claim in point.claims))
    sheet.add(node, "opposedBy", *(sheet.name("claim", claim) for claim in point.opposing))
    sheet.add(node, "undecided", *(sheet.name("claim", claim) for claim in point.undecided))
    if point.dissent is not None:
        sheet.add(node, "dissent", sheet.name("claim", point.dissent))
    sheet.order(node, claims=point.claims, opposing=point.opposing, undecided=point.undecided)
    for number, quote in enumerate(point.quotes, 1):
        _quote(sheet, node, quote, number)


def _quote(sheet: Sheet, owner: NamedNode, quote: Quote, number: int) -> None:
    part = sheet.span(sheet.part(owner, "quote", number, "Quote"), quote)
    sheet.add(part, "claim", sheet.name("claim", quote.claim))
    sheet.add(part, "runsOver", *(sheet.name("claim", claim) for claim in quote.further))
    sheet.order(part, further=quote.further)
    sheet.add(part, "post", sheet.name("post", quote.post))
    sheet.add(part, "text", quote.text)
