"""Thread to claims, entities and comparisons."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from argmap.cache import NO_CACHE, Cache
from argmap.encode import Encoder
from argmap.extract.claims import find_claims
from argmap.extract.entities import find_entities
from argmap.extract.language import load_language, parse, reading_notes
from argmap.extract.passages import find_passages
from argmap.extract.phrases import find_phrases
from argmap.model import (
    Claim,
    Encodings,
    Extraction,
    Progress,
    Settings,
    Thread,
    no_progress,
)

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

__all__ = ["extract", "extract_given", "reading_notes"]


def extract(
    thread: Thread,
    settings: Settings,
    encoder: Encoder,
    progress: Progress = no_progress,
    cache: Cache = NO_CACHE,
) -> Extraction:
    """Find claims, the entities they name, and comparisons between entities.

    Raises:
        MissingPart: The spaCy pipeline of ``settings.spacy_model`` is not installed.
    """
    docs = parse(thread, _language(settings), progress, cache)
    claims, encodings = find_claims(thread, docs, encoder, settings, progress, cache)
    return _extraction(thread, docs, claims, encodings, settings)


def extract_given(
    thread: Thread,
    claims: tuple[Claim, ...],
    settings: Settings,
    encoder: Encoder,
    progress: Progress = no_progress,
    cache: Cache = NO_CACHE,
) -> Extraction:
    """Find the entities that given claims name, where each claim is the whole of its post.

    Raises:
        MissingPart: The spaCy pipeline of ``settings.spacy_model`` is not installed.
    """
    docs = parse(thread, _language(settings), progress, cache)
    done = 0

    def tick(count: int) -> None:
        nonlocal done
        done += count
        progress("encode", done, len(thread.posts))

    posts = encoder([post.text for post in thread.posts], tick=tick)
    row = {post.id: number for number, post in enumerate(thread.posts)}
    encodings = Encodings(posts[[row[claim.post] for claim in claims]], posts, posts)
    return _extraction(thread, docs, claims, encodings, settings)


def _language(settings: Settings) -> Language:
    return load_language(settings.spacy_model, lemmas=settings.entity_patterns is not None)


def _extraction(
    thread: Thread,
    docs: Sequence[Doc],
    claims: tuple[Claim, ...],
    encodings: Encodings,
    settings: Settings,
) -> Extraction:
    found = find_entities(thread, list(docs), claims, settings)
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
        passages=find_passages(thread, docs, found.claims),
    )
