"""A map of one theme or one entity, for a page of its own."""

from __future__ import annotations

from dataclasses import replace

from argmap.errors import UnknownName
from argmap.model import Claim, MapData, Summary, Theme


def restrict(argument_map: MapData, theme: str | None, entity: str | None) -> tuple[MapData, str]:
    """Keep the claims of one theme, or about one entity, their posts and those they answer.

    Args:
        argument_map: The whole map.
        theme: Id or heading of a theme; None keeps all.
        entity: Id, name or alias of an entity; None keeps all.

    Returns:
        The smaller map, and the URL fragment that opens it at the theme or entity.

    Raises:
        UnknownName: The map has no such theme or entity.
    """
    start = ""
    if theme is not None:
        found = _find_theme(argument_map, theme)
        start = f"theme={found}"
        inside = {c for item in argument_map.themes if item.id == found for c in item.claims}
        claims = tuple(claim for claim in argument_map.claims if claim.id in inside)
        argument_map = _keep(argument_map, claims)
    if entity is not None:
        found = _find_entity(argument_map, entity)
        start = f"entity={found}"
        claims = tuple(
            claim
            for claim in argument_map.claims
            if any(mention.entity == found for mention in claim.mentions)
        )
        argument_map = _keep(argument_map, claims)
    return argument_map, start


def _find_theme(argument_map: MapData, name: str) -> str:
    for theme in argument_map.themes:
        if name.casefold() in (theme.id.casefold(), theme.heading.casefold()):
            return theme.id
    known = [f"{theme.id} ({theme.heading})" for theme in argument_map.themes]
    raise UnknownName("theme", name, known)


def _find_entity(argument_map: MapData, name: str) -> str:
    wanted = name.casefold()
    for entity in argument_map.entities:
        if wanted in {form.casefold() for form in (entity.id, entity.name, *entity.aliases)}:
            return entity.id
    known = [entity.name for entity in argument_map.entities[:30]]
    raise UnknownName("entity", name, known)


def _keep(argument_map: MapData, claims: tuple[Claim, ...]) -> MapData:
    kept = {claim.id for claim in claims}
    posts = _with_ancestors(argument_map, {claim.post for claim in claims})
    themes = tuple(
        _theme(item, kept) for item in argument_map.themes if kept.intersection(item.claims)
    )
    thread = argument_map.thread
    # Not replace(): a subclass of MapData may have other fields.
    return MapData(
        thread=replace(thread, posts=tuple(post for post in thread.posts if post.id in posts)),
        claims=claims,
        entities=argument_map.entities,
        stances=argument_map.stances,
        loose_mentions=argument_map.loose_mentions,
        relations=tuple(
            item for item in argument_map.relations if item.source in kept and item.target in kept
        ),
        comparisons=tuple(item for item in argument_map.comparisons if item.claim in kept),
        themes=themes,
        summary=_summary(argument_map.summary, kept, {item.id for item in themes}),
    )


def _theme(theme: Theme, kept: set[str]) -> Theme:
    def only(claims: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(claim for claim in claims if claim in kept)

    camps = tuple(replace(camp, claims=only(camp.claims)) for camp in theme.camps)
    return replace(theme, claims=only(theme.claims), camps=camps)


def _summary(summary: Summary, kept: set[str], themes: set[str]) -> Summary:
    """Keep points that cite a kept claim, and leads of kept claims.

    The coverage stays that of the whole discussion.
    """
    sections = tuple(
        replace(item, points=tuple(p for p in item.points if kept.intersection(p.claims)))
        for item in summary.sections
        if item.theme in themes
    )
    headlines = tuple(point for point in summary.headlines if kept.intersection(point.claims))
    leads = tuple(x for x in summary.leads if kept.issuperset((x.quote.claim, *x.quote.further)))
    return replace(summary, headlines=headlines, sections=sections, leads=leads)


def _with_ancestors(argument_map: MapData, posts: set[str]) -> set[str]:
    found: set[str] = set()
    for name in sorted(posts):
        at: str | None = name
        while at is not None and at not in found:
            found.add(at)
            at = argument_map.thread.by_id[at].parent
    return found
