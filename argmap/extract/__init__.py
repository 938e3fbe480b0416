"""Thread to claims, entities and comparisons."""

from __future__ import annotations

from argmap.encode import Encoder
from argmap.extract.claims import find_claims
from argmap.extract.entities import find_entities
from argmap.extract.language import load_language, parse, reading_notes
from argmap.extract.phrases import find_phrases
from argmap.model import Extraction, Progress, Settings, Thread, no_progress

__all__ = ["extract", "reading_notes"]


def extract(
    thread: Thread, settings: Settings, encoder: Encoder, progress: Progress = no_progress
) -> Extraction:
    """Find claims, the entities they name, and comparisons between entities.

    Raises:
        MissingPart: The spaCy pipeline of ``settings.spacy_model`` is not installed.
    """
    docs = parse(thread, load_language(settings.spacy_model), progress)
    claims, encodings = find_claims(thread, docs, encoder, settings, progress)
    found = find_entities(thread, docs, claims, settings)
    return Extraction(
        claims=found.claims,
        entities=found.entities,
        comparisons=found.comparisons,
        loose_mentions=found.loose_mentions,
        encodings=encodings,
        phrases={
            post.id: phrases
            for post, doc in zip(thread.posts, docs, strict=True)
            if (phrases := find_phrases(doc))
        },
    )
