"""The order of the stages, on one screen."""

from __future__ import annotations

from dataclasses import replace

from argmap.cache import NO_CACHE, Cache
from argmap.cluster import find_themes
from argmap.encode import Encoder, load_encoder, remembering
from argmap.extract import extract, extract_given, reading_notes
from argmap.formats.to_map import given
from argmap.model import (
    ArgumentGraph,
    Extraction,
    MapData,
    Progress,
    Relation,
    Settings,
    Stance,
    Thread,
    no_progress,
)
from argmap.relate import relate
from argmap.summarize import summarize


def build_map(
    thread: Thread,
    settings: Settings | None = None,
    progress: Progress = no_progress,
    cache: Cache = NO_CACHE,
) -> MapData:
    """Turn a discussion into an argument map.

    The same thread and settings give the same map, byte for byte once written, whether or not
    parses, encodings and readings of its posts are in the cache.

    Raises:
        MissingPart: The spaCy pipeline asked for is not installed.
    """
    settings = settings or Settings()
    thread = replace(thread, notes=(*thread.notes, *reading_notes(thread)))
    extraction = extract(thread, settings, _encoder(settings, cache), progress, cache)
    stances, relations = relate(thread, extraction, settings, progress, cache)
    return _finish(thread, extraction, stances, relations, settings, progress)


def map_from_argument_graph(
    graph: ArgumentGraph,
    settings: Settings | None = None,
    progress: Progress = no_progress,
    cache: Cache = NO_CACHE,
) -> MapData:
    """Turn what an argument format gives into a map: its claims and relations, our themes.

    Nothing is extracted or related but what the file says; entities, themes and the summary are
    found as in a discussion. The graph stays with the map, so that it can be written again whole.

    Raises:
        MissingPart: The spaCy pipeline asked for is not installed.
    """
    settings = settings or Settings()
    stated = given(graph)
    notes = (*stated.thread.notes, *reading_notes(stated.thread))
    thread = replace(stated.thread, notes=notes)
    encoder = _encoder(settings, cache)
    extraction = extract_given(thread, stated.claims, settings, encoder, progress, cache)
    found = _finish(thread, extraction, stated.stances, stated.relations, settings, progress)
    return replace(found, argument_graph=graph)


def _encoder(settings: Settings, cache: Cache) -> Encoder:
    encoder = load_encoder(settings.fast)
    # Hashing words is quicker than looking them up.
    return encoder if settings.fast else remembering(encoder, cache)


def _finish(
    thread: Thread,
    extraction: Extraction,
    stances: dict[str, Stance],
    relations: tuple[Relation, ...],
    settings: Settings,
    progress: Progress,
) -> MapData:
    themes = find_themes(thread, extraction, stances, relations, settings, progress)
    summary, themes = summarize(thread, extraction, stances, relations, themes, settings)
    return MapData(
        thread=thread,
        claims=extraction.claims,
        entities=extraction.entities,
        stances=stances,
        loose_mentions=extraction.loose_mentions,
        relations=relations,
        comparisons=extraction.comparisons,
        themes=themes,
        summary=summary,
    )
