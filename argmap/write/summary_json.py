"""The summary alone, as JSON: points with their quotes, claims and authors."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable
from typing import Any, Unpack

from argmap.model import MapData, Point
from argmap.write.cite import citations
from argmap.write.contrast import Contrasts, Said
from argmap.write.digest import Choices, Digest, choose
from argmap.write.several import Several

Json = dict[str, Any]


def to_summary_json(argument_map: MapData, **choices: Unpack[Choices]) -> str:
    """Write ``{thread, overview, leads, headlines, sections, compared, coverage}``.

    ``sections`` are ``[{theme, heading, points}]``. A point is as in ``map.json``; ``subject`` is
    what stands before its colon, and ``cited`` gives author, address and words of each claim.
    ``rewritten`` holds the sentences a language model made of it, where they were let through.

    Args:
        argument_map: The map whose summary is written.
        choices: Those of :func:`argmap.write.digest.choose`.

    Raises:
        UnknownName: The map has no such theme, author or entity.
    """
    return json_of(Several((choose(argument_map, **choices),)))


def json_of(several: Several) -> str:
    """Write one discussion as above, or ``{discussions: […], shared: […]}``."""
    documents = [_discussion(digest) for digest in several.digests]
    if several.alone:
        document = documents[0]
    else:
        shared = [
            {
                "entity": each.entity.id,
                "name": each.entity.name,
                "discussions": list(each.discussions),
                "voices": each.voices,
            }
            for each in several.shared
        ]
        document = {"discussions": documents, "shared": shared}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _discussion(digest: Digest) -> Json:
    thread = digest.map.thread
    document: Json = {
        "thread": {"id": thread.id, "title": thread.title, "url": thread.url},
        "overview": digest.overview,
        "leads": [
            {**dataclasses.asdict(each.lead), "author": each.author, "url": each.url}
            for each in digest.leads
        ],
        "headlines": [
            {
                "text": digest.brief(point).plain,
                "subject": digest.brief(point).subject or None,
                "point": point.text,
                "voices": point.voices,
            }
            for point in digest.headlines
        ],
        "sections": [
            {
                "theme": section.theme or None,
                "heading": section.heading,
                "points": [_point(digest, point) for point in section.points],
            }
            for section in digest.sections
        ],
        "compared": _compared(digest.contrasts),
        "coverage": dataclasses.asdict(digest.coverage),
    }
    if digest.rewriting is not None:
        document["rewriting"] = {
            "model": digest.rewriting.model,
            "asked": digest.rewriting.asked,
            "rewritten": len(digest.rewriting.sentences),
            "rejected": dict(sorted(digest.rewriting.rejected.items())),
        }
    return document


def _point(digest: Digest, point: Point) -> Json:
    cited = [
        {
            "claim": each.claim.id,
            "author": each.author,
            "url": each.url,
            "side": each.side,
            "text": each.claim.text,
        }
        for each in citations(digest.map, point)
    ]
    subject = digest.line(point).subject or None
    document = {**dataclasses.asdict(point), "subject": subject, "cited": cited}
    if digest.is_rewritten(point):
        document["rewritten"] = digest.line(point).words
    return document


def _compared(contrasts: Contrasts) -> Json:
    return {
        "pairs_total": contrasts.pairs_total,
        "pairs": [
            {
                "first": pair.first.id,
                "second": pair.second.id,
                "for_first": pair.for_first,
                "for_second": pair.for_second,
                "voices": pair.voices,
                "respects": [
                    {
                        "aspect": row.aspect,
                        "first": _said(row.first),
                        "second": _said(row.second),
                        "neither": _said(row.neither),
                    }
                    for row in pair.respects
                ],
            }
            for pair in contrasts.pairs
        ],
        "entities": [
            {
                "entity": each.entity.id,
                "supports": each.supports,
                "contrasts": each.contrasts,
                "for": _said(each.praise),
                "against": _said(each.blame),
            }
            for each in contrasts.standings
        ],
    }


def _said(said: Iterable[Said]) -> list[Json]:
    return [
        {"claim": x.claim.id, "author": x.author, "url": x.url, "text": x.claim.text} for x in said
    ]
