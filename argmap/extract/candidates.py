"""All candidates of a discussion, with their features."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from argmap.extract.gazetteer import Gazetteer, common_words
from argmap.extract.name_scores import Page, ThreadCounts, count_words, describe
from argmap.extract.names import STOP, Candidate, is_cased, starts_sentence
from argmap.extract.propose import lower_case_names, propose, propose_aside
from argmap.model import Thread

if TYPE_CHECKING:
    from spacy.tokens import Doc


def thread_words(texts: Sequence[str]) -> frozenset[str]:
    """Return the folded words of a discussion."""
    return frozenset(word.casefold() for text in texts for word in re.findall(r"\w+", text))


def is_plain_word(candidate: Candidate, counts: ThreadCounts) -> bool:
    """Say whether a known name is, here, just a common word written small: “so”, “linear”."""
    words = candidate.key.split()
    return (
        candidate.surface.islower()
        and all(word in common_words() for word in words)
        and candidate.key not in counts.title
        and counts.inner[candidate.key] == 0
    )


def find_candidates(
    thread: Thread, docs: Sequence[Doc], gazetteer: Gazetteer
) -> list[list[Candidate]]:
    """Propose and describe the names of each post.

    Names written small are looked for once it is known what the discussion writes as a name.
    """
    pages = [Page.of(doc) for doc in docs]
    texts = [page.text for page in pages]
    words = thread_words([thread.title, *texts])
    counts = count_words(texts, thread.title)
    proposed = [propose(row, page, gazetteer, words) for row, page in enumerate(pages)]
    for row, text in enumerate(texts):
        for one in proposed[row]:
            if is_cased(one.surface) and not starts_sentence(text, one.start):
                counts.inner[one.key] += 1
    keys = frozenset(key for key in counts.inner if key not in STOP and len(key) > 1)
    for row, (post, page) in enumerate(zip(thread.posts, pages, strict=True)):
        proposed[row] += list(lower_case_names(row, page.text, keys, proposed[row]))
        proposed[row] += list(propose_aside(row, post, gazetteer, words))
        proposed[row] = [one for one in proposed[row] if not is_plain_word(one, counts)]
        for one in proposed[row]:
            one.features = describe(one, page, counts)
    return proposed
