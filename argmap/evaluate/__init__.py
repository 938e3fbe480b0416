"""How well a map agrees with somebody's annotations and summaries of the same discussion."""

from argmap.evaluate.annotations import (
    Annotated,
    Reference,
    read_annotations,
    read_reference,
    thread_of,
)
from argmap.evaluate.extraction import ExtractionScores, score_extraction
from argmap.evaluate.report import as_document, as_text
from argmap.evaluate.summaries import SummaryScores, score_summary

__all__ = [
    "Annotated",
    "ExtractionScores",
    "Reference",
    "SummaryScores",
    "as_document",
    "as_text",
    "read_annotations",
    "read_reference",
    "score_extraction",
    "score_summary",
    "thread_of",
]
