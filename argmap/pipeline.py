"""The order of the stages, on one screen."""

from __future__ import annotations

from dataclasses import replace

from argmap.cluster import find_themes
from argmap.encode import load_encoder
from argmap.extract import extract, reading_notes
from argmap.model import MapData, Progress, Settings, Thread, no_progress
from argmap.relate import relate
from argmap.summarize import summarize


def build_map(
    thread: Thread, settings: Settings | None = None, progress: Progress = no_progress
) -> MapData:
    """Turn a discussion into an argument map.

    The same thread and settings give the same map, byte for byte once written.

    Raises:
        MissingPart: The spaCy pipeline asked for is not installed.
    """
    settings = settings or Settings()
    thread = replace(thread, notes=(*thread.notes, *reading_notes(thread)))
    encoder = load_encoder(settings.fast)
    extraction = extract(thread, settings, encoder, progress)
    stances, relations = relate(thread, extraction, settings, progress)
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
